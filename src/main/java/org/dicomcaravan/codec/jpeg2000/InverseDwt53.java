package org.dicomcaravan.codec.jpeg2000;

import java.io.InterruptedIOException;
import org.dicomcaravan.codec.Cancellation;

/** The inverse reversible 5/3 wavelet transform (Annex F.3), in place, one resolution after the other. Not thread-safe. */
final class InverseDwt53 {

    /** Columns that are transformed together, so that memory is read by the cache line. */
    private static final int LANES = 16;

    private int[] line = new int[0];

    /**
     * Makes a resolution of the next lower one, which is in the upper left corner of the plane, and the subbands beside it.
     *
     * @param stride from a number to the one below
     */
    void invert(int[] plane, int stride, Rectangle low, Rectangle area) throws InterruptedIOException {
        int width = area.width();
        int height = area.height();
        if (line.length < Math.max(width, height * LANES)) {
            line = new int[Math.max(width, height * LANES)];
        }
        for (int y = 0; y < height; y++) {
            row(plane, y * stride, width, low.width(), area.x0() & 1);
        }
        Cancellation.check();
        for (int x = 0; x < width; x += LANES) {
            columns(plane, x, stride, Math.min(LANES, width - x), height, low.height(), area.y0() & 1);
        }
        Cancellation.check();
    }

    private void row(int[] plane, int from, int width, int lows, int odd) {
        System.arraycopy(plane, from, line, 0, width);
        lift(line, lows, width - lows, odd, 1);
        for (int i = 0, to = from + odd; i < lows; i++, to += 2) {
            plane[to] = line[i];
        }
        for (int i = lows, to = from + 1 - odd; i < width; i++, to += 2) {
            plane[to] = line[i];
        }
    }

    private void columns(int[] plane, int x, int stride, int lanes, int height, int lows, int odd) {
        for (int y = 0; y < height; y++) {
            System.arraycopy(plane, y * stride + x, line, y * lanes, lanes);
        }
        lift(line, lows, height - lows, odd, lanes);
        for (int y = 0; y < height; y++) {
            boolean high = ((y ^ odd) & 1) != 0;
            int from = high ? lows + (y - 1 + odd) / 2 : (y - odd) / 2;
            System.arraycopy(line, from * lanes, plane, y * stride + x, lanes);
        }
    }

    /**
     * The lifting steps of F.3.8.1 on {@code lanes} signals side by side, their low-pass numbers first. Beyond its ends a
     * signal goes on mirrored (F.3.7).
     *
     * @param odd 1 where the signal begins with a high-pass number, at an odd coordinate
     */
    static void lift(int[] line, int lows, int highs, int odd, int lanes) {
        if (lows + highs == 1) {
            if (odd == 1) {
                for (int i = 0; i < lanes; i++) {
                    line[i] /= 2;
                }
            }
            return;
        }
        int high = lows * lanes;
        // The high-pass numbers before and behind the i-th low-pass one are number i - 1 + odd and i + odd.
        for (int i = 0; i < lows; i++) {
            int before = high + Math.max(0, Math.min(i - 1 + odd, highs - 1)) * lanes;
            int behind = high + Math.min(i + odd, highs - 1) * lanes;
            int to = i * lanes;
            for (int lane = 0; lane < lanes; lane++) {
                line[to + lane] -= (line[before + lane] + line[behind + lane] + 2) >> 2;
            }
        }
        for (int i = 0; i < highs; i++) {
            int before = Math.max(0, Math.min(i - odd, lows - 1)) * lanes;
            int behind = Math.min(i + 1 - odd, lows - 1) * lanes;
            int to = high + i * lanes;
            for (int lane = 0; lane < lanes; lane++) {
                line[to + lane] += (line[before + lane] + line[behind + lane]) >> 1;
            }
        }
    }
}
