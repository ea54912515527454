package org.dicomcaravan.codec.jpeg2000;

import java.util.ArrayList;
import java.util.List;
import org.dicomcaravan.dicom.DicomException;

/**
 * One resolution of a tile's component (B.5).
 *
 * @param number 0 is the lowest
 * @param area in its own coordinates
 */
record Resolution(int number, Rectangle area) {

    private long columns(ComponentStyle style) {
        return count(area.x0(), area.x1(), style.precinctWidth(number));
    }

    private long rows(ComponentStyle style) {
        return count(area.y0(), area.y1(), style.precinctHeight(number));
    }

    private static long count(int from, int to, int bits) {
        return to <= from ? 0 : ((to - 1L) >> bits) - (from >> bits) + 1;
    }

    /** Precincts there are (Equation B-16). */
    long precincts(ComponentStyle style) {
        return columns(style) * rows(style);
    }

    /** Code-blocks there are, whatever packets have of them. */
    long blocks(TileComponent component, ImageSize.Component samples) throws DicomException {
        int width = blockWidth(component.style());
        int height = blockHeight(component.style());
        long blocks = 0;
        for (Band band : component.bands(number, samples)) {
            Rectangle in = band.area();
            blocks += count(in.x0(), in.x1(), width) * count(in.y0(), in.y1(), height);
        }
        return blocks;
    }

    /** The power of two of a code-block's width: no more than that of its part of a precinct (B.7). */
    private int blockWidth(ComponentStyle style) {
        return Math.min(style.blockWidth(), style.precinctWidth(number) - halved());
    }

    private int blockHeight(ComponentStyle style) {
        return Math.min(style.blockHeight(), style.precinctHeight(number) - halved());
    }

    /** Whether a subband has half the columns and rows of the resolution: 1, but of LL 0. */
    private int halved() {
        return number == 0 ? 0 : 1;
    }

    /** The precincts, row by row. */
    List<Precinct> split(TileComponent component, Rectangle tile, ImageSize.Component samples) throws DicomException {
        List<Band> bands = component.bands(number, samples);
        ComponentStyle style = component.style();
        int scale = style.levels() - number;
        List<Precinct> precincts = new ArrayList<>();
        for (int row = 0; row < rows(style); row++) {
            for (int column = 0; column < columns(style); column++) {
                long x = (long) (area.x0() >> style.precinctWidth(number)) + column << style.precinctWidth(number);
                long y = (long) (area.y0() >> style.precinctHeight(number)) + row << style.precinctHeight(number);
                List<BandBlocks> blocks = new ArrayList<>();
                for (Band band : bands) {
                    blocks.add(blocks(band, style, x, y));
                }
                precincts.add(new Precinct(
                        component.number(),
                        number,
                        Math.max(tile.x0(), (x << scale) * samples.dx()),
                        Math.max(tile.y0(), (y << scale) * samples.dy()),
                        blocks));
            }
        }
        return precincts;
    }

    private BandBlocks blocks(Band band, ComponentStyle style, long x, long y) {
        int widthBits = style.precinctWidth(number) - halved();
        int heightBits = style.precinctHeight(number) - halved();
        long left = x >> halved();
        long top = y >> halved();
        Rectangle precinct =
                new Rectangle((int) left, (int) top, (int) Math.min(Integer.MAX_VALUE, left + (1L << widthBits)), (int)
                        Math.min(Integer.MAX_VALUE, top + (1L << heightBits)));
        return new BandBlocks(band, precinct.within(band.area()), blockWidth(style), blockHeight(style));
    }
}
