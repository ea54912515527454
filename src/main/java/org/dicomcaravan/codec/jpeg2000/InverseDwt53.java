package org.dicomcaravan.codec.jpeg2000;

import java.io.InterruptedIOException;
import org.dicomcaravan.codec.Cancellation;

/** The inverse reversible 5/3 wavelet transform (Annex F.3), in place, one resolution after the other. Not thread-safe. */
final class InverseDwt53 {

    /** Columns that are transformed together, so that memory is read by the cache line. */
    private static final int LANES = 16;

    /** Low-pass numbers of signals side by side; apart from the others, so that loops over both become vectors. */
    private int[] low = new int[0];

    private int[] high = new int[0];

    /**
     * Makes a resolution of the next lower one, which is in the upper left corner of the plane, and the subbands beside it.
     *
     * @param stride from a number to the one below
     */
    void invert(int[] plane, int stride, Rectangle lower, Rectangle area) throws InterruptedIOException {
        int width = area.width();
        int height = area.height();
        int most = Math.max(width, height * LANES);
        if (low.length < most) {
            low = new int[most];
            high = new int[most];
        }
        for (int y = 0; y < height; y++) {
            Cancellation.check();
            row(plane, y * stride, width, lower.width(), area.x0() & 1);
        }
        for (int x = 0; x < width; x += LANES) {
            Cancellation.check();
            columns(plane, x, stride, Math.min(LANES, width - x), height, lower.height(), area.y0() & 1);
        }
    }

    /** Bytes that are kept for the next one. */
    long bytes() {
        return 2L * Integer.BYTES * low.length;
    }

    private void row(int[] plane, int from, int width, int lows, int odd) {
        System.arraycopy(plane, from, low, 0, lows);
        System.arraycopy(plane, from + lows, high, 0, width - lows);
        lift(low, lows, high, width - lows, odd, 1);
        for (int i = 0, to = from + odd; i < lows; i++, to += 2) {
            plane[to] = low[i];
        }
        for (int i = 0, to = from + 1 - odd; i < width - lows; i++, to += 2) {
            plane[to] = high[i];
        }
    }

    private void columns(int[] plane, int x, int stride, int lanes, int height, int lows, int odd) {
        for (int y = 0; y < lows; y++) {
            System.arraycopy(plane, y * stride + x, low, y * lanes, lanes);
        }
        for (int y = lows; y < height; y++) {
            System.arraycopy(plane, y * stride + x, high, (y - lows) * lanes, lanes);
        }
        lift(low, lows, high, height - lows, odd, lanes);
        for (int y = 0; y < height; y++) {
            int[] line = ((y ^ odd) & 1) == 0 ? low : high;
            System.arraycopy(line, y / 2 * lanes, plane, y * stride + x, lanes);
        }
    }

    /**
     * The lifting steps of F.3.8.1 on {@code lanes} signals side by side. Beyond its ends a signal goes on mirrored (F.3.7).
     *
     * @param odd 1 where the signal begins with a high-pass number, at an odd coordinate
     */
    static void lift(int[] low, int lows, int[] high, int highs, int odd, int lanes) {
        if (lows + highs < 2) {
            for (int i = 0; i < highs * lanes; i++) {
                high[i] /= 2;
            }
            return;
        }
        int before = (odd - 1) * lanes;
        int behind = odd * lanes;
        int first = -before;
        int last = Math.min(lows, highs - odd) * lanes;
        liftLow(low, high, 0, first, 0, 0);
        liftLow(low, high, first, last, before, behind);
        liftLow(low, high, last, lows * lanes, before, before);
        last = Math.min(highs, lows - 1 + odd) * lanes;
        liftHigh(high, low, 0, behind, 0, 0);
        liftHigh(high, low, behind, last, -behind, -before);
        liftHigh(high, low, last, highs * lanes, -behind, -behind);
    }

    /** Low-pass numbers, with the high-pass ones at these distances from each. */
    private static void liftLow(int[] low, int[] high, int from, int to, int before, int behind) {
        for (int i = from; i < to; i++) {
            low[i] -= (high[i + before] + high[i + behind] + 2) >> 2;
        }
    }

    private static void liftHigh(int[] high, int[] low, int from, int to, int before, int behind) {
        for (int i = from; i < to; i++) {
            high[i] += (low[i + before] + low[i + behind]) >> 1;
        }
    }
}
