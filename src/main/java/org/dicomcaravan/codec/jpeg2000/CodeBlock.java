package org.dicomcaravan.codec.jpeg2000;

/** A code-block's coding passes. */
final class CodeBlock {

    /** A code-block of zeros, which no packet includes. */
    static final CodeBlock ZERO = new CodeBlock(0, new byte[0]);

    private final int planes;
    private final byte[] bytes;

    /**
     * A code-block.
     *
     * @param planes magnitude bit-planes that are coded, from the highest one with a bit set; 0 where all coefficients
     *     are zero
     * @param bytes the codeword of all passes; not copied
     */
    CodeBlock(int planes, byte[] bytes) {
        this.planes = planes;
        this.bytes = bytes;
    }

    int planes() {
        return planes;
    }

    /** The codeword; not to be changed. */
    byte[] bytes() {
        return bytes;
    }

    boolean isZero() {
        return planes == 0;
    }

    /** Coding passes: the highest plane has a cleanup pass only, each other one has all three (D.3). */
    int passes() {
        return 3 * planes - 2;
    }
}
