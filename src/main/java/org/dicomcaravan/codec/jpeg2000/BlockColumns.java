package org.dicomcaravan.codec.jpeg2000;

import java.util.Arrays;

/**
 * The coefficients of a code-block, and what is known of them, as coding passes scan them: in stripes of four rows, column
 * by column (D.1). For one code-block after the other, each begun with {@link #load}; not thread-safe.
 *
 * <p>All is kept in words that have three bits for each row of such a column. Passes read and write them as arrays. A column
 * has the same index in each array, since loops over arrays in step are what Java turns into vectors.
 */
final class BlockColumns {

    /** Rows and columns of a code-block at most. */
    static final int SIZE = 64;

    /** Rows of a stripe. */
    static final int ROWS = 4;

    /** From a stripe to the one below: one column more on each side, so that neighbours always exist. */
    static final int STRIDE = SIZE + 2;

    /** Columns in all, with a stripe more above and below. */
    static final int COLUMNS = STRIDE * (SIZE / ROWS + 2);

    /** The lowest of the bits of each coefficient of a column. */
    static final int EACH = 0b001_001_001_001;

    /** Where {@link #near} says of a coefficient whether it is significant. */
    static final int ITSELF_AT = 4;

    /** Where it says whether the coefficient was visited in this bit-plane. */
    static final int VISITED_AT = 18;

    /** Where it says whether the coefficient was refined in any bit-plane. */
    static final int REFINED_AT = 19;

    /**
     * Bit 3r + c of a word says whether the coefficient in row r and column c is significant, of the six rows and three
     * columns that a column and its neighbours cover: the nine bits from 3k on are the neighbourhood of its k-th
     * coefficient, as {@link Contexts} has it. Above these 18 bits is what the passes remember.
     */
    final int[] near = new int[COLUMNS];

    /** Bit 3k is the bit of the k-th coefficient in the plane that is coded. */
    final int[] ones = new int[near.length];

    /** Bit 3r says whether a row of a column is negative, of the six rows that it and its neighbours have. */
    private final int[] negative = new int[near.length];

    /** Magnitudes of columns' first coefficients, of their second ones and so on. */
    final int[][] magnitudes = new int[ROWS][COLUMNS];

    /** By stripe, whether anything in it or next to it may be significant. */
    private final boolean[] touched = new boolean[COLUMNS / STRIDE];

    /** By stripe, bits of its largest magnitude. */
    private final int[] bits = new int[touched.length];

    private int width;
    private int height;

    /** Of the plane that is coded. */
    private int bit;

    /**
     * Takes a rectangle of coefficients, none of which is significant yet.
     *
     * @param from index of its first coefficient
     * @param stride from a coefficient to the one below
     * @return bits of the largest magnitude
     */
    int load(int[] plane, int from, int stride, int columns, int rows) {
        width = columns;
        height = rows;
        Arrays.fill(near, 0);
        Arrays.fill(touched, false);
        for (int[] each : magnitudes) {
            Arrays.fill(each, 0);
        }
        for (int y = 0; y < rows; y++) {
            System.arraycopy(plane, from + y * stride, magnitudes[y % ROWS], first(y), columns);
        }
        splitSigns(magnitudes[0], magnitudes[1], magnitudes[2], magnitudes[3]);
        int most = 0;
        for (int y = 0; y < rows; y += ROWS) {
            int all = 0;
            for (int column = first(y), end = column + width; column < end; column++) {
                all |= ones[column];
            }
            bits[stripe(y)] = Integer.SIZE - Integer.numberOfLeadingZeros(all);
            most = Math.max(most, bits[stripe(y)]);
        }
        return most;
    }

