package org.dicomcaravan.codec.jpeg2000;

import java.io.InterruptedIOException;
import org.dicomcaravan.codec.Cancellation;

/**
 * The inverse irreversible 9/7 wavelet transform (Annex F.3), in place, one resolution after the other. Not thread-safe.
 *
 * <p>High-pass numbers come in half their size, with steps of {@link Band} to match, and are scaled by twice 1/K. For that
 * the constant here is the one of OpenJPEG, 5e-5 less than the standard's: it changes no sample by as much as one, and
 * samples are the same as those of the programs that most people compare with.
 */
final class InverseDwt97 {

    private static final int LANES = 16;
    private static final float ALPHA = -1.5861343f;
    private static final float BETA = -0.052980117f;
    private static final float GAMMA = 0.8829111f;
    private static final float DELTA = 0.44350687f;
    private static final float K = 1.2301741f;
    private static final float TWICE_INVERSE_K = 1.6257324f;

    private float[] line = new float[0];

    /** Makes a resolution of the next lower one, as {@link InverseDwt53#invert} does. */
    void invert(float[] plane, int stride, Rectangle low, Rectangle area) throws InterruptedIOException {
        int width = area.width();
        int height = area.height();
        if (line.length < Math.max(width, height * LANES)) {
            line = new float[Math.max(width, height * LANES)];
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

    private void row(float[] plane, int from, int width, int lows, int odd) {
        System.arraycopy(plane, from, line, 0, width);
        lift(line, lows, width - lows, odd, 1);
        for (int i = 0, to = from + odd; i < lows; i++, to += 2) {
            plane[to] = line[i];
        }
        for (int i = lows, to = from + 1 - odd; i < width; i++, to += 2) {
            plane[to] = line[i];
        }
    }

    private void columns(float[] plane, int x, int stride, int lanes, int height, int lows, int odd) {
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

    /** The lifting steps of F.3.8.2 on {@code lanes} signals side by side, their low-pass numbers first. */
    static void lift(float[] line, int lows, int highs, int odd, int lanes) {
        if (lows + highs == 1) {
            return; // alone at an odd coordinate a number counts half, which it is already
        }
        int high = lows * lanes;
        scale(line, 0, high, K);
        scale(line, high, high + highs * lanes, TWICE_INVERSE_K);
        step(line, 0, lows, high, highs, odd, lanes, -DELTA);
        step(line, high, highs, 0, lows, 1 - odd, lanes, -GAMMA);
        step(line, 0, lows, high, highs, odd, lanes, -BETA);
        step(line, high, highs, 0, lows, 1 - odd, lanes, -ALPHA);
    }

    private static void scale(float[] line, int from, int to, float factor) {
        for (int i = from; i < to; i++) {
            line[i] *= factor;
        }
    }

    /** Adds the sum of both neighbours, times a factor; those of the i-th number are i - 1 + shift and i + shift. */
    private static void step(
            float[] line, int target, int targets, int source, int sources, int shift, int lanes, float factor) {
        for (int i = 0; i < targets; i++) {
            int before = source + Math.max(0, Math.min(i - 1 + shift, sources - 1)) * lanes;
            int behind = source + Math.min(i + shift, sources - 1) * lanes;
            int to = target + i * lanes;
            for (int lane = 0; lane < lanes; lane++) {
                line[to + lane] += (line[before + lane] + line[behind + lane]) * factor;
            }
        }
    }
}
