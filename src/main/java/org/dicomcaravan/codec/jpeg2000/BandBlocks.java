package org.dicomcaravan.codec.jpeg2000;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The code-blocks of a subband that lie in one precinct, and what packets have told of them so far. */
final class BandBlocks {

    private final Band band;
    private final Rectangle area;
    private final int widthBits;
    private final int heightBits;
    private final int firstColumn;
    private final int firstRow;
    private final int columns;
    private final int rows;
    private CodedBlock[] blocks;
    private TagTreeReader layers;
    private TagTreeReader zeroPlanes;

    /**
     * Code-blocks.
     *
     * @param area of the precinct, in the subband's coordinates
     * @param widthBits the power of two of a code-block's width
     * @param heightBits the power of two of its height
     */
    BandBlocks(Band band, Rectangle area, int widthBits, int heightBits) {
        this.band = band;
        this.area = area;
        this.widthBits = widthBits;
        this.heightBits = heightBits;
        this.firstColumn = area.x0() >> widthBits;
        this.firstRow = area.y0() >> heightBits;
        this.columns = area.isEmpty() ? 0 : ((area.x1() - 1) >> widthBits) - firstColumn + 1;
        this.rows = area.isEmpty() ? 0 : ((area.y1() - 1) >> heightBits) - firstRow + 1;
    }

    Band band() {
        return band;
    }

    int columns() {
        return columns;
    }

    int rows() {
        return rows;
    }

    /** What is needed for reading packets, from the first one on that is not empty. */
    void open() {
        if (blocks == null) {
            blocks = new CodedBlock[columns * rows];
            layers = new TagTreeReader(columns, rows);
            zeroPlanes = new TagTreeReader(columns, rows);
        }
    }

    /** In which layer each code-block comes first. */
    TagTreeReader layers() {
        return layers;
    }

    /** How many bit-planes each code-block lacks. */
    TagTreeReader zeroPlanes() {
        return zeroPlanes;
    }

    /** A code-block; null if no packet has had anything of it. */
    CodedBlock block(int x, int y) {
        return blocks == null ? null : blocks[y * columns + x];
    }

    /** A code-block that comes in the current packet for the first time. */
    CodedBlock include(int x, int y) {
        int left = (firstColumn + x) << widthBits;
        int top = (firstRow + y) << heightBits;
        Rectangle whole = new Rectangle(left, top, left + (1 << widthBits), top + (1 << heightBits));
        CodedBlock block = new CodedBlock(whole.within(area));
        blocks[y * columns + x] = block;
        return block;
    }

    /** All code-blocks that packets have something of. */
    List<CodedBlock> included() {
        return blocks == null
                ? List.of()
                : Stream.of(blocks).filter(Objects::nonNull).toList();
    }
}
