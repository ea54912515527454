package org.dicomcaravan.codec.jpeg2000;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@link Dwt53} or the formulas of F.4 made comes back. */
class InverseDwt53Test {

    private final InverseDwt53 inverse = new InverseDwt53();
    private final Random random = new Random(53);

    /** The column of J.10: its coefficients, and samples less 128. */
    @Test
    void theColumnOfTheStandardsExample() throws IOException {
        int[] column = {-26, -22, -30, -32, -19, 1, 5, 1, 0};
        inverse.invert(column, 1, new Rectangle(0, 0, 1, 5), new Rectangle(0, 0, 1, 9));
        assertThat(column).containsExactly(-27, -25, -24, -23, -32, -31, -32, -26, -19);
    }

    /** F.3.6: at an even coordinate a number stays, at an odd one it was doubled. */
    @Test
    void aSingleNumber() throws IOException {
        int[] even = {-7};
        inverse.invert(even, 1, new Rectangle(1, 2, 2, 3), new Rectangle(2, 4, 3, 5));
        assertThat(even).containsExactly(-7);
        int[] odd = {-14};
        inverse.invert(odd, 1, new Rectangle(1, 1, 1, 1), new Rectangle(1, 2, 2, 3));
        assertThat(odd).containsExactly(-7);
        int[] twice = {40};
        inverse.invert(twice, 1, new Rectangle(1, 1, 1, 1), new Rectangle(1, 1, 2, 2));
        assertThat(twice).containsExactly(10);
    }

    /** Of a tile that a subsampled component has no sample in. */
    @Test
    void nothingAtAll() throws IOException {
        int[] plane = {7};
        inverse.invert(plane, 1, new Rectangle(1, 1, 1, 1), new Rectangle(1, 1, 1, 1));
        inverse.invert(plane, 1, new Rectangle(1, 1, 1, 1), new Rectangle(2, 2, 2, 2));
        assertThat(plane).containsExactly(7);
    }

    @Test
    void whatTheForwardTransformMade() throws IOException {
        for (int width = 1; width < 40; width++) {
            for (int height = 1; height < 40; height++) {
                int[] samples = samples(width * height, 1 << 16);
                int[] plane = samples.clone();
                int levels = random.nextInt(1, 7);
                Dwt53.transform(plane, width, height, levels);
                Rectangle[] areas = new Rectangle[levels + 1];
                areas[0] = new Rectangle(0, 0, width, height);
                for (int level = 1; level <= levels; level++) {
                    areas[level] = areas[level - 1].divided(2, 2);
                }
                for (int level = levels; level > 0; level--) {
                    inverse.invert(plane, width, areas[level], areas[level - 1]);
                }
                assertThat(plane)
                        .as("%d x %d, %d levels", width, height, levels)
                        .isEqualTo(samples);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 0", "0, 1", "1, 1"})
    void whateverCoordinatesBeginWith(int oddX, int oddY) throws IOException {
        for (int width = 1; width < 36; width++) {
            for (int height = 1; height < 36; height++) {
                int x = 2 * random.nextInt(100) + oddX;
                int y = 2 * random.nextInt(100) + oddY;
                Rectangle area = new Rectangle(x, y, x + width, y + height);
                int[] samples = samples(width * height, 1 << 20);
                int stride = width + random.nextInt(3);
                int[] plane = forward(samples, area, stride);
                inverse.invert(plane, stride, area.divided(2, 2), area);
                assertThat(unpadded(plane, area, stride)).as("%s", area).isEqualTo(samples);
            }
        }
    }

    /** 2D_SD (F.4.2): columns, then rows; low-pass numbers come first. The numbers beside the plane are no part of it. */
    private int[] forward(int[] samples, Rectangle area, int stride) {
        int width = area.width();
        int height = area.height();
        int[] plane = samples(stride * height, 9);
        for (int x = 0; x < width; x++) {
            int[] column = new int[height];
            for (int y = 0; y < height; y++) {
                column[y] = samples[y * width + x];
            }
            int[] transformed = forward(column, area.y0());
            for (int y = 0; y < height; y++) {
                plane[y * stride + x] = transformed[y];
            }
        }
        for (int y = 0; y < height; y++) {
            int[] row = new int[width];
            System.arraycopy(plane, y * stride, row, 0, width);
            System.arraycopy(forward(row, area.x0()), 0, plane, y * stride, width);
        }
        return plane;
    }

    /** Equations F-9 and F-10, of a signal that begins at a coordinate; then the low-pass numbers, then the others. */
    static int[] forward(int[] signal, int first) {
        int end = first + signal.length;
        if (signal.length == 1) {
            return new int[] {first % 2 == 0 ? signal[0] : 2 * signal[0]};
        }
        int[] out = new int[signal.length];
        int lows = (end + 1) / 2 - (first + 1) / 2;
        for (int n = first; n < end; n++) {
            int at = n % 2 == 0 ? n / 2 - (first + 1) / 2 : lows + n / 2 - first / 2;
            out[at] = n % 2 == 0
                    ? x(signal, first, n)
                            + Math.floorDiv(high(signal, first, n - 1) + high(signal, first, n + 1) + 2, 4)
                    : high(signal, first, n);
        }
        return out;
    }

    private static int high(int[] signal, int first, int n) {
        return x(signal, first, n) - Math.floorDiv(x(signal, first, n - 1) + x(signal, first, n + 1), 2);
    }

    /** The signal with its symmetric extension (F.4.7), Equation F-4. */
    private static int x(int[] signal, int first, int n) {
        int period = 2 * (signal.length - 1);
        int at = Math.floorMod(n - first, period);
        return signal[Math.min(at, period - at)];
    }

    private static int[] unpadded(int[] plane, Rectangle area, int stride) {
        int[] numbers = new int[area.width() * area.height()];
        for (int y = 0; y < area.height(); y++) {
            System.arraycopy(plane, y * stride, numbers, y * area.width(), area.width());
        }
        return numbers;
    }

    private int[] samples(int count, int range) {
        return random.ints(count, -range, range).toArray();
    }
}
