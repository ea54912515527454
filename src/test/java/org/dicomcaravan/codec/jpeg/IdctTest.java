package org.dicomcaravan.codec.jpeg;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** IEEE 1180-1990: 10,000 random blocks against a transform of real numbers, and the same for 12 bits. */
class IdctTest {

    private static final int SIDE = 8;
    private static final int BLOCKS = 10_000;
    private static final double[][] BASIS = basis();

    /** The generator that IEEE 1180-1990 prescribes. */
    private static final class Generator {
        private int state = 1;

        int next(int lowest, int highest) {
            state = state * 1_103_515_245 + 12_345;
            double fraction = (state & 0x7FFF_FFFE) / (double) 0x7FFF_FFFF;
            return (int) (fraction * (highest - lowest + 1)) + lowest;
        }
    }

    private static double[][] basis() {
        double[][] basis = new double[SIDE][SIDE];
        for (int k = 0; k < SIDE; k++) {
            for (int n = 0; n < SIDE; n++) {
                basis[k][n] = (k == 0 ? Math.sqrt(0.125) : 0.5) * Math.cos((2 * n + 1) * k * Math.PI / 16);
            }
        }
        return basis;
    }

    /** Both directions, as the formulas of ISO/IEC 10918-1 A.3.3 read. */
    private static double[] transformed(int[] in, boolean inverse) {
        double[] half = new double[64];
        double[] out = new double[64];
        for (int row = 0; row < SIDE; row++) {
            for (int to = 0; to < SIDE; to++) {
                for (int from = 0; from < SIDE; from++) {
                    half[SIDE * row + to] += in[SIDE * row + from] * (inverse ? BASIS[from][to] : BASIS[to][from]);
                }
            }
        }
        for (int column = 0; column < SIDE; column++) {
            for (int to = 0; to < SIDE; to++) {
                for (int from = 0; from < SIDE; from++) {
                    out[SIDE * to + column] +=
                            half[SIDE * from + column] * (inverse ? BASIS[from][to] : BASIS[to][from]);
                }
            }
        }
        return out;
    }

    private static int[] rounded(double[] values, int lowest, int highest) {
        int[] rounded = new int[values.length];
        for (int i = 0; i < rounded.length; i++) {
            rounded[i] = (int) Math.max(lowest, Math.min(highest, Math.floor(values[i] + 0.5)));
        }
        return rounded;
    }

    private static int last(int[] block) {
        int[] order = ZigZag.order();
        int last = 63;
        while (last > 0 && block[order[last]] == 0) {
            last--;
        }
        return last;
    }

    /** With as many bits as make the outputs of the standard's test, which are differences, fit a range without sign. */
    private static int[] samples(Idct idct, int[] block, int last, int centre) {
        short[] out = new short[64];
        idct.transform(block, last, out, 0, SIDE);
        int[] samples = new int[64];
        for (int i = 0; i < 64; i++) {
            samples[i] = out[i] - centre;
        }
        return samples;
    }

    @ParameterizedTest
    @CsvSource({
        "8, -256, 255, 1", "8, -5, 5, 1", "8, -300, 300, 1",
        "8, -256, 255, -1", "8, -5, 5, -1", "8, -300, 300, -1",
        "12, -4096, 4095, 1", "12, -80, 80, 1", "12, -4800, 4800, 1",
        "12, -4096, 4095, -1", "12, -80, 80, -1", "12, -4800, 4800, -1",
    })
    void isAsAccurateAsTheStandardAsks(int precision, int lowest, int highest, int sign) {
        Generator generator = new Generator();
        Idct idct = new Idct(precision + 1);
        int centre = 1 << precision;
        long[] errors = new long[64];
        long[] squares = new long[64];
        for (int count = 0; count < BLOCKS; count++) {
            int[] block = new int[64];
            for (int i = 0; i < 64; i++) {
                block[i] = sign * generator.next(lowest, highest);
            }
            int[] coefficients = rounded(transformed(block, false), -8 * centre, 8 * centre - 1);
            int[] expected = rounded(transformed(coefficients, true), -centre, centre - 1);
            int[] actual = samples(idct, coefficients, last(coefficients), centre);
            for (int i = 0; i < 64; i++) {
                int error = actual[i] - expected[i];
                assertThat(Math.abs(error)).isLessThanOrEqualTo(1);
                errors[i] += error;
                squares[i] += (long) error * error;
            }
        }
        double sum = 0;
        double squareSum = 0;
        for (int i = 0; i < 64; i++) {
            assertThat(squares[i] / (double) BLOCKS).isLessThanOrEqualTo(0.06);
            assertThat(Math.abs(errors[i]) / (double) BLOCKS).isLessThanOrEqualTo(0.015);
            sum += errors[i];
            squareSum += squares[i];
        }
        assertThat(squareSum / BLOCKS / 64).isLessThanOrEqualTo(0.02);
        assertThat(Math.abs(sum) / BLOCKS / 64).isLessThanOrEqualTo(0.0015);
    }

    @Test
    void zerosMakeTheMiddle() {
        assertThat(samples(new Idct(8), new int[64], 0, 128)).containsOnly(0);
        assertThat(samples(new Idct(12), new int[64], 63, 2048)).containsOnly(0);
    }

    /** Blocks with few coefficients take a shorter way to the same samples. */
    @Test
    void shortWaysLeadToTheSameSamples() {
        Random random = new Random(1180);
        Idct idct = new Idct(12);
        for (int i = 0; i < 2_000; i++) {
            int[] block = new int[64];
            int last = random.nextInt(14);
            for (int k = 0; k <= last; k++) {
                block[ZigZag.order()[k]] = random.nextInt(-4_000, 4_001);
            }
            assertThat(samples(idct, block, last, 0)).isEqualTo(samples(idct, block, 63, 0));
        }
    }

    /** Coefficients that no samples can have end at the ends of the range, whatever they are. */
    @Test
    void overshootIsClamped() {
        int[] block = new int[64];
        Arrays.fill(block, Idct.bounded(Integer.MAX_VALUE));
        assertThat(samples(new Idct(12), block, 63, 0)[0]).isEqualTo(4095);
        block[0] = Idct.bounded(Integer.MIN_VALUE);
        assertThat(samples(new Idct(12), block, 0, 0)).containsOnly(0);
    }
}
