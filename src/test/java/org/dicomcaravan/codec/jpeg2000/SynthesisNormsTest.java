package org.dicomcaravan.codec.jpeg2000;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the inverse of the matrix that the forward transform is. */
class SynthesisNormsTest {

    private static final int LENGTH = 384; // long enough for the middle of the fifth level to be far from both ends
    private static final Offset<Double> ROUNDING = within(0.001);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void theInverseTransformSpreadsACoefficientSo(int level) throws IOException {
        double[][] synthesis = inverse(analysis(level));
        int lows = LENGTH >> level;
        double low = norm(synthesis, lows / 2);
        double high = norm(synthesis, lows + lows / 2);
        assertThat(SynthesisNorms.of(Orientation.LL, level)).isCloseTo(low * low, ROUNDING);
        assertThat(SynthesisNorms.of(Orientation.HL, level)).isCloseTo(low * high, ROUNDING);
        assertThat(SynthesisNorms.of(Orientation.LH, level)).isCloseTo(low * high, ROUNDING);
        assertThat(SynthesisNorms.of(Orientation.HH, level)).isCloseTo(high * high, ROUNDING);
    }

    @Test
    void aPictureWithoutWaveletStaysAsItIs() {
        assertThat(SynthesisNorms.of(Orientation.LL, 0)).isEqualTo(1);
    }

    private static double[][] analysis(int levels) throws IOException {
        double[][] matrix = new double[LENGTH][LENGTH];
        for (int column = 0; column < LENGTH; column++) {
            float[] line = new float[LENGTH];
            line[column] = 1;
            int low = LENGTH;
            for (int level = 0; level < levels; level++, low /= 2) {
                float[] part = Arrays.copyOf(line, low);
                Dwt97.transform(part, low, 1, 1);
                System.arraycopy(part, 0, line, 0, low);
            }
            for (int row = 0; row < LENGTH; row++) {
                matrix[row][column] = line[row];
            }
        }
        return matrix;
    }

    /** By Gauss and Jordan, with the largest pivots. */
    private static double[][] inverse(double[][] matrix) {
        double[][] inverse = new double[LENGTH][LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            inverse[i][i] = 1;
        }
        for (int i = 0; i < LENGTH; i++) {
            int pivot = i;
            for (int row = i; row < LENGTH; row++) {
                pivot = Math.abs(matrix[row][i]) > Math.abs(matrix[pivot][i]) ? row : pivot;
            }
            swap(matrix, i, pivot);
            swap(inverse, i, pivot);
            subtract(matrix[i], matrix[i], 1 - 1 / matrix[i][i], inverse[i], inverse[i]);
            for (int row = 0; row < LENGTH; row++) {
                if (row != i && matrix[row][i] != 0) {
                    subtract(matrix[row], matrix[i], matrix[row][i], inverse[row], inverse[i]);
                }
            }
        }
        return inverse;
    }

    private static void swap(double[][] rows, int one, int other) {
        double[] row = rows[one];
        rows[one] = rows[other];
        rows[other] = row;
    }

    private static void subtract(
            double[] from, double[] row, double factor, double[] fromInverse, double[] inverseRow) {
        for (int i = 0; i < LENGTH; i++) {
            from[i] -= factor * row[i];
            fromInverse[i] -= factor * inverseRow[i];
        }
    }

    private static double norm(double[][] matrix, int column) {
        double sum = 0;
        for (double[] row : matrix) {
            sum += row[column] * row[column];
        }
        return Math.sqrt(sum);
    }
}
