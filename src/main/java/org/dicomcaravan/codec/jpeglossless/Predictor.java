package org.dicomcaravan.codec.jpeglossless;

/**
 * The seven predictors (ISO/IEC 10918-1 table H.1), from the sample to the left (a), above (b) and above to the left (c).
 * Lines have the samples of a pixel side by side; arithmetic is modulo 65,536 (H.1.2.1).
 */
final class Predictor {

    static final int LEFT = 1;
    static final int LAST = 7;

    private static final int MASK = 0xFFFF;

    private Predictor() {}

    /**
     * Differences of a first line become its samples, in place: each from its left neighbour, the first from half the
     * range.
     *
     * @param line as many numbers as {@code count} says
     * @param step samples of a pixel
     * @param initial what the first samples are predicted as
     */
    static void restoreFirst(int[] line, int count, int step, int initial) {
        for (int sample = 0; sample < step; sample++) {
            restoreLeft(line, sample, count, step, initial);
        }
    }

    /**
     * Differences of a line become its samples, in place: the first from the one above, the others by the predictor.
     *
     * @param selection 1 to 7
     * @param line as many numbers as {@code count} says
     * @param above the samples of the line above
     * @param step samples of a pixel
     */
    static void restore(int selection, int[] line, int[] above, int count, int step) {
        for (int sample = 0; sample < step; sample++) {
            if (selection == LEFT) {
                restoreLeft(line, sample, count, step, above[sample]);
                continue;
            }
            line[sample] = line[sample] + above[sample] & MASK;
            int from = sample + step;
            switch (selection) {
                case 2 -> restoreAbove(line, above, from, count, step);
                case 3 -> restoreAboveLeft(line, above, from, count, step);
                case 4 -> restorePlane(line, above, from, count, step);
                case 5 -> restoreLeftHalf(line, above, from, count, step);
                case 6 -> restoreAboveHalf(line, above, from, count, step);
                default -> restoreMean(line, above, from, count, step);
            }
        }
    }

    private static void restoreLeft(int[] line, int from, int count, int step, int before) {
        int a = before;
        for (int i = from; i < count; i += step) {
            a += line[i];
            line[i] = a & MASK;
        }
    }

    private static void restoreAbove(int[] line, int[] above, int from, int count, int step) {
        for (int i = from; i < count; i += step) {
            line[i] = line[i] + above[i] & MASK;
        }
    }

    private static void restoreAboveLeft(int[] line, int[] above, int from, int count, int step) {
        for (int i = from; i < count; i += step) {
            line[i] = line[i] + above[i - step] & MASK;
        }
    }

    private static void restorePlane(int[] line, int[] above, int from, int count, int step) {
        int a = line[from - step];
        int c = above[from - step];
        for (int i = from; i < count; i += step) {
            int b = above[i];
            a += line[i] + b - c;
            line[i] = a & MASK;
            c = b;
        }
    }

    private static void restoreLeftHalf(int[] line, int[] above, int from, int count, int step) {
        int a = line[from - step];
        int c = above[from - step];
        for (int i = from; i < count; i += step) {
            int b = above[i];
            a += line[i] + (b - c >> 1);
            line[i] = a & MASK;
            c = b;
        }
    }

    private static void restoreAboveHalf(int[] line, int[] above, int from, int count, int step) {
        int a = line[from - step];
        int c = above[from - step];
        for (int i = from; i < count; i += step) {
            int b = above[i];
            a = line[i] + b + (a - c >> 1) & MASK;
            line[i] = a;
            c = b;
        }
    }

    private static void restoreMean(int[] line, int[] above, int from, int count, int step) {
        int a = line[from - step];
        for (int i = from; i < count; i += step) {
            a = line[i] + (a + above[i] >> 1) & MASK;
            line[i] = a;
        }
    }
}
