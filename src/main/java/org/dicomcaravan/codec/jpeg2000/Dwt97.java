package org.dicomcaravan.codec.jpeg2000;

import java.io.InterruptedIOException;
import org.dicomcaravan.codec.Cancellation;

/**
 * The forward irreversible 9/7 wavelet transform (Annex F.4), in place: each level puts the low frequencies of a plane into
 * its upper left corner, and those beside and below it are the subbands HL, LH and HH. Signals start at an even coordinate,
 * as those of all tiles do here.
 */
final class Dwt97 {

    /** The lifting parameters of Table F.4. */
    static final double ALPHA = -1.586134342059924;

    static final double BETA = -0.052980118572961;
    static final double GAMMA = 0.882911075530934;
    static final double DELTA = 0.443506852043971;
    static final double K = 1.230174104914001;

    /** Columns that are transformed together, so that memory is read by the cache line. */
    private static final int LANES = 16;

    private final float[] plane;
    private final int stride;

    /** The numbers with even positions, of all columns or of a row. */
    private final float[] lows;

    /** Those with odd positions. */
    private final float[] highs;

    /** Neighbours of either, at the same places: loops over arrays in step are what Java turns into vectors. */
    private final float[] beside;

    private Dwt97(float[] plane, int width, int height) {
        this.plane = plane;
        this.stride = width;
        this.lows = new float[Math.max(width / 2 + 1, (height / 2 + 1) * LANES)];
        this.highs = new float[lows.length];
        this.beside = new float[lows.length];
    }

    /** Transforms a plane of {@code width} x {@code height} numbers as often as {@code levels} says. */
    static void transform(float[] plane, int width, int height, int levels) throws InterruptedIOException {
        Dwt97 transform = new Dwt97(plane, width, height);
        int columns = width;
        int rows = height;
        for (int level = 0; level < levels; level++) {
            transform.columns(columns, rows);
            transform.rows(columns, rows);
            columns = (columns + 1) / 2;
            rows = (rows + 1) / 2;
        }
    }

    private void columns(int width, int height) throws InterruptedIOException {
        int half = (height + 1) / 2;
        for (int x = 0; x < width; x += LANES) {
            Cancellation.check();
            int lanes = Math.min(LANES, width - x);
            for (int y = 0; y < height; y++) {
                System.arraycopy(plane, y * stride + x, y % 2 == 0 ? lows : highs, y / 2 * lanes, lanes);
            }
            lift(height, lanes);
            for (int y = 0; y < half; y++) {
                System.arraycopy(lows, y * lanes, plane, y * stride + x, lanes);
            }
            for (int y = half; y < height; y++) {
                System.arraycopy(highs, (y - half) * lanes, plane, y * stride + x, lanes);
            }
        }
    }

    private void rows(int width, int height) throws InterruptedIOException {
        int half = (width + 1) / 2;
        for (int y = 0; y < height; y++) {
            Cancellation.check();
            int from = y * stride;
            for (int x = 0; x < half; x++) {
                lows[x] = plane[from + 2 * x];
            }
            for (int x = 0; x < width / 2; x++) {
                highs[x] = plane[from + 2 * x + 1];
            }
            lift(width, 1);
            System.arraycopy(lows, 0, plane, from, half);
            System.arraycopy(highs, 0, plane, from + half, width / 2);
        }
    }

    /**
     * The lifting steps of F.4.8.2 on signals of {@code length} numbers, {@code lanes} of them side by side. Beyond its ends
     * a signal goes on mirrored (F.4.7).
     */
    private void lift(int length, int lanes) {
        if (length == 1) {
            return;
        }
        int even = (length + 1) / 2 * lanes;
        int odd = length / 2 * lanes;
        liftHighs(even, odd, lanes, (float) ALPHA);
        liftLows(even, odd, lanes, (float) BETA);
        liftHighs(even, odd, lanes, (float) GAMMA);
        liftLows(even, odd, lanes, (float) DELTA);
        for (int i = 0; i < even; i++) {
            lows[i] *= (float) (1 / K);
            highs[i] *= (float) K;
        }
    }

    private void liftHighs(int even, int odd, int lanes, float factor) {
        System.arraycopy(lows, lanes, beside, 0, even - lanes);
        System.arraycopy(lows, even - lanes, beside, even - lanes, lanes);
        for (int i = 0; i < odd; i++) {
            highs[i] += factor * (lows[i] + beside[i]);
        }
    }

    private void liftLows(int even, int odd, int lanes, float factor) {
        System.arraycopy(highs, 0, beside, 0, lanes);
        System.arraycopy(highs, 0, beside, lanes, even - lanes);
        System.arraycopy(highs, odd - lanes, highs, even - lanes, lanes);
        for (int i = 0; i < even; i++) {
            lows[i] += factor * (beside[i] + highs[i]);
        }
    }
}