    /** Takes signs out of the coefficients, and leaves all bits of a column in {@link #ones}. */
    private void splitSigns(int[] first, int[] second, int[] third, int[] fourth) {
        int end = end();
        for (int i = 0; i < end; i++) {
            ones[i] = first[i] >>> 31 << 3 | second[i] >>> 31 << 6 | third[i] >>> 31 << 9 | fourth[i] >>> 31 << 12;
        }
        for (int i = STRIDE; i < end; i++) {
            negative[i] = ones[i] | ones[i - STRIDE] >>> 12 | (ones[i + STRIDE] >>> 3 & 1) << 15;
        }
        for (int i = 0; i < end; i++) {
            first[i] = Math.abs(first[i]);
            second[i] = Math.abs(second[i]);
            third[i] = Math.abs(third[i]);
            fourth[i] = Math.abs(fourth[i]);
            ones[i] = first[i] | second[i] | third[i] | fourth[i];
        }
    }

    /** Begins with a bit-plane. */
    void slice(int ofBit) {
        bit = ofBit;
        int[] first = magnitudes[0];
        int[] second = magnitudes[1];
        int[] third = magnitudes[2];
        int[] fourth = magnitudes[3];
        for (int i = 0, end = end(); i < end; i++) {
            ones[i] = first[i] >>> bit & 1
                    | (second[i] >>> bit & 1) << 3
                    | (third[i] >>> bit & 1) << 6
                    | (fourth[i] >>> bit & 1) << 9;
        }
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    private static int stripe(int y) {
        return y / ROWS + 1;
    }

    /** The first column of a row's stripe. */
    static int first(int y) {
        return stripe(y) * STRIDE + 1;
    }

    /** Something in a row's stripe became significant. */
    void touch(int y) {
        Arrays.fill(touched, stripe(y) - 1, stripe(y) + 2, true);
    }

    /** Whether anything in a row's stripe or next to it may be significant. */
    boolean isTouched(int y) {
        return touched[stripe(y)];
    }

    /** Whether all of a row's stripe is nothing but runs of zeros in the plane that is coded. */
    boolean isIdle(int y) {
        return !isTouched(y) && bits[stripe(y)] <= bit && height - y >= ROWS;
    }

    /** Where the stripe below the last one begins. */
    int end() {
        return first(height - 1) - 1 + STRIDE;
    }

    /** The coefficients that a column has from a row on, one bit of {@link #EACH} for each: fewer at the bottom. */
    int rows(int y) {
        return height - y < ROWS ? EACH & (1 << 3 * (height - y)) - 1 : EACH;
    }

    /** Those coefficients of a column that are insignificant and have a significant neighbour. */
    static int reached(int around) {
        int rows = around | around >>> 1 | around >>> 2;
        return (rows | rows >>> 3 | rows >>> 6) & ~(around >>> ITSELF_AT) & EACH;
    }

    /**
     * The decision about a sign (D.3.2).
     *
     * @param row of the coefficient in its column, times three
     * @param around the word of {@link #near} for its column
     */
    byte sign(int column, int row, int around) {
        int neighbours = around >>> row & Contexts.STRAIGHT
                | negative[column] >>> row & 0b001_000_001
                | negative[column - 1] >>> row + 1 & 0b000_000_100
                | negative[column + 1] << 1 >>> row & 0b000_010_000;
        return (byte) (Contexts.SIGNS[neighbours] ^ negative[column] >>> row + 3 & 1);
    }

    /** Tells the neighbours that a coefficient is significant; what its own column has around it then. */
    int becomeSignificant(int column, int row, int around) {
        near[column - 1] |= 1 << row + 5;
        near[column + 1] |= 1 << row + 3;
        if (row == 0) {
            near[column - STRIDE - 1] |= 1 << 17;
            near[column - STRIDE] |= 1 << 16;
            near[column - STRIDE + 1] |= 1 << 15;
        } else if (row == 3 * (ROWS - 1)) {
            near[column + STRIDE - 1] |= 1 << 2;
            near[column + STRIDE] |= 1 << 1;
            near[column + STRIDE + 1] |= 1;
        }
        return around | 1 << row + ITSELF_AT;
    }
}
