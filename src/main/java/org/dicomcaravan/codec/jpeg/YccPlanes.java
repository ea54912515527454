package org.dicomcaravan.codec.jpeg;

import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dicomcaravan.codec.Cancellation;
import org.dicomcaravan.codec.DecodedFrame;

/**
 * A frame's samples as the components that JPEG codes, on whole blocks whose surplus repeats the last sample: grey, or
 * of RGB Y, Cb and Cr (PS3.3 C.7.6.3.1.2), chroma halved across as the mean of two.
 */
final class YccPlanes {

    /** Parts of 2^16: 0.299, 0.587, 0.114; 0.168736, 0.331264, 0.5; 0.5, 0.418688, 0.081312. */
    private static final int[][] SHARES = {
        {19_595, 38_470, 7_471},
        {-11_058, -21_710, 32_768},
        {32_768, -27_439, -5_329},
    };

    private static final int SHARE_BITS = 16;

    private final StoredSamples samples;
    private final DecodedFrame frame;

    private YccPlanes(StoredSamples samples) {
        this.samples = samples;
        this.frame = samples.frame();
    }

    /**
     * The planes of a frame.
     *
     * @param samples grey or RGB
     * @param precision bits of the components
     */
    static List<DctPlane> of(DctFrame layout, StoredSamples samples, int precision) throws InterruptedIOException {
        YccPlanes pixels = new YccPlanes(samples);
        List<DctPlane> planes = new ArrayList<>();
        for (int i = 0; i < layout.grids().size(); i++) {
            DctPlane plane =
                    DctPlane.of(layout.grids().get(i), layout.grids().get(i).paddedDown());
            if (samples.frame().samplesPerPixel() == 1) {
                pixels.grey(plane);
            } else {
                pixels.colour(plane, SHARES[i], i == 0 ? 0 : 1 << precision - 1, (1 << precision) - 1);
            }
            repeat(plane);
            planes.add(plane);
        }
        return planes;
    }

    private void grey(DctPlane plane) throws InterruptedIOException {
        for (int row = 0, from = 0; row < frame.rows(); row++) {
            Cancellation.check();
            for (int i = 0; i < frame.columns(); i++) {
                plane.samples()[row * plane.stride() + i] = (short) samples.at(from++);
            }
        }
    }

    /** Samples of one component; where it has half the columns, each of the sum of two pixels. */
    private void colour(DctPlane plane, int[] shares, int zero, int top) throws InterruptedIOException {
        int columns = plane.grid().columns();
        boolean halved = columns < frame.columns();
        int shift = halved ? SHARE_BITS + 1 : SHARE_BITS;
        for (int row = 0; row < frame.rows(); row++) {
            Cancellation.check();
            for (int i = 0; i < columns; i++) {
                int left = halved ? 2 * i : i;
                int right = halved ? Math.min(left + 1, frame.columns() - 1) : left;
                long sum = 0;
                for (int colour = 0; colour < shares.length; colour++) {
                    int value = samples.at(3 * (row * frame.columns() + left) + colour);
                    value += halved ? samples.at(3 * (row * frame.columns() + right) + colour) : 0;
                    sum += (long) value * shares[colour];
                }
                int rounded = zero + (int) (sum + (1L << shift - 1) >> shift);
                plane.samples()[row * plane.stride() + i] = (short) Math.max(0, Math.min(top, rounded));
            }
        }
    }

    private static void repeat(DctPlane plane) {
        short[] samples = plane.samples();
        int stride = plane.stride();
        int columns = plane.grid().columns();
        int rows = plane.grid().rows();
        for (int row = 0; row < rows; row++) {
            int last = row * stride + columns - 1;
            Arrays.fill(samples, last + 1, (row + 1) * stride, samples[last]);
        }
        for (int row = rows; row < samples.length / stride; row++) {
            System.arraycopy(samples, (rows - 1) * stride, samples, row * stride, stride);
        }
    }
}
