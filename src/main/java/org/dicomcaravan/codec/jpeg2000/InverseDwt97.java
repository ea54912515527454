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

    /** Low-pass numbers of signals side by side; apart from the others, so that loops over both become vectors. */
    private float[] low = new float[0];

    private float[] high = new float[0];

    /** Makes a resolution of the next lower one, as {@link InverseDwt53#invert} does. */
    void invert(float[] plane, int stride, Rectangle lower, Rectangle area) throws InterruptedIOException {
        int width = area.width();
        int height = area.height();
        int most = Math.max(width, height * LANES);
        if (low.length < most) {
            low = new float[most];
            high = new float[most];
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
        return 2L * Float.BYTES * low.length;
    }

    private void row(float[] plane, int from, int width, int lows, int odd) {
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

    private void columns(float[] plane, int x, int stride, int lanes, int height, int lows, int odd) {
        for (int y = 0; y < lows; y++) {
            System.arraycopy(plane, y * stride + x, low, y * lanes, lanes);
        }
        for (int y = lows; y < height; y++) {
            System.arraycopy(plane, y * stride + x, high, (y - lows) * lanes, lanes);
        }
        lift(low, lows, high, height - lows, odd, lanes);
        for (int y = 0; y < height; y++) {
            float[] line = ((y ^ odd) & 1) == 0 ? low : high;
            System.arraycopy(line, y / 2 * lanes, plane, y * stride + x, lanes);
        }
    }

    /** The lifting steps of F.3.8.2 on {@code lanes} signals side by side, as {@link InverseDwt53#lift} has those of 5/3. */
    static void lift(float[] low, int lows, float[] high, int highs, int odd, int lanes) {
        if (lows + highs < 2) {
            return; // alone at an odd coordinate a number counts half, which it is already
        }
        scale(low, lows * lanes, K);
        scale(high, highs * lanes, TWICE_INVERSE_K);
        step(low, lows, high, highs, odd, lanes, -DELTA);
        step(high, highs, low, lows, 1 - odd, lanes, -GAMMA);
        step(low, lows, high, highs, odd, lanes, -BETA);
        step(high, highs, low, lows, 1 - odd, lanes, -ALPHA);
    }

    private static void scale(float[] line, int count, float factor) {
        for (int i = 0; i < count; i++) {
            line[i] *= factor;
        }
    }

    /**
     * Adds the sum of both neighbours, times a factor.
     *
     * @param shift from a number's index to that of the neighbour behind it
     */
    private static void step(
            float[] target, int targets, float[] source, int sources, int shift, int lanes, float factor) {
        int before = (shift - 1) * lanes;
        int behind = shift * lanes;
        int last = Math.min(targets, sources - shift) * lanes;
        add(target, source, 0, -before, 0, 0, factor);
        add(target, source, -before, last, before, behind, factor);
        add(target, source, last, targets * lanes, before, before, factor);
    }

    private static void add(float[] target, float[] source, int from, int to, int before, int behind, float factor) {
        for (int i = from; i < to; i++) {
            target[i] += (source[i + before] + source[i + behind]) * factor;
        }
    }
}
