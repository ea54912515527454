package org.dicomcaravan.codec.jpeg2000;

import java.util.ArrayList;
import java.util.List;
import org.dicomcaravan.dicom.DicomException;

/**
 * What SIZ says (A.5.1): the image and its tiles on the reference grid.
 *
 * @param image where the image lies
 * @param tileX where the first column of tiles begins
 * @param tileY where the first row of tiles begins
 * @param tileWidth columns of a tile
 * @param tileHeight rows of a tile
 * @param components one or more
 */
record ImageSize(
        Rectangle image, int tileX, int tileY, int tileWidth, int tileHeight, List<ImageSize.Component> components) {

    private static final int MOST_BY_STANDARD = 16_384;

    /** Nobody has more, and each costs something in each tile. */
    private static final int MOST_COMPONENTS = 256;

    private static final int MOST_PRECISION = 38;
    private static final int MOST_TILES = 65_535;

    /**
     * A component.
     *
     * @param precision bits of its samples, 1 to 38
     * @param signed whether they are two's complement
     * @param dx columns of the reference grid from one sample to the next
     * @param dy rows of it
     */
    record Component(int precision, boolean signed, int dx, int dy) {}

    static ImageSize read(Segment segment) throws DicomException {
        segment.number(2); // capabilities: what is used says so itself
        int x1 = segment.coordinate();
        int y1 = segment.coordinate();
        Rectangle image = new Rectangle(segment.coordinate(), segment.coordinate(), x1, y1);
        int tileWidth = segment.extent();
        int tileHeight = segment.extent();
        int tileX = segment.coordinate();
        int tileY = segment.coordinate();
        int count = segment.number(2);
        if (image.isEmpty() || tileWidth < 1 || tileHeight < 1 || tileX > image.x0() || tileY > image.y0()) {
            throw DicomException.invalid("a JPEG 2000 codestream whose image or tiles are empty: " + image);
        }
        if ((long) tileX + tileWidth <= image.x0() || (long) tileY + tileHeight <= image.y0()) {
            throw DicomException.invalid("a JPEG 2000 codestream whose first tile lies outside its image");
        }
        if (count < 1 || count > MOST_BY_STANDARD) {
            throw DicomException.invalid("a JPEG 2000 codestream of %d components".formatted(count));
        }
        if (count > MOST_COMPONENTS) {
            throw DicomException.unsupported(
                    "a JPEG 2000 codestream of %d components, %d at most".formatted(count, MOST_COMPONENTS));
        }
        List<Component> components = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            components.add(component(segment));
        }
        ImageSize size = new ImageSize(image, tileX, tileY, tileWidth, tileHeight, List.copyOf(components));
        if ((long) size.tileColumns() * size.tileRows() > MOST_TILES) {
            throw DicomException.invalid("a JPEG 2000 codestream of %d x %d tiles, %d at most"
                    .formatted(size.tileColumns(), size.tileRows(), MOST_TILES));
        }
        return size;
    }

    private static Component component(Segment segment) throws DicomException {
        int depth = segment.number(1);
        Component component =
                new Component((depth & 0x7F) + 1, (depth & 0x80) != 0, segment.number(1), segment.number(1));
        if (component.precision > MOST_PRECISION || component.dx == 0 || component.dy == 0) {
            throw DicomException.invalid("a JPEG 2000 component of %d bits at each %d x %d points"
                    .formatted(component.precision, component.dx, component.dy));
        }
        return component;
    }

    int tileColumns() {
        return (int) (((long) image.x1() - tileX + tileWidth - 1) / tileWidth);
    }

    int tileRows() {
        return (int) (((long) image.y1() - tileY + tileHeight - 1) / tileHeight);
    }

    int tiles() {
        return tileColumns() * tileRows();
    }

    /** Where a tile lies on the reference grid (B.3). */
    Rectangle tile(int index) {
        long x = tileX + (long) (index % tileColumns()) * tileWidth;
        long y = tileY + (long) (index / tileColumns()) * tileHeight;
        return new Rectangle(
                (int) Math.max(x, image.x0()),
                (int) Math.max(y, image.y0()),
                (int) Math.min(x + tileWidth, image.x1()),
                (int) Math.min(y + tileHeight, image.y1()));
    }
}
