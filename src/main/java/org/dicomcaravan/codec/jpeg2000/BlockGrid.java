package org.dicomcaravan.codec.jpeg2000;

import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.dicomcaravan.codec.Cancellation;

/**
 * The code-blocks of a subband, which all lie in one precinct.
 *
 * @param columns code-blocks side by side
 * @param planes magnitude bit-planes of the subband, M_b
 * @param blocks row by row; none where the subband is empty
 */
record BlockGrid(int columns, int planes, List<CodeBlock> blocks) {

    /** Codes one code-block of a subband. */
    interface Coder {

        /** Codes a rectangle, whose first coefficient is at an index of the plane. */
        CodeBlock encode(int from, int columns, int rows);
    }

    /** Encodes the subbands of a plane that is as large as a tile; by resolution, the lowest one first. */
    static List<List<BlockGrid>> encode(Tile tile, CodingStyle style, Function<Subband, Coder> coders)
            throws InterruptedIOException {
        List<List<BlockGrid>> resolutions = new ArrayList<>();
        for (List<Subband> bands : Subband.byResolution(tile.width(), tile.height(), style.levels())) {
            List<BlockGrid> grids = new ArrayList<>();
            for (Subband band : bands) {
                grids.add(encode(tile.width(), band, style.planes(band), coders.apply(band)));
            }
            resolutions.add(grids);
        }
        return resolutions;
    }

    private static BlockGrid encode(int stride, Subband band, int planes, Coder coder) throws InterruptedIOException {
        int size = CodeBlockEncoder.SIZE;
        List<CodeBlock> blocks = new ArrayList<>();
        for (int y = 0; y < band.height(); y += size) {
            for (int x = 0; x < band.width(); x += size) {
                Cancellation.check();
                blocks.add(coder.encode(
                        (band.y() + y) * stride + band.x() + x,
                        Math.min(size, band.width() - x),
                        Math.min(size, band.height() - y)));
            }
        }
        return new BlockGrid((band.width() + size - 1) / size, planes, blocks);
    }

    /** The same with other code-blocks in their places. */
    BlockGrid with(UnaryOperator<CodeBlock> change) {
        return new BlockGrid(columns, planes, blocks.stream().map(change).toList());
    }

    /** Bytes of all codewords. */
    long length() {
        return blocks.stream().mapToLong(CodeBlock::length).sum();
    }

    /** Whether nothing of it has to be written. */
    boolean isZero() {
        return blocks.stream().allMatch(CodeBlock::isZero);
    }
}
