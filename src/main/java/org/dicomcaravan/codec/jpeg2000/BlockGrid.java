package org.dicomcaravan.codec.jpeg2000;

import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import org.dicomcaravan.codec.Cancellation;

/**
 * The code-blocks of a subband, which all lie in one precinct.
 *
 * @param columns code-blocks side by side
 * @param planes magnitude bit-planes of the subband, M_b
 * @param blocks row by row; none where the subband is empty
 */
record BlockGrid(int columns, int planes, List<CodeBlock> blocks) {

    /** Encodes a subband of a plane that is {@code stride} wide. */
    static BlockGrid encode(int[] plane, int stride, Subband band, int planes, CodeBlockEncoder encoder)
            throws InterruptedIOException {
        int size = CodeBlockEncoder.SIZE;
        List<CodeBlock> blocks = new ArrayList<>();
        for (int y = 0; y < band.height(); y += size) {
            for (int x = 0; x < band.width(); x += size) {
                Cancellation.check();
                blocks.add(encoder.encode(
                        plane,
                        (band.y() + y) * stride + band.x() + x,
                        stride,
                        Math.min(size, band.width() - x),
                        Math.min(size, band.height() - y),
                        band.orientation()));
            }
        }
        return new BlockGrid((band.width() + size - 1) / size, planes, blocks);
    }

    /** Whether nothing of it has to be written. */
    boolean isZero() {
        return blocks.stream().allMatch(CodeBlock::isZero);
    }
}
