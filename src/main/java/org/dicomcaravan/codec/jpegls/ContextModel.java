package org.dicomcaravan.codec.jpegls;

import java.util.Arrays;
import org.dicomcaravan.dicom.DicomException;

/**
 * What is learnt in a scan: the statistics of 365 regular contexts and of two for the sample that ends a run (A.2.1,
 * A.8), and the quantisation of gradients that finds the context (A.3.3).
 *
 * <p>The statistics of regular context Q lie at {@code 4 Q} to {@code 4 Q + 3}: A, the sum of error magnitudes; B, the
 * bias; C, the correction of the prediction; N, how often the context occurred.
 */
final class ContextModel {

    /** J, the order of the run length code by RUNindex (A.2.1). */
    static final int[] J = {
        0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 9, 10, 11, 12, 13, 14, 15
    };

    /** The largest correction of a prediction, MAX_C; the smallest one is one less than its negative. */
    static final int MOST_CORRECTION = 127;

    private static final int CONTEXTS = 365;

    final CodingParameters parameters;
    private final int maxval;
    private final int near;
    private final int step;
    private final int range;
    private final int modulo;
    private final int most;
    private final int reset;
    private final int t3;
    /** The region, -4 to 4, of the gradients from -T3 to T3; those beyond are in the regions at both ends. */
    private final int[] regions;

    final int[] statistics = new int[4 * CONTEXTS];
    final int[] runA = new int[2];
    final int[] runN = new int[2];
    final int[] runNegative = new int[2]; // Nn

    ContextModel(CodingParameters parameters) {
        this.parameters = parameters;
        this.maxval = parameters.maxval();
        this.near = parameters.near();
        this.step = parameters.step();
        this.range = parameters.range();
        this.modulo = range * step;
        this.most = 2 * range + 1;
        this.reset = parameters.reset();
        this.t3 = parameters.t3();
        this.regions = new int[2 * parameters.t3() + 1];
        for (int gradient = 0; gradient <= parameters.t3(); gradient++) {
            regions[parameters.t3() + gradient] = region(parameters, gradient);
            regions[parameters.t3() - gradient] = -region(parameters, gradient);
        }
        reset();
    }

    /** At the start of a scan and after each restart marker. */
    void reset() {
        int a = Math.max(2, (parameters.range() + 32) / 64);
        for (int at = 0; at < statistics.length; at += 4) {
            statistics[at] = a;
            statistics[at + 1] = 0;
            statistics[at + 2] = 0;
            statistics[at + 3] = 1;
        }
        Arrays.fill(runA, a);
        Arrays.fill(runN, 1);
        Arrays.fill(runNegative, 0);
    }

    private static int region(CodingParameters parameters, int gradient) {
        if (gradient <= parameters.near()) {
            return 0;
        }
        if (gradient < parameters.t1()) {
            return 1;
        }
        if (gradient < parameters.t2()) {
            return 2;
        }
        return gradient < parameters.t3() ? 3 : 4;
    }

    /** The region of a difference of neighbours. */
    int region(int gradient) {
        return regions[Math.max(-t3, Math.min(t3, gradient)) + t3];
    }

    /** The prediction from the neighbours left, above and left above (A.4.1): the median of three estimates. */
    static int predicted(int ra, int rb, int rc) {
        return Math.max(Math.min(ra, rb), Math.min(Math.max(ra, rb), ra + rb - rc));
    }

    /** The prediction with its context's correction (A.4.2); {@code sign} is 0, or -1 for a mirrored context. */
    int corrected(int predicted, int correction, int sign) {
        return Math.max(0, Math.min(maxval, predicted + (correction ^ sign) - sign));
    }

    /** The sample with this prediction error, in steps (A.4.5). */
    int reconstructed(int predicted, int error) {
        int value = predicted + error * step;
        if (value < -near) {
            value += modulo;
        } else if (value > maxval + near) {
            value -= modulo;
        }
        return Math.max(0, Math.min(maxval, value));
    }

    /** The Golomb parameter k (A.5.1): the smallest one with {@code n << k >= a}; for positive a and n. */
    static int golomb(int a, int n) {
        int k = Math.max(0, Integer.numberOfLeadingZeros(n) - Integer.numberOfLeadingZeros(a));
        return n << k < a ? k + 1 : k;
    }

    /** The prediction error of a context out of its mapping to what is not negative (A.5.2). */
    int unmapped(int mapped, int at, int k) throws DicomException {
        checkMapped(mapped);
        int error = mapped >>> 1 ^ -(mapped & 1);
        return k == 0 && near == 0 && 2 * statistics[at + 1] <= -statistics[at + 3] ? ~error : error;
    }

    /** The prediction error of a context as what is not negative (A.5.2). */
    int mapped(int error, int at, int k) {
        boolean mirrored = k == 0 && near == 0 && 2 * statistics[at + 1] <= -statistics[at + 3];
        int shown = mirrored ? ~error : error;
        return shown << 1 ^ shown >> 31;
    }

    /** A difference in steps (A.4.4), reduced to the range of prediction errors (A.4.5). */
    int reduced(int difference) {
        int error = difference;
        if (near > 0) {
            error = difference > 0 ? (difference + near) / step : -((near - difference) / step);
        }
        if (error < 0) {
            error += range;
        }
        return error >= range + 1 >> 1 ? error - range : error;
    }

    /** INVALID where an error is beyond what even an encoder writes that does not reduce errors to their range. */
    void checkMapped(int mapped) throws DicomException {
        if (mapped > most) {
            throw DicomException.invalid(
                    "a JPEG-LS prediction error of %d in a range of %d".formatted(mapped / 2, parameters.range()));
        }
    }

    /** Updates a context's statistics (A.6). */
    void update(int at, int error) {
        int a = statistics[at] + Math.abs(error);
        int b = statistics[at + 1] + error * step;
        int n = statistics[at + 3];
        if (n == reset) {
            a >>= 1;
            b >>= 1;
            n >>= 1;
        }
        n++;
        statistics[at] = a;
        statistics[at + 3] = n;
        if (b <= -n) {
            b = Math.max(b + n, 1 - n);
            statistics[at + 2] = Math.max(statistics[at + 2] - 1, -MOST_CORRECTION - 1);
        } else if (b > 0) {
            b = Math.min(b - n, 0);
            statistics[at + 2] = Math.min(statistics[at + 2] + 1, MOST_CORRECTION);
        }
        statistics[at + 1] = b;
    }

    /** Updates the statistics of the context of a run's end (A.7.2.2). */
    void updateRun(int type, int error, int mapped) {
        if (error < 0) {
            runNegative[type]++;
        }
        runA[type] += mapped + 1 - type >> 1;
        if (runN[type] == parameters.reset()) {
            runA[type] >>= 1;
            runN[type] >>= 1;
            runNegative[type] >>= 1;
        }
        runN[type]++;
    }

    /** The Golomb parameter of the sample that ends a run (A.7.2.1). */
    int golombOfRun(int type) {
        return golomb(type == 0 ? runA[0] : runA[1] + (runN[1] >> 1), runN[type]);
    }
}
