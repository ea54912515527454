package org.dicomcaravan.codec.jpeg2000;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the filters of Cohen, Daubechies and Feauveau that the lifting steps stand for, in the standard's scale. */
class Dwt97Test {

    private static final double[] LOW = {
        0.602949018236, 0.266864118443, -0.078223266529, -0.016864118443, 0.026748757411
    };
    private static final double[] HIGH = {1.115087052457, -0.591271763114, -0.057543526229, 0.091271763114};
    private static final Offset<Float> ROUNDING = within(0.001f);

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 8, 9, 37, 64})
    void rowsAreFiltered(int length) throws IOException {
        float[] signal = noise(length);
        float[] row = signal.clone();
        Dwt97.transform(row, length, 1, 1);
        assertFiltered(signal, row);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 8, 9, 37, 64})
    void columnsAreFiltered(int length) throws IOException {
        float[] signal = noise(length);
        float[] column = signal.clone();
        Dwt97.transform(column, 1, length, 1);
        assertFiltered(signal, column);
    }

    @Test
    void eachOfManyColumnsByItself() throws IOException {
        float[] one = noise(21);
        float[] plane = new float[21 * 40];
        for (int i = 0; i < plane.length; i++) {
            plane[i] = one[i / 40] * (i % 40); // rows are slopes
        }
        Dwt97.transform(plane, 40, 21, 1);
        float[] slope = new float[40];
        for (int x = 0; x < slope.length; x++) {
            slope[x] = x;
        }
        Dwt97.transform(slope, 40, 1, 1);
        Dwt97.transform(one, 1, 21, 1);
        for (int i = 0; i < plane.length; i++) {
            assertThat(plane[i]).isCloseTo(one[i / 40] * slope[i % 40], within(0.01f));
        }
    }

    @Test
    void theNextLevelTakesTheLowFrequenciesOnly() throws IOException {
        float[] once = noise(13 * 10);
        float[] twice = once.clone();
        Dwt97.transform(once, 13, 10, 1);
        Dwt97.transform(twice, 13, 10, 2);
        float[] low = new float[7 * 5];
        for (int i = 0; i < low.length; i++) {
            low[i] = once[i / 7 * 13 + i % 7];
        }
        Dwt97.transform(low, 7, 5, 1);
        for (int i = 0; i < low.length; i++) {
            once[i / 7 * 13 + i % 7] = low[i];
        }
        assertThat(twice).isEqualTo(once);
    }

    @Test
    void aFlatPictureKeepsItsLevel() throws IOException {
        float[] plane = new float[33 * 18];
        Arrays.fill(plane, -700);
        Dwt97.transform(plane, 33, 18, 4);
        for (int i = 0; i < plane.length; i++) {
            boolean low = i % 33 < 3 && i / 33 < 2;
            assertThat(plane[i]).isCloseTo(low ? -700 : 0, ROUNDING);
        }
    }

    @Test
    void aSingleNumberStays() throws IOException {
        float[] single = {-7.5f};
        Dwt97.transform(single, 1, 1, 1);
        assertThat(single).containsExactly(-7.5f);
    }

    private static float[] noise(int length) {
        Random random = new Random(length);
        float[] noise = new float[length];
        for (int i = 0; i < length; i++) {
            noise[i] = random.nextInt(-128, 128);
        }
        return noise;
    }

    private static void assertFiltered(float[] signal, float[] transformed) {
        int lows = (signal.length + 1) / 2;
        for (int i = 0; i < signal.length; i++) {
            double expected = i < lows ? filtered(signal, LOW, 2 * i) : filtered(signal, HIGH, 2 * (i - lows) + 1);
            assertThat(transformed[i]).as("number %d", i).isCloseTo((float) expected, ROUNDING);
        }
    }

    private static double filtered(float[] signal, double[] filter, int at) {
        double sum = filter[0] * signal[at];
        for (int i = 1; i < filter.length; i++) {
            sum += filter[i] * (signal[mirrored(at - i, signal.length)] + signal[mirrored(at + i, signal.length)]);
        }
        return sum;
    }

    /** Equation F-4: the ends are not repeated. */
    private static int mirrored(int at, int length) {
        int period = 2 * (length - 1);
        int inPeriod = Math.floorMod(at, period);
        return Math.min(inPeriod, period - inPeriod);
    }
}
