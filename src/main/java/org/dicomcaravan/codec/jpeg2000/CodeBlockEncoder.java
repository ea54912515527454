package org.dicomcaravan.codec.jpeg2000;

/** Codes the coefficients of one code-block after the other, bit-plane by bit-plane (Annex D). Not thread-safe. */
final class CodeBlockEncoder {

    /** Rows and columns of a code-block at most. */
    static final int SIZE = BlockColumns.SIZE;

    private final int[] initialStates = Contexts.initialStates();
    private final MqEncoder coder = new MqEncoder(initialStates.length);
    private final BlockColumns block = new BlockColumns();
    private final CodingPasses passes = new CodingPasses(block);

    /**
     * Codes a rectangle of coefficients.
     *
     * @param from index of its first coefficient
     * @param stride from a coefficient to the one below
     */
    CodeBlock encode(int[] plane, int from, int stride, int columns, int rows, Orientation orientation) {
        int planes = block.load(plane, from, stride, columns, rows);
        if (planes == 0) {
            return CodeBlock.ZERO;
        }
        coder.begin(initialStates);
        passes.begin(orientation);
        for (int bit = planes - 1; bit >= 0; bit--) {
            block.slice(bit);
            if (bit < planes - 1) {
                coder.encode(passes.decisions(), passes.propagateSignificance());
                coder.encode(passes.decisions(), passes.refineMagnitudes());
            }
            coder.encode(passes.decisions(), passes.cleanup());
        }
        return new CodeBlock(planes, coder.end());
    }
}
