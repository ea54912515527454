package org.dicomcaravan.codec.jpeg2000;

import java.io.InterruptedIOException;
import org.dicomcaravan.codec.Cancellation;

/**
 * The forward reversible 5/3 wavelet transform (Annex F.4), in place: each level puts the low frequencies of a plane
 * into its upper left corner, and those beside and below it are the subbands HL, LH and HH. Signals start at an even
 * coordinate, as those of all tiles do here.
 */
final class Dwt53 {

    /** Columns that are transformed together, so that memory is read by the cache line. */
    private static final int LANES = 16;

    private final int[] plane;
    private final int stride;
    private final int[] line;

    private Dwt53(int[] plane, int width, int height) {
        this.plane = plane;
        this.stride = width;
        this.line = new int[Math.max(width, height * LANES)];
    }

    /** Transforms a plane of {@code width} x {@code height} numbers as often as {@code levels} says. */
    static void transform(int[] plane, int width, int height, int levels) throws InterruptedIOException {
        Dwt53 transform = new Dwt53(plane, width, height);
        int columns = width;
        int rows = height;
        for (int level = 0; level < levels; level++) {
            transform.columns(columns, rows); // 2D_SD: columns come first, and rounding makes the order count
            transform.rows(columns, rows);
            columns = (columns + 1) / 2;
            rows = (rows + 1) / 2;
        }
    }

    private void columns(int width, int height) throws InterruptedIOException {
        int lows = (height + 1) / 2;
        for (int x = 0; x < width; x += LANES) {
            Cancellation.check();
            int lanes = Math.min(LANES, width - x);
            for (int y = 0; y < height; y++) {
                int to = y / 2 + y % 2 * lows;
                System.arraycopy(plane, y * stride + x, line, to * lanes, lanes);
            }
            lift(line, height, lanes);
            for (int y = 0; y < height; y++) {
                System.arraycopy(line, y * lanes, plane, y * stride + x, lanes);
            }
        }
    }

    private void rows(int width, int height) throws InterruptedIOException {
        int lows = (width + 1) / 2;
        for (int y = 0; y < height; y++) {
            Cancellation.check();
            int from = y * stride;
            for (int x = 0; x < lows; x++) {
                line[x] = plane[from + 2 * x];
            }
            for (int x = 0; x < width / 2; x++) {
                line[lows + x] = plane[from + 2 * x + 1];
            }
            lift(line, width, 1);
            System.arraycopy(line, 0, plane, from, width);
        }
    }

    /**
     * The lifting steps of F.4.8.1 on signals of {@code length} numbers: {@code lanes} of them side by side, the
     * numbers with even positions first, then those with odd ones. Beyond its ends a signal goes on mirrored (F.4.7).
     */
    static void lift(int[] line, int length, int lanes) {
        if (length == 1) {
            return;
        }
        int lows = (length + 1) / 2 * lanes;
        int highs = length / 2 * lanes;
        int between = lows - lanes;
        for (int i = 0; i < between; i++) {
            line[lows + i] -= (line[i] + line[i + lanes]) >> 1;
        }
        for (int i = between; i < highs; i++) {
            line[lows + i] -= line[i];
        }
        for (int i = 0; i < lanes; i++) {
            line[i] += (line[lows + i] + 1) >> 1;
        }
        for (int i = lanes; i < highs; i++) {
            line[i] += (line[lows + i - lanes] + line[lows + i] + 2) >> 2;
        }
        for (int i = Math.max(highs, lanes); i < lows; i++) {
            line[i] += (line[lows + i - lanes] + 1) >> 1;
        }
    }
}
