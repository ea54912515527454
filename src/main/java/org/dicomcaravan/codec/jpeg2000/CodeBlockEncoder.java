package org.dicomcaravan.codec.jpeg2000;

import java.util.Arrays;

/**
 * Codes the coefficients of one code-block after the other, bit-plane by bit-plane (Annex D). Not thread-safe.
 *
 * <p>Coefficients are scanned in stripes of four rows, column by column (D.1), so everything here is kept by such a
 * column: its four coefficients side by side, and in one word of {@code near} which coefficients are significant in the
 * six rows and three columns that it and its neighbours cover (row r and column c of those at bit 3r + c). The nine bits
 * from 3k on are the neighbourhood of its k-th coefficient, as {@link Contexts} has it.
 */
final class CodeBlockEncoder {

    /** Rows and columns of a code-block at most. */
    static final int SIZE = 64;

    private static final int ROWS = 4;

    /** Columns of a stripe in the state arrays: one more on each side, so that neighbours always exist. */
    private static final int STRIDE = SIZE + 2;

    private static final int ANY_ITSELF = Contexts.ITSELF * 0b001_001_001_001;
    private static final int REFINED = 1 << ROWS;
    private static final int VISITED = REFINED - 1;

    private final MqEncoder coder;
    private final int[] initialStates = Contexts.initialStates();

    /** Sign in the highest bit, and magnitude. */
    private final int[] coefficients = new int[SIZE * SIZE];

    private final int[] near = new int[STRIDE * (SIZE / ROWS + 2)];

    /** Which of a column's six rows are significant and negative. */
    private final int[] negative = new int[near.length];

    /** Of a column's coefficients, those visited in this bit-plane (bits 0 to 3), and those refined (bits 4 to 7). */
    private final int[] passed = new int[near.length];

    private byte[] contexts = Contexts.significance(Orientation.LL);
    private int width;
    private int height;

    CodeBlockEncoder() {
        this.coder = new MqEncoder(initialStates.length);
    }

    /**
     * Codes a rectangle of coefficients.
     *
     * @param from index of its first coefficient
     * @param stride from a coefficient to the one below
     */
    CodeBlock encode(int[] plane, int from, int stride, int columns, int rows, Orientation orientation) {
        width = columns;
        height = rows;
        int planes = load(plane, from, stride);
        if (planes == 0) {
            return CodeBlock.ZERO;
        }
        contexts = Contexts.significance(orientation);
        Arrays.fill(near, 0);
        Arrays.fill(negative, 0);
        Arrays.fill(passed, 0);
        coder.begin(initialStates);
        cleanup(planes - 1);
        for (int bit = planes - 2; bit >= 0; bit--) {
            propagateSignificance(bit);
            refineMagnitudes(bit);
            cleanup(bit);
        }
        return new CodeBlock(planes, coder.end());
    }

    private int load(int[] plane, int from, int stride) {
        int all = 0;
        for (int y = 0; y < height; y++) {
            int to = y / ROWS * ROWS * width + y % ROWS;
            int at = from + y * stride;
            for (int x = 0; x < width; x++, at++, to += ROWS) {
                int value = plane[at];
                int magnitude = Math.abs(value);
                all |= magnitude;
                coefficients[to] = magnitude | (value & Integer.MIN_VALUE);
            }
        }
        return Integer.SIZE - Integer.numberOfLeadingZeros(all);
    }

    /** Bits of insignificant coefficients with significant neighbours (D.3.1). */
    private void propagateSignificance(int bit) {
        for (int top = 0; top < height; top += ROWS) {
            int rows = Math.min(ROWS, height - top);
            int at = top * width;
            int column = (top / ROWS + 1) * STRIDE + 1;
            for (int end = column + width; column < end; column++, at += ROWS) {
                if (near[column] == 0) {
                    continue;
                }
                for (int row = 0; row < rows; row++) {
                    int around = near[column] >>> (3 * row);
                    if ((around & Contexts.ITSELF) == 0 && (around & Contexts.NEIGHBOURS) != 0) {
                        code(column, row, coefficients[at + row], bit);
                        passed[column] |= 1 << row;
                    }
                }
            }
        }
    }

