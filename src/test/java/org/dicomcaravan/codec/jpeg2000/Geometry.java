package org.dicomcaravan.codec.jpeg2000;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.dicomcaravan.dicom.DicomException;

/**
 * Tiles and components of any kind, and the numbers that the equations of Annex B have for them.
 *
 * @param size image and tiles
 * @param tile a tile of the image
 * @param components how each is coded
 * @param parameters the same, as marker segments said it
 */
record Geometry(ImageSize size, Rectangle tile, List<Geometry.Coded> components, Parameters parameters) {

    /**
     * A component.
     *
     * @param dx XRsiz
     * @param dy YRsiz
     * @param levels N_L
     * @param ppx by resolution
     * @param ppy by resolution
     * @param xcb exponent of code-blocks' width
     * @param ycb exponent of their height
     */
    record Coded(int dx, int dy, int levels, int[] ppx, int[] ppy, int xcb, int ycb) {}

    /** Some hundred precincts at most, so that a walk over the grid ends. */
    static Geometry random(Random random) throws DicomException {
        int x = random.nextInt(3) == 0 ? 0 : random.nextInt(50);
        int y = random.nextInt(3) == 0 ? 0 : random.nextInt(50);
        Rectangle image = new Rectangle(x, y, x + random.nextInt(1, 50), y + random.nextInt(1, 50));
        int tileX = random.nextInt(x + 1);
        int tileY = random.nextInt(y + 1);
        Rectangle first = new Rectangle(tileX, tileY, x + random.nextInt(1, 60), y + random.nextInt(1, 60));
        List<Coded> components = new ArrayList<>();
        StringBuilder sizes = new StringBuilder();
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            Coded coded = coded(random);
            components.add(coded);
            sizes.append("07%02x%02x".formatted(coded.dx, coded.dy));
        }
        ImageSize size = HandMade.imageSize(image, first, sizes.toString());
        Parameters parameters = new Parameters(size);
        parameters.read(Markers.COD, HandMade.parameters(HandMade.COD));
        parameters.read(Markers.QCD, HandMade.parameters("40" + "40".repeat(97)));
        for (int i = 0; i < components.size(); i++) {
            parameters.read(Markers.COC, HandMade.parameters("%02x".formatted(i) + style(components.get(i))));
        }
        return new Geometry(size, size.tile(random.nextInt(size.tiles())), components, parameters);
    }

    private static Coded coded(Random random) {
        int levels = random.nextInt(6) == 0 ? random.nextInt(33) : random.nextInt(5);
        int[] ppx = new int[levels + 1];
        int[] ppy = new int[levels + 1];
        for (int r = 0; r <= levels; r++) {
            ppx[r] = random.nextInt(4) == 0 ? 15 : random.nextInt(r == 0 ? 0 : 1, 7);
            ppy[r] = random.nextInt(4) == 0 ? 15 : random.nextInt(r == 0 ? 0 : 1, 7);
        }
        return new Coded(
                random.nextInt(1, 4),
                random.nextInt(1, 4),
                levels,
                ppx,
                ppy,
                random.nextInt(2, 5),
                random.nextInt(2, 5));
    }

    /** Scoc and SPcoc. */
    private static String style(Coded coded) {
        StringBuilder style =
                new StringBuilder("01%02x%02x%02x0001".formatted(coded.levels, coded.xcb - 2, coded.ycb - 2));
        for (int r = 0; r <= coded.levels; r++) {
            style.append("%x%x".formatted(coded.ppy[r], coded.ppx[r]));
        }
        return style.toString();
    }

    /** What the decoder makes of it. */
    List<TileComponent> tileComponents() throws DicomException {
        List<TileComponent> all = new ArrayList<>();
        for (int i = 0; i < components.size(); i++) {
            all.add(TileComponent.of(i, tile, parameters));
        }
        return all;
    }

    int mostLevels() {
        return components.stream().mapToInt(Coded::levels).max().orElseThrow();
    }

    /** Equation B-12: tcx0, tcy0, tcx1, tcy1. */
    Rectangle tileComponent(int i) {
        Coded coded = components.get(i);
        return new Rectangle(
                ceil(tile.x0(), coded.dx),
                ceil(tile.y0(), coded.dy),
                ceil(tile.x1(), coded.dx),
                ceil(tile.y1(), coded.dy));
    }

    /** Equation B-14: trx0, try0, trx1, try1. */
    Rectangle resolution(int i, int r) {
        Rectangle whole = tileComponent(i);
        long scale = 1L << (components.get(i).levels - r);
        return new Rectangle(
                ceil(whole.x0(), scale), ceil(whole.y0(), scale), ceil(whole.x1(), scale), ceil(whole.y1(), scale));
    }

    /** Equation B-15: tbx0, tby0, tbx1, tby1 of a subband n_b levels down. */
    Rectangle subband(int i, int nb, int xob, int yob) {
        Rectangle whole = tileComponent(i);
        long scale = 1L << nb;
        long x = nb == 0 ? 0 : xob * (scale / 2);
        long y = nb == 0 ? 0 : yob * (scale / 2);
        return new Rectangle(
                ceil(whole.x0() - x, scale),
                ceil(whole.y0() - y, scale),
                ceil(whole.x1() - x, scale),
                ceil(whole.y1() - y, scale));
    }

    /** Equation B-16. */
    int precinctsWide(int i, int r) {
        Rectangle area = resolution(i, r);
        long side = 1L << components.get(i).ppx[r];
        return area.x1() > area.x0() ? ceil(area.x1(), side) - (int) Math.floorDiv(area.x0(), side) : 0;
    }

    /** Equation B-16. */
    int precinctsHigh(int i, int r) {
        Rectangle area = resolution(i, r);
        long side = 1L << components.get(i).ppy[r];
        return area.y1() > area.y0() ? ceil(area.y1(), side) - (int) Math.floorDiv(area.y0(), side) : 0;
    }

    private static int ceil(long number, long divisor) {
        return (int) -Math.floorDiv(-number, divisor);
    }
}
