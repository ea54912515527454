package org.dicomcaravan.codec.jpeg2000;

/**
 * How far an error in one coefficient of the 9/7 wavelet spreads: the L2 norms of the samples that a single coefficient of 1
 * becomes when it is transformed back (F.3.8.2). By their squares, errors of subbands add up to those of the picture.
 */
final class SynthesisNorms {

    /** Half of a line that has room for what a coefficient of the highest level becomes, before that is spread. */
    private static final int MIDDLE = 16;

    /** By level, those of a line's low and of its high frequencies. */
    private static final double[] LOW = new double[CodingStyle.MOST_LEVELS + 1];

    private static final double[] HIGH = new double[LOW.length];

    static {
        for (int level = 0; level < LOW.length; level++) {
            LOW[level] = norm(level, false);
            HIGH[level] = norm(level, true);
        }
    }

    private SynthesisNorms() {}

    /**
     * The norm of a subband.
     *
     * @param level of the wavelet, from 1 on; 0 is the picture itself
     */
    static double of(Orientation orientation, int level) {
        return switch (orientation) {
            case LL -> LOW[level] * LOW[level];
            case HL, LH -> LOW[level] * HIGH[level];
            case HH -> HIGH[level] * HIGH[level];
        };
    }

    private static double norm(int level, boolean high) {
        double[] line = new double[2 * MIDDLE];
        line[MIDDLE] = 1;
        for (int step = 0; step < level; step++) {
            line = synthesized(line, high && step == 0);
        }
        double sum = 0;
        for (double sample : line) {
            sum += sample * sample;
        }
        return Math.sqrt(sum);
    }

    /** One level back (1D_FILTR 9-7I), of coefficients that are all of the same kind. */
    private static double[] synthesized(double[] coefficients, boolean high) {
        double[] line = new double[2 * coefficients.length];
        for (int i = 0; i < coefficients.length; i++) {
            line[2 * i + (high ? 1 : 0)] = coefficients[i] * (high ? 1 / Dwt97.K : Dwt97.K);
        }
        lift(line, 2, -Dwt97.DELTA);
        lift(line, 1, -Dwt97.GAMMA);
        lift(line, 2, -Dwt97.BETA);
        lift(line, 1, -Dwt97.ALPHA);
        return line;
    }

    /** Both ends are zeros far and wide. */
    private static void lift(double[] line, int first, double factor) {
        for (int i = first; i < line.length - 1; i += 2) {
            line[i] += factor * (line[i - 1] + line[i + 1]);
        }
    }
}