    /** Bits of coefficients that became significant in a higher plane (D.3.3). */
    private void refineMagnitudes(int bit) {
        for (int top = 0; top < height; top += ROWS) {
            int rows = Math.min(ROWS, height - top);
            int at = top * width;
            int column = (top / ROWS + 1) * STRIDE + 1;
            for (int end = column + width; column < end; column++, at += ROWS) {
                if ((near[column] & ANY_ITSELF) == 0) {
                    continue;
                }
                for (int row = 0; row < rows; row++) {
                    int around = near[column] >>> (3 * row);
                    if ((around & Contexts.ITSELF) != 0 && (passed[column] & (1 << row)) == 0) {
                        boolean first = (passed[column] & (REFINED << row)) == 0;
                        int context = Contexts.refinement(first, (around & Contexts.NEIGHBOURS) != 0);
                        coder.encode(context, coefficients[at + row] >>> bit & 1);
                        passed[column] |= REFINED << row;
                    }
                }
            }
        }
    }

    /** All bits that are left, whole columns of them at once where nothing around is significant (D.3.4). */
    private void cleanup(int bit) {
        for (int top = 0; top < height; top += ROWS) {
            int rows = Math.min(ROWS, height - top);
            int at = top * width;
            int column = (top / ROWS + 1) * STRIDE + 1;
            for (int end = column + width; column < end; column++, at += ROWS) {
                int row = rows == ROWS && near[column] == 0 ? skipZeros(column, at, bit) : 0;
                for (; row < rows; row++) {
                    if ((near[column] >>> (3 * row) & Contexts.ITSELF) == 0 && (passed[column] & (1 << row)) == 0) {
                        code(column, row, coefficients[at + row], bit);
                    }
                }
                passed[column] &= ~VISITED;
            }
        }
    }

    /** Codes the length of a run of zeros and, if it ends in the column, the coefficient there; the row to go on with. */
    private int skipZeros(int column, int at, int bit) {
        int run = 0;
        while (run < ROWS && (coefficients[at + run] >>> bit & 1) == 0) {
            run++;
        }
        if (run == ROWS) {
            coder.encode(Contexts.RUN_LENGTH, 0);
            return ROWS;
        }
        coder.encode(Contexts.RUN_LENGTH, 1);
        coder.encode(Contexts.UNIFORM, run >>> 1);
        coder.encode(Contexts.UNIFORM, run & 1);
        becomeSignificant(column, run, coefficients[at + run] >>> 31);
        return run + 1;
    }

    /** Codes whether a coefficient becomes significant and, if so, its sign. */
    private void code(int column, int row, int coefficient, int bit) {
        int value = coefficient >>> bit & 1;
        coder.encode(contexts[near[column] >>> (3 * row) & 0x1FF], value);
        if (value == 1) {
            becomeSignificant(column, row, coefficient >>> 31);
        }
    }

    /** Codes a sign (D.3.2), and tells the neighbours. */
    private void becomeSignificant(int column, int row, int sign) {
        int around = near[column] >>> (3 * row);
        int horizontal = contribution(around >>> 3, negative[column - 1] >>> (row + 1))
                + contribution(around >>> 5, negative[column + 1] >>> (row + 1));
        int vertical = contribution(around >>> 1, negative[column] >>> row)
                + contribution(around >>> 7, negative[column] >>> (row + 2));
        int context = Contexts.sign(Integer.signum(horizontal), Integer.signum(vertical));
        if (context < 0) {
            coder.encode(~context, sign ^ 1);
        } else {
            coder.encode(context, sign);
        }
        mark(column, row + 1, sign);
        if (row == 0) {
            mark(column - STRIDE, ROWS + 1, sign);
        } else if (row == ROWS - 1) {
            mark(column + STRIDE, 0, sign);
        }
    }

    /** What one neighbour adds to a sign's context: nothing, +1, or -1 where it is negative. */
    private static int contribution(int significant, int negative) {
        return (significant & 1) - 2 * (significant & negative & 1);
    }

    /** Sets a coefficient significant where a stripe sees it as row 0 to 5, for its own column and both beside. */
    private void mark(int column, int row, int sign) {
        near[column - 1] |= 4 << (3 * row);
        near[column] |= 2 << (3 * row);
        near[column + 1] |= 1 << (3 * row);
        negative[column] |= sign << row;
    }
}
