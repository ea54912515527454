package org.dicomcaravan.codec.jpeglossless;

/**
 * Samples from differences, by the seven predictors (ISO/IEC 10918-1 table H.1) out of the sample to the left (a), above
 * (b), and above to the left (c). Arithmetic is modulo 65,536 (H.1.2.1).
 *
 * <p>Lines have the samples of a pixel side by side, so that a sample's left neighbour lies a pixel's samples before it.
 * Lines of one sample have loops of their own that keep the left neighbour in a register: through memory it would come
 * too late.
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
     * @param half what the first samples are predicted as
     */
    static void restoreFirst(int[] line, int count, int step, int half) {
        for (int i = 0; i < step; i++) {
            line[i] = line[i] + half & MASK;
        }
        restoreRest(LEFT, line, line, count, step);
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
        for (int i = 0; i < step; i++) {
            line[i] = line[i] + above[i] & MASK;
        }
        restoreRest(selection, line, above, count, step);
    }

    private static void restoreRest(int selection, int[] line, int[] above, int count, int step) {
        boolean single = step == 1;
        switch (selection) {
            case 1 -> {
                if (single) {
                    left(line, count);
                } else {
                    left(line, count, step);
                }
            }
            case 2 -> above(line, above, count, step);
            case 3 -> aboveLeft(line, above, count, step);
            case 4 -> {
                if (single) {
                    plane(line, above, count);
                } else {
                    plane(line, above, count, step);
                }
            }
            case 5 -> {
                if (single) {
                    leftAndHalf(line, above, count);
                } else {
                    leftAndHalf(line, above, count, step);
                }
            }
            case 6 -> {
                if (single) {
                    aboveAndHalf(line, above, count);
                } else {
                    aboveAndHalf(line, above, count, step);
                }
            }
            default -> {
                if (single) {
                    mean(line, above, count);
                } else {
                    mean(line, above, count, step);
                }
            }
        }
    }

    private static void left(int[] line, int count) {
        int a = line[0];
        for (int i = 1; i < count; i++) {
            a += line[i];
            line[i] = a & MASK;
        }
    }

    private static void left(int[] line, int count, int step) {
        for (int i = step; i < count; i++) {
            line[i] = line[i] + line[i - step] & MASK;
        }
    }

    private static void above(int[] line, int[] above, int count, int step) {
        for (int i = step; i < count; i++) {
            line[i] = line[i] + above[i] & MASK;
        }
    }

    private static void aboveLeft(int[] line, int[] above, int count, int step) {
        for (int i = step; i < count; i++) {
            line[i] = line[i] + above[i - step] & MASK;
        }
    }

    private static void plane(int[] line, int[] above, int count) {
        int a = line[0];
        for (int i = 1; i < count; i++) {
            a += line[i] + above[i] - above[i - 1];
            line[i] = a & MASK;
        }
    }

    private static void plane(int[] line, int[] above, int count, int step) {
        for (int i = step; i < count; i++) {
            line[i] = line[i] + line[i - step] + above[i] - above[i - step] & MASK;
        }
    }

    private static void leftAndHalf(int[] line, int[] above, int count) {
        int a = line[0];
        for (int i = 1; i < count; i++) {
            a += line[i] + (above[i] - above[i - 1] >> 1);
            line[i] = a & MASK;
        }
    }

    private static void leftAndHalf(int[] line, int[] above, int count, int step) {
        for (int i = step; i < count; i++) {
            line[i] = line[i] + line[i - step] + (above[i] - above[i - step] >> 1) & MASK;
        }
    }

    private static void aboveAndHalf(int[] line, int[] above, int count) {
        int a = line[0];
        for (int i = 1; i < count; i++) {
            a = line[i] + above[i] + (a - above[i - 1] >> 1) & MASK;
            line[i] = a;
        }
    }

    private static void aboveAndHalf(int[] line, int[] above, int count, int step) {
        for (int i = step; i < count; i++) {
            line[i] = line[i] + above[i] + (line[i - step] - above[i - step] >> 1) & MASK;
        }
    }

    private static void mean(int[] line, int[] above, int count) {
        int a = line[0];
        for (int i = 1; i < count; i++) {
            a = line[i] + (a + above[i] >> 1) & MASK;
            line[i] = a;
        }
    }

    private static void mean(int[] line, int[] above, int count, int step) {
        for (int i = step; i < count; i++) {
            line[i] = line[i] + (line[i - step] + above[i] >> 1) & MASK;
        }
    }
}
