package org.dicomcaravan.codec.jpeg;

/**
 * The inverse cosine transform of 8 x 8 coefficients (ISO/IEC 10918-1 A.3.3), columns first, rows after. Each pass sums
 * products of the coefficients and cosines, times √8; even ones meet mirrored outputs with equal signs and odd ones with
 * opposite signs, so that each sum is used twice. Cosines have {@value #COSINE_BITS} fractional bits, what lies between
 * the passes {@value #BETWEEN_BITS}, and sums are of 64 bits, so all but results within 0.01 of a half are those of real
 * numbers rounded. For one thread.
 */
final class Idct {

    /** Fractional bits of the cosines. */
    private static final int COSINE_BITS = 20;

    /** Fractional bits between the passes: inputs up to 2^16 become sums below 2^30. */
    private static final int BETWEEN_BITS = 10;

    /** The greatest coefficient that is told apart: four times what samples of 12 bits can have. */
    private static final int GREATEST = 1 << 16;

    /** √2 · cos(k π / 16); for k = 4 it is 1. */
    private static final long C1 = cosine(1);

    private static final long C2 = cosine(2);
    private static final long C3 = cosine(3);
    private static final long C5 = cosine(5);
    private static final long C6 = cosine(6);
    private static final long C7 = cosine(7);

    /** Sums of cosines by which nine products do for the sixteen of odd coefficients, with the same result. */
    private static final long OUTER = C7 - C3;

    private static final long INNER = -C1 - C3;
    private static final long LATE = -C3 - C5;
    private static final long EARLY = C5 - C3;
    private static final long ONE = C1 + C3 - C5 - C7;
    private static final long THREE = C1 + C3 + C5 - C7;
    private static final long FIVE = C1 + C3 - C5 + C7;
    private static final long SEVEN = C3 + C5 - C1 - C7;

    private static final int FIRST_SHIFT = COSINE_BITS - BETWEEN_BITS;
    private static final int LAST_SHIFT = COSINE_BITS + BETWEEN_BITS + 3;

    /** Up to this place of the code are the mean and the first coefficient of each direction. */
    private static final int SLOPES = 2;

    /** Coefficients up to this place of the code lie in the first four rows and columns. */
    private static final int IN_FOUR = 9;

    private final int[] between = new int[ComponentGrid.BLOCK];
    private final int top;
    private final long centre;

    /** A transform to samples of so many bits, whose zero is the middle of their range (A.3.1). */
    Idct(int precision) {
        top = (1 << precision) - 1;
        centre = (1L << precision - 1 << LAST_SHIFT) + (1L << LAST_SHIFT - 1);
    }

    private static long cosine(int k) {
        return Math.round(Math.sqrt(2) * Math.cos(k * Math.PI / 16) * (1 << COSINE_BITS));
    }

    /** A coefficient within the range of this transform. */
    static int bounded(int coefficient) {
        return Math.max(-GREATEST, Math.min(GREATEST, coefficient));
    }

    /**
     * Transforms a block.
     *
     * @param block coefficients row by row, each {@link #bounded}
     * @param last place of the last coefficient that is not 0, in the order of the code
     * @param out takes eight rows of eight samples
     * @param at the first one's place
     * @param stride from row to row
     */
    void transform(int[] block, int last, short[] out, int at, int stride) {
        if (last == 0) {
            flat(block[0], out, at, stride);
        } else if (last <= SLOPES) {
            fourColumns(block, 1);
            slopes(block[1], out, at, stride);
        } else if (last <= IN_FOUR) {
            fourColumns(block, 4);
            for (int row = 0, to = at; row < ComponentGrid.SIDE; row++, to += stride) {
                fourRow(ComponentGrid.SIDE * row, out, to);
            }
        } else {
            columns(block);
            for (int row = 0, to = at; row < ComponentGrid.SIDE; row++, to += stride) {
                row(ComponentGrid.SIDE * row, out, to);
            }
        }
    }

