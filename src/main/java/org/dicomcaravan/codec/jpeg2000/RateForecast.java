package org.dicomcaravan.codec.jpeg2000;

import java.io.InterruptedIOException;
import java.util.Arrays;
import org.dicomcaravan.codec.Cancellation;

/**
 * Foresees which bit-planes of a frame will be cut off at a rate, so that they need not be coded at all. It adds up the entropy
 * of planes, code-block by code-block, as if bits had no context, which makes them a little longer than they are.
 *
 * <p>Planes of different subbands and components are alike where their bits are worth the same in the picture: these have the
 * same number here, one more for each doubling.
 */
final class RateForecast {

    /** Bits of the exponent of a float, and their bias. */
    private static final int EXPONENT_AT = 23;

    private static final int BIAS = 127;

    /** Planes that are coded below the lowest one that fits as a whole: parts of the first, and one more for errors. */
    private static final int MARGIN = 2;

    private static final int MOST_PLANES = 40;

    /** By plane, the bits of it and of all those above. */
    private final double[] bits = new double[MOST_PLANES];

    /** Coefficients by the highest plane that they have a bit in, counted from 1; others at 0. */
    private final int[] counts = new int[MOST_PLANES];

    /** Counts a subband of a plane that is {@code stride} wide. */
    void add(float[] plane, int stride, Subband band, BandQuantizer quantizer) throws InterruptedIOException {
        int size = BlockColumns.SIZE;
        for (int y = 0; y < band.height(); y += size) {
            Cancellation.check();
            for (int x = 0; x < band.width(); x += size) {
                int columns = Math.min(size, band.width() - x);
                int rows = Math.min(size, band.height() - y);
                count(plane, (band.y() + y) * stride + band.x() + x, stride, columns, rows, (float) quantizer.step());
                add(columns * rows, quantizer.worth());
            }
        }
    }

    private void count(float[] plane, int from, int stride, int columns, int rows, float step) {
        Arrays.fill(counts, 0);
        float scale = 1 / step;
        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < columns; x++) {
                int exponent = Float.floatToRawIntBits(Math.abs(plane[from + y * stride + x] * scale)) >> EXPONENT_AT;
                counts[Math.max(0, exponent - BIAS + 1)]++;
            }
        }
    }

    private void add(int coefficients, int worth) {
        double sum = 0;
        int significant = 0;
        for (int plane = MOST_PLANES - 2 - worth; plane >= 0; plane--) {
            int becoming = counts[plane + 1];
            sum += significant + becoming + entropy(becoming, coefficients - significant);
            significant += becoming;
            bits[plane + worth] += sum;
        }
        for (int plane = 0; plane < worth; plane++) {
            bits[plane] += sum;
        }
    }

    /** Bits of so many decisions, some of which are different from the others. */
    private static double entropy(int different, int all) {
        if (different == 0 || different == all) {
            return 0;
        }
        double part = (double) different / all;
        return -all * (part * StrictMath.log(part) + (1 - part) * StrictMath.log(1 - part)) / StrictMath.log(2);
    }

    /** The lowest plane that has to be coded. */
    int lowest(long bytes) {
        int fits = 0;
        while (fits < MOST_PLANES - 1 && bits[fits] > (double) bytes * Byte.SIZE) {
            fits++;
        }
        return Math.max(0, fits - MARGIN);
    }

    /**
     * How much distortion a byte takes away in a plane, by and large: bits of refinement, which are the most, each a quarter of
     * the squared value of the plane's bit.
     */
    static float slope(int plane) {
        return (float) Math.scalb(Byte.SIZE * 0.25, 2 * (plane - 1));
    }
}
