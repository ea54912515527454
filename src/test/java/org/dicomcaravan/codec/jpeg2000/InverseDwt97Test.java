package org.dicomcaravan.codec.jpeg2000;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The formulas of F.3 in double precision, of the same coefficients. High-pass numbers are put in at half their size, those
 * of HH at a quarter, as the class wants them.
 */
class InverseDwt97Test {

    private static final double ALPHA = -1.586134342059924;
    private static final double BETA = -0.052980118572961;
    private static final double GAMMA = 0.882911075530934;
    private static final double DELTA = 0.443506852043971;
    private static final double K = 1.230174104914001;

    /** Of numbers up to 1000. High-pass ones are scaled by 5e-5 too little in each direction. */
    private static final double MOST_DIFFERENCE = 0.1;

    private final InverseDwt97 inverse = new InverseDwt97();
    private final Random random = new Random(97);

    /** Of a tile that a subsampled component has no sample in. */
    @Test
    void nothingAtAll() throws IOException {
        float[] plane = {7};
        inverse.invert(plane, 1, new Rectangle(1, 1, 1, 1), new Rectangle(1, 1, 1, 1));
        inverse.invert(plane, 1, new Rectangle(1, 1, 1, 1), new Rectangle(2, 2, 2, 2));
        assertThat(plane).containsExactly(7);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 0", "0, 1", "1, 1"})
    void asTheStandardHasIt(int oddX, int oddY) throws IOException {
        for (int width = 1; width < 36; width++) {
            for (int height = 1; height < 36; height++) {
                int x = 2 * random.nextInt(100) + oddX;
                int y = 2 * random.nextInt(100) + oddY;
                compare(new Rectangle(x, y, x + width, y + height), width + random.nextInt(3));
            }
        }
    }

    @Test
    void longLines() throws IOException {
        compare(new Rectangle(3, 0, 4100, 2), 4097);
        compare(new Rectangle(0, 5, 2, 4100), 2);
    }

    private void compare(Rectangle area, int stride) throws IOException {
        int width = area.width();
        int height = area.height();
        Rectangle low = area.divided(2, 2);
        double[][] coefficients = new double[height][width];
        float[] plane = new float[stride * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                coefficients[y][x] = random.nextInt(-1000, 1001);
                double half = (x < low.width() ? 1 : 0.5) * (y < low.height() ? 1 : 0.5);
                plane[y * stride + x] = (float) (coefficients[y][x] * half);
            }
        }
        inverse.invert(plane, stride, low, area);
        double[][] expected = invert(coefficients, area);
        double largest = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double difference = Math.abs(plane[y * stride + x] - expected[y][x]);
                largest = Math.max(largest, difference);
            }
        }
        assertThat(largest).as("%s", area).isLessThan(MOST_DIFFERENCE);
    }

    /** 2D_SR (F.3.2): interleaved, then rows, then columns. */
    private static double[][] invert(double[][] coefficients, Rectangle area) {
        int width = area.width();
        int height = area.height();
        double[][] rows = new double[height][];
        for (int y = 0; y < height; y++) {
            rows[y] = invert(coefficients[y], area.x0());
        }
        double[][] samples = new double[height][width];
        for (int x = 0; x < width; x++) {
            double[] column = new double[height];
            for (int y = 0; y < height; y++) {
                column[y] = rows[y][x];
            }
            double[] inverted = invert(column, area.y0());
            for (int y = 0; y < height; y++) {
                samples[y][x] = inverted[y];
            }
        }
        return samples;
    }

    /** 1D_SR of a signal that begins at a coordinate, its low-pass numbers first: F.3.6, and Equation F-6 in F.3.8.2. */
    private static double[] invert(double[] signal, int first) {
        int length = signal.length;
        int lows = (first + length + 1) / 2 - (first + 1) / 2;
        if (length == 1) {
            return new double[] {first % 2 == 0 ? signal[0] : signal[0] / 2};
        }
        // From 8 numbers before the signal to 8 behind it, of which the steps use up one at each end and time.
        int margin = 8 + first % 2; // so that the extended signal begins at an even coordinate
        double[] y = new double[length + 2 * margin];
        for (int i = 0; i < y.length; i++) {
            int period = 2 * (length - 1);
            int mirrored = Math.floorMod(i - margin, period);
            int n = first + Math.min(mirrored, period - mirrored);
            int at = n % 2 == 0 ? n / 2 - (first + 1) / 2 : lows + n / 2 - first / 2;
            y[i] = n % 2 == 0 ? K * signal[at] : signal[at] / K;
        }
        step(y, 1, 0, -DELTA);
        step(y, 2, 1, -GAMMA);
        step(y, 3, 0, -BETA);
        step(y, 4, 1, -ALPHA);
        double[] samples = new double[length];
        System.arraycopy(y, margin, samples, 0, length);
        return samples;
    }

    private static void step(double[] y, int border, int parity, double factor) {
        for (int i = border; i < y.length - border; i++) {
            if (i % 2 == parity) {
                y[i] += factor * (y[i - 1] + y[i + 1]);
            }
        }
    }
}
