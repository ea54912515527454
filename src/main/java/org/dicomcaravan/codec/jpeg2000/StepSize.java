package org.dicomcaravan.codec.jpeg2000;

/**
 * A quantization step as a codestream has it (Equation E-3): a power of two below the subband's nominal range, and up to
 * twice as much.
 *
 * @param exponent epsilon_b
 * @param mantissa mu_b, the fraction beyond 1 in 2048ths
 */
record StepSize(int exponent, int mantissa) {

    private static final int MANTISSAS = 1 << 11;

    /**
     * The largest step that is not larger than {@code size}.
     *
     * @param range bits of the subband's nominal range, R_b
     */
    static StepSize of(double size, int range) {
        int power = Math.getExponent(size);
        return new StepSize(range - power, (int) (MANTISSAS * (Math.scalb(size, -power) - 1)));
    }

    /** The step, in units of the coefficients. */
    double size(int range) {
        return Math.scalb(1 + (double) mantissa / MANTISSAS, range - exponent);
    }
}
