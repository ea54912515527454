package org.dicomcaravan.codec.jpeg2000;

/**
 * A code-block's coding passes.
 *
 * @param planes magnitude bit-planes that are coded, from the highest one with a bit set; 0 where all coefficients are
 *     zero
 * @param bytes the codeword of all passes
 */
record CodeBlock(int planes, byte[] bytes) {

    /** A code-block of zeros, which no packet includes. */
    static final CodeBlock ZERO = new CodeBlock(0, new byte[0]);

    boolean isZero() {
        return planes == 0;
    }

    /** Coding passes: the highest plane has a cleanup pass only, each other one has all three (D.3). */
    int passes() {
        return 3 * planes - 2;
    }
}
