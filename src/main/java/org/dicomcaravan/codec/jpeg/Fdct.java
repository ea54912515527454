package org.dicomcaravan.codec.jpeg;

/**
 * The forward cosine transform of 8 x 8 samples (ISO/IEC 10918-1 A.3.3), rows first, columns after, and quantization
 * (A.3.4). Each pass multiplies by cosines times √8; the two of them make 8 of it, which the steps take back. For one
 * thread.
 */
final class Fdct {

    private static final double C1 = cosine(1);
    private static final double C2 = cosine(2);
    private static final double C3 = cosine(3);
    private static final double C5 = cosine(5);
    private static final double C6 = cosine(6);
    private static final double C7 = cosine(7);

    /** Of both passes: √8 · √8. */
    private static final double SCALE = 8;

    private static final int SIDE = ComponentGrid.SIDE;

    private final double[] sums = new double[ComponentGrid.BLOCK];
    private final double[] inverse = new double[ComponentGrid.BLOCK];
    private final int[] order = ZigZag.order();
    private final int centre;
    private final int greatest;

    /**
     * A transform of samples of so many bits.
     *
     * @param steps quantization steps in the order of the code
     */
    Fdct(int precision, int[] steps) {
        centre = 1 << precision - 1;
        greatest = (1 << precision + 2) - 1;
        for (int k = 0; k < inverse.length; k++) {
            inverse[k] = 1 / (SCALE * steps[k]);
        }
    }

    /** √2 · cos(k π / 16). */
    private static double cosine(int k) {
        return Math.sqrt(2) * Math.cos(k * Math.PI / 16);
    }

    /**
     * Transforms a block.
     *
     * @param at its first sample's place
     * @param out takes 64 quantized coefficients in the order of the code
     * @param to the first one's place
     */
    void transform(short[] samples, int at, int stride, short[] out, int to) {
        for (int row = 0; row < SIDE; row++) {
            for (int i = 0; i < SIDE; i++) {
                sums[SIDE * row + i] = samples[at + row * stride + i] - centre;
            }
            pass(SIDE * row, 1);
        }
        for (int column = 0; column < SIDE; column++) {
            pass(column, SIDE);
        }
        for (int k = 0; k < ComponentGrid.BLOCK; k++) {
            double quotient = sums[order[k]] * inverse[k];
            int rounded = (int) (quotient < 0 ? quotient - 0.5 : quotient + 0.5);
            out[to + k] = (short) Math.max(-greatest, Math.min(greatest, rounded));
        }
    }

    /** Sums and differences of mirrored inputs, then each against the cosines that it meets. */
    private void pass(int at, int step) {
        double s0 = sums[at] + sums[at + 7 * step];
        double s1 = sums[at + step] + sums[at + 6 * step];
        double s2 = sums[at + 2 * step] + sums[at + 5 * step];
        double s3 = sums[at + 3 * step] + sums[at + 4 * step];
        double d0 = sums[at] - sums[at + 7 * step];
        double d1 = sums[at + step] - sums[at + 6 * step];
        double d2 = sums[at + 2 * step] - sums[at + 5 * step];
        double d3 = sums[at + 3 * step] - sums[at + 4 * step];
        sums[at] = s0 + s3 + (s1 + s2);
        sums[at + 4 * step] = s0 + s3 - (s1 + s2);
        sums[at + 2 * step] = C2 * (s0 - s3) + C6 * (s1 - s2);
        sums[at + 6 * step] = C6 * (s0 - s3) - C2 * (s1 - s2);
        sums[at + step] = C1 * d0 + C3 * d1 + C5 * d2 + C7 * d3;
        sums[at + 3 * step] = C3 * d0 - C7 * d1 - C1 * d2 - C5 * d3;
        sums[at + 5 * step] = C5 * d0 - C1 * d1 + C7 * d2 + C3 * d3;
        sums[at + 7 * step] = C7 * d0 - C5 * d1 + C3 * d2 - C1 * d3;
    }
}
