package org.dicomcaravan.codec.jpeg;

import org.dicomcaravan.codec.jpegsyntax.Component;

/**
 * Where the samples and blocks of a component lie (ISO/IEC 10918-1 A.1.1, A.2). Sizes are bounded by those of the frame.
 *
 * @param component what the frame header says of it
 * @param columns samples of a line
 * @param rows lines
 * @param blocksAcross blocks that hold them, which are those of a scan of this component alone
 * @param blocksDown rows of such blocks
 * @param paddedAcross blocks of a scan of several components, which are whole units
 * @param paddedDown rows of such blocks
 */
record ComponentGrid(
        Component component,
        int columns,
        int rows,
        int blocksAcross,
        int blocksDown,
        int paddedAcross,
        int paddedDown) {

    /** Samples of a block's side. */
    static final int SIDE = 8;

    /** Samples, or coefficients, of a block. */
    static final int BLOCK = 64;
}
