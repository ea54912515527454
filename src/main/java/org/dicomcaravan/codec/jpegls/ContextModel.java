package org.dicomcaravan.codec.jpegls;

import java.util.Arrays;
import org.dicomcaravan.dicom.DicomException;

/**
 * What is learnt in a scan: the statistics of 365 regular contexts and of two for the sample that ends a run (A.2.1,
 * A.8), and the quantisation of gradients that finds the context (A.3.3).
 *
 * <p>The statistics of regular context Q lie at {@code 4 Q} to {@code 4 Q + 3}: A, the sum of error magnitudes; B, the
 * bias; N, how often the context occurred; and what the next sample in this context needs, computed as soon as it is
 * known so that nobody waits for it: C, the correction of the prediction, with {@link #correction}, the Golomb parameter
 * with {@link #golombOf}, and the mapping of errors with {@link #mirror}.
 */
final class ContextModel {

    /** J, the order of the run length code by RUNindex (A.2.1). */
    static final int[] J = {
        0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 9, 10, 11, 12, 13, 14, 15
    };

    /** The largest correction of a prediction, MAX_C; the smallest one is one less than its negative. */
    static final int MOST_CORRECTION = 127;

    private static final int CONTEXTS = 365;
    private static final int MIRROR = 7;
    private static final int MIRRORED = 1 << MIRROR;
    private static final int CORRECTION = 8;

    final CodingParameters parameters;
    final int maxval;
    final int near;
    private final int step;
    private final long reciprocal; // multiplied with it, numbers below 2^32 / step are 2^32 times their quotient
    private final int range;
    private final int modulo;
    final int most;
    final int reset;
    final int t3;
    /** The region, -4 to 4, of the gradients from -T3 to T3; those beyond are in the regions at both ends. */
    final int[] regions;

    final int[] statistics = new int[4 * CONTEXTS];
    final int[] runA = new int[2];
    final int[] runN = new int[2];
    final int[] runNegative = new int[2]; // Nn

    ContextModel(CodingParameters parameters) {
        this.parameters = parameters;
        this.maxval = parameters.maxval();
        this.near = parameters.near();
        this.step = parameters.step();
        this.reciprocal = (1L << Integer.SIZE) / step + 1;
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
            statistics[at + 2] = 1;
            statistics[at + 3] = next(0, golomb(a, 1), 0, 1, near == 0);
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
        return region(regions, t3, gradient);
    }

    /** The same out of {@link #regions} and {@link #t3}. */
    static int region(int[] regions, int t3, int gradient) {
        return regions[Math.max(-t3, Math.min(t3, gradient)) + t3];
    }

    /** The prediction from the neighbours left, above and left above (A.4.1): the median of three estimates. */
    static int predicted(int ra, int rb, int rc) {
        return Math.max(Math.min(ra, rb), Math.min(Math.max(ra, rb), ra + rb - rc));
    }

    /** The prediction with its context's correction (A.4.2); {@code sign} is 0, or -1 for a mirrored context. */
    static int corrected(int predicted, int correction, int sign, int maxval) {
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
        return k + ((n << k) - a >>> 31); // the sign, since a branch could not be foreseen
    }

    /** C and what else the next sample in a context needs. */
    private static int next(int correction, int k, int b, int n, boolean lossless) {
        int mirrored = lossless && k == 0 && 2 * b <= -n ? MIRRORED : 0;
        return correction << CORRECTION | mirrored | k;
    }

    /** C. */
    static int correction(int next) {
        return next >> CORRECTION;
    }

    /** k. */
    static int golombOf(int next) {
        return next & MIRRORED - 1;
    }

    /** -1 where the mapping of errors is mirrored (A.5.2), else 0. */
    private static int mirror(int next) {
        return -(next >> MIRROR & 1);
    }

    /** The prediction error of a context out of its mapping to what is not negative (A.5.2). */
    static int unmapped(int mapped, int next) {
        return mapped >>> 1 ^ -(mapped & 1) ^ mirror(next);
    }

    /** The prediction error of a context as what is not negative (A.5.2). */
    static int mapped(int error, int next) {
        int shown = error ^ mirror(next);
        return shown << 1 ^ shown >> 31;
    }

    /** A difference in steps (A.4.4), reduced to the range of prediction errors (A.4.5). */
    int reduced(int difference) {
        int error = difference;
        if (near > 0) {
            int sign = difference >> 31;
            int magnitude = (difference ^ sign) - sign + near;
            error = ((int) (magnitude * reciprocal >>> Integer.SIZE) ^ sign) - sign;
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
        update(statistics, at, Math.abs(error), error * step, reset, near == 0);
    }

    /** The same with an error's magnitude, in steps, and the error itself. */
    static void update(int[] statistics, int at, int magnitude, int error, int reset, boolean lossless) {
        int a = statistics[at] + magnitude;
        int b = statistics[at + 1] + error;
        int n = statistics[at + 2];
        int correction = correction(statistics[at + 3]);
        if (n == reset) {
            a >>= 1;
            b >>= 1;
            n >>= 1;
        }
        n++;
        // Which way the bias goes can't be foreseen, so there is no branch: one of these masks at most is not 0.
        int low = b + n - 1 >> 31;
        int high = -b >> 31;
        b = Math.max(1 - n, Math.min(0, b + (n & low) - (n & high)));
        correction = Math.max(-MOST_CORRECTION - 1, Math.min(MOST_CORRECTION, correction + low - high));
        statistics[at] = a;
        statistics[at + 1] = b;
        statistics[at + 2] = n;
        statistics[at + 3] = next(correction, golomb(a, n), b, n, lossless);
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