    private void flat(int coefficient, short[] out, int at, int stride) {
        short value = sample(((long) coefficient << COSINE_BITS + BETWEEN_BITS) + centre);
        for (int row = 0, to = at; row < ComponentGrid.SIDE; row++, to += stride) {
            for (int i = 0; i < ComponentGrid.SIDE; i++) {
                out[to + i] = value;
            }
        }
    }

    /** Rows that all rise by the same steps. */
    private void slopes(int coefficient, short[] out, int at, int stride) {
        long x1 = (long) coefficient << BETWEEN_BITS;
        long odd0 = C1 * x1;
        long odd1 = C3 * x1;
        long odd2 = C5 * x1;
        long odd3 = C7 * x1;
        for (int row = 0, to = at; row < ComponentGrid.SIDE; row++, to += stride) {
            long x0 = ((long) between[ComponentGrid.SIDE * row] << COSINE_BITS) + centre;
            out[to] = sample(x0 + odd0);
            out[to + 1] = sample(x0 + odd1);
            out[to + 2] = sample(x0 + odd2);
            out[to + 3] = sample(x0 + odd3);
            out[to + 4] = sample(x0 - odd3);
            out[to + 5] = sample(x0 - odd2);
            out[to + 6] = sample(x0 - odd1);
            out[to + 7] = sample(x0 - odd0);
        }
    }

    private void columns(int[] in) {
        int[] out = between;
        for (int i = 0; i < ComponentGrid.SIDE; i++) {
            long x1 = in[i + 8];
            long x2 = in[i + 16];
            long x3 = in[i + 24];
            long x4 = in[i + 32];
            long x5 = in[i + 40];
            long x6 = in[i + 48];
            long x7 = in[i + 56];
            if ((x1 | x2 | x3 | x4 | x5 | x6 | x7) == 0) {
                int value = in[i] << BETWEEN_BITS;
                for (int to = i; to < ComponentGrid.BLOCK; to += ComponentGrid.SIDE) {
                    out[to] = value;
                }
                continue;
            }
            long x0 = ((long) in[i] << COSINE_BITS) + (1L << FIRST_SHIFT - 1);
            long sum = x0 + (x4 << COSINE_BITS);
            long difference = x0 - (x4 << COSINE_BITS);
            long both = C6 * (x2 + x6);
            long wide = both + (C2 - C6) * x2;
            long narrow = both - (C2 + C6) * x6;
            long all = C3 * (x1 + x3 + x5 + x7);
            long outer = OUTER * (x1 + x7);
            long inner = INNER * (x3 + x5);
            long late = all + LATE * (x3 + x7);
            long early = all + EARLY * (x1 + x5);
            long odd0 = ONE * x1 + outer + early;
            long odd1 = THREE * x3 + inner + late;
            long odd2 = FIVE * x5 + inner + early;
            long odd3 = SEVEN * x7 + outer + late;
            out[i] = (int) (sum + wide + odd0 >> FIRST_SHIFT);
            out[i + 8] = (int) (difference + narrow + odd1 >> FIRST_SHIFT);
            out[i + 16] = (int) (difference - narrow + odd2 >> FIRST_SHIFT);
            out[i + 24] = (int) (sum - wide + odd3 >> FIRST_SHIFT);
            out[i + 32] = (int) (sum - wide - odd3 >> FIRST_SHIFT);
            out[i + 40] = (int) (difference - narrow - odd2 >> FIRST_SHIFT);
            out[i + 48] = (int) (difference + narrow - odd1 >> FIRST_SHIFT);
            out[i + 56] = (int) (sum + wide - odd0 >> FIRST_SHIFT);
        }
    }

    private void row(int from, short[] out, int to) {
        int[] in = between;
        long x0 = ((long) in[from] << COSINE_BITS) + centre;
        long x1 = in[from + 1];
        long x2 = in[from + 2];
        long x3 = in[from + 3];
        long x4 = (long) in[from + 4] << COSINE_BITS;
        long x5 = in[from + 5];
        long x6 = in[from + 6];
        long x7 = in[from + 7];
        long both = C6 * (x2 + x6);
        long wide = both + (C2 - C6) * x2;
        long narrow = both - (C2 + C6) * x6;
        long all = C3 * (x1 + x3 + x5 + x7);
        long outer = OUTER * (x1 + x7);
        long inner = INNER * (x3 + x5);
        long late = all + LATE * (x3 + x7);
        long early = all + EARLY * (x1 + x5);
        long odd0 = ONE * x1 + outer + early;
        long odd1 = THREE * x3 + inner + late;
        long odd2 = FIVE * x5 + inner + early;
        long odd3 = SEVEN * x7 + outer + late;
        out[to] = sample(x0 + x4 + wide + odd0);
        out[to + 1] = sample(x0 - x4 + narrow + odd1);
        out[to + 2] = sample(x0 - x4 - narrow + odd2);
        out[to + 3] = sample(x0 + x4 - wide + odd3);
        out[to + 4] = sample(x0 + x4 - wide - odd3);
        out[to + 5] = sample(x0 - x4 - narrow - odd2);
        out[to + 6] = sample(x0 - x4 + narrow - odd1);
        out[to + 7] = sample(x0 + x4 + wide - odd0);
    }

    /** The same where coefficients are in the first four rows and columns only. */
    private void fourColumns(int[] in, int count) {
        int[] out = between;
        for (int i = 0; i < count; i++) {
            long x0 = ((long) in[i] << COSINE_BITS) + (1L << FIRST_SHIFT - 1);
            long x1 = in[i + 8];
            long x2 = in[i + 16];
            long x3 = in[i + 24];
            long odd0 = C1 * x1 + C3 * x3;
            long odd1 = C3 * x1 - C7 * x3;
            long odd2 = C5 * x1 - C1 * x3;
            long odd3 = C7 * x1 - C5 * x3;
            long wide = C2 * x2;
            long narrow = C6 * x2;
            out[i] = (int) (x0 + wide + odd0 >> FIRST_SHIFT);
            out[i + 8] = (int) (x0 + narrow + odd1 >> FIRST_SHIFT);
            out[i + 16] = (int) (x0 - narrow + odd2 >> FIRST_SHIFT);
            out[i + 24] = (int) (x0 - wide + odd3 >> FIRST_SHIFT);
            out[i + 32] = (int) (x0 - wide - odd3 >> FIRST_SHIFT);
            out[i + 40] = (int) (x0 - narrow - odd2 >> FIRST_SHIFT);
            out[i + 48] = (int) (x0 + narrow - odd1 >> FIRST_SHIFT);
            out[i + 56] = (int) (x0 + wide - odd0 >> FIRST_SHIFT);
        }
    }

    private void fourRow(int from, short[] out, int to) {
        int[] in = between;
        long x0 = ((long) in[from] << COSINE_BITS) + centre;
        long x1 = in[from + 1];
        long x2 = in[from + 2];
        long x3 = in[from + 3];
        long odd0 = C1 * x1 + C3 * x3;
        long odd1 = C3 * x1 - C7 * x3;
        long odd2 = C5 * x1 - C1 * x3;
        long odd3 = C7 * x1 - C5 * x3;
        long wide = C2 * x2;
        long narrow = C6 * x2;
        out[to] = sample(x0 + wide + odd0);
        out[to + 1] = sample(x0 + narrow + odd1);
        out[to + 2] = sample(x0 - narrow + odd2);
        out[to + 3] = sample(x0 - wide + odd3);
        out[to + 4] = sample(x0 - wide - odd3);
        out[to + 5] = sample(x0 - narrow - odd2);
        out[to + 6] = sample(x0 + narrow - odd1);
        out[to + 7] = sample(x0 + wide - odd0);
    }

    private short sample(long sum) {
        int value = (int) (sum >> LAST_SHIFT);
        return (short) (value < 0 ? 0 : Math.min(value, top));
    }
}
