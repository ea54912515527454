package org.dicomcaravan.codec.jpeg2000;

/**
 * The three coding passes of a bit-plane (D.3). Each only lists its decisions, which the coder then has all at once. Not
 * thread-safe.
 *
 * <p>What is to be coded of a column is nothing that a processor can guess, so where it can be done without a branch, a
 * decision is written for each coefficient, and counted if it was one.
 */
final class CodingPasses {

    /** Decisions of a column at most: where its run ends, each coefficient and each sign. */
    private static final int MOST_DECISIONS = 10;

    private static final int NEIGHBOURHOOD = Contexts.NEIGHBOURS | Contexts.ITSELF;

    private static final byte RUN = MqEncoder.decision(Contexts.RUN_LENGTH, 0);
    private static final byte RUN_ENDS = MqEncoder.decision(Contexts.RUN_LENGTH, 1);
    private static final byte EVEN = MqEncoder.decision(Contexts.UNIFORM, 0);

    private final BlockColumns block;
    private final byte[] decisions =
            new byte[MOST_DECISIONS * BlockColumns.SIZE * BlockColumns.SIZE / BlockColumns.ROWS + BlockColumns.ROWS];

    /** By column, the coefficients that are refined. */
    private final int[] open = new int[BlockColumns.COLUMNS];
    /** By column, decisions about four coefficients, a byte for each. */
    private final int[] refinements = new int[BlockColumns.COLUMNS];

    /** By neighbourhood, the contexts for becoming significant. */
    private byte[] contexts = Contexts.significance(Orientation.LL);

    CodingPasses(BlockColumns block) {
        this.block = block;
    }

    /** Begins with a code-block, which is loaded. */
    void begin(Orientation orientation) {
        contexts = Contexts.significance(orientation);
    }

    /** The decisions of a pass; the next one overwrites them. */
    byte[] decisions() {
        return decisions;
    }

    /** Bits of insignificant coefficients with significant neighbours (D.3.1); the number of decisions. */
    int propagateSignificance() {
        int count = 0;
        for (int y = 0; y < block.height(); y += BlockColumns.ROWS) {
            if (!block.isTouched(y)) {
                continue;
            }
            int becoming = 0;
            int rows = block.rows(y);
            for (int column = BlockColumns.first(y), end = column + block.width(); column < end; column++) {
                int around = block.near[column];
                if (around == 0) {
                    continue;
                }
                int bits = block.ones[column];
                int open = BlockColumns.reached(around) & rows;
                becoming |= open & bits;
                if ((open & bits) == 0) {
                    count = listZeros(around, open, count);
                    block.near[column] = around | open << BlockColumns.VISITED_AT;
                    continue;
                }
                while (open != 0) {
                    int row = Integer.numberOfTrailingZeros(open);
                    int bit = bits >>> row & 1;
                    decisions[count++] = MqEncoder.decision(contexts[around >>> row & NEIGHBOURHOOD], bit);
                    around |= 1 << BlockColumns.VISITED_AT + row;
                    open &= open - 1;
                    if (bit != 0) {
                        decisions[count++] = block.sign(column, row, around);
                        around = block.becomeSignificant(column, row, around);
                        open = BlockColumns.reached(around) & rows & -2 << row; // those below, one of which may be new
                    }
                }
                block.near[column] = around;
            }
            if (becoming != 0) {
                block.touch(y);
            }
        }
        return count;
    }

    /** Lists coefficients that stay insignificant; how many decisions there are then. */
    private int listZeros(int around, int open, int count) {
        int second = count + (open & 1);
        int third = second + (open >>> 3 & 1);
        int fourth = third + (open >>> 6 & 1);
        decisions[count] = MqEncoder.decision(contexts[around & NEIGHBOURHOOD], 0);
        decisions[second] = MqEncoder.decision(contexts[around >>> 3 & NEIGHBOURHOOD], 0);
        decisions[third] = MqEncoder.decision(contexts[around >>> 6 & NEIGHBOURHOOD], 0);
        decisions[fourth] = MqEncoder.decision(contexts[around >>> 9 & NEIGHBOURHOOD], 0);
        return fourth + (open >>> 9);
    }

    /** Bits of coefficients that became significant in a higher plane (D.3.3); the number of decisions. */
    int refineMagnitudes() {
        refine(block.near, block.ones, block.end());
        int count = 0;
        for (int y = 0; y < block.height(); y += BlockColumns.ROWS) {
            if (!block.isTouched(y)) {
                continue;
            }
            for (int column = BlockColumns.first(y), end = column + block.width(); column < end; column++) {
                int these = open[column];
                if (these == 0) {
                    continue;
                }
                int four = refinements[column];
                int second = count + (these & 1);
                int third = second + (these >>> 3 & 1);
                int fourth = third + (these >>> 6 & 1);
                decisions[count] = (byte) four;
                decisions[second] = (byte) (four >>> 8);
                decisions[third] = (byte) (four >>> 16);
                decisions[fourth] = (byte) (four >>> 24);
                count = fourth + (these >>> 9);
            }
        }
        return count;
    }

    /** Finds what there is to refine, and all decisions about it, in loops that become vectors. */
    private void refine(int[] near, int[] ones, int end) {
        for (int i = 0; i < end; i++) {
            open[i] = near[i] >>> BlockColumns.ITSELF_AT & ~(near[i] >>> BlockColumns.VISITED_AT) & BlockColumns.EACH;
        }
        for (int i = 0; i < end; i++) {
            refinements[i] = refinement(near[i]) | ones[i] & 1;
        }
        for (int i = 0; i < end; i++) {
            refinements[i] |= (refinement(near[i] >>> 3) | ones[i] >>> 3 & 1) << 8;
        }
        for (int i = 0; i < end; i++) {
            refinements[i] |= (refinement(near[i] >>> 6) | ones[i] >>> 6 & 1) << 16;
        }
        for (int i = 0; i < end; i++) {
            refinements[i] |= (refinement(near[i] >>> 9) | ones[i] >>> 9) << 24;
        }
        for (int i = 0; i < end; i++) {
            near[i] |= open[i] << BlockColumns.REFINED_AT;
        }
    }

    /** The context of a further bit, as {@link Contexts#refinement} says it, and that bit 0. */
    private static int refinement(int around) {
        int fresh = ~(around >>> BlockColumns.REFINED_AT) & 1;
        int neighbours = 0 - (around & Contexts.NEIGHBOURS) >>> 31;
        return Contexts.REFINED - (fresh << 1) + (fresh & neighbours) << 1;
    }

    /**
     * All bits that are left, whole columns of them at once where nothing around is significant (D.3.4); the number of
     * decisions.
     */
    int cleanup() {
        int count = 0;
        for (int y = 0; y < block.height(); y += BlockColumns.ROWS) {
            if (block.isIdle(y)) {
                count = listRuns(block.width(), count);
                continue;
            }
            int rows = block.rows(y);
            int idle = 0;
            boolean more = false;
            for (int column = BlockColumns.first(y), end = column + block.width(); column < end; column++) {
                int around = block.near[column];
                int bits = block.ones[column];
                int open = ~(around >>> BlockColumns.ITSELF_AT | around >>> BlockColumns.VISITED_AT) & rows;
                if (around == 0 && rows == BlockColumns.EACH) {
                    if (bits == 0) {
                        idle++;
                        continue;
                    }
                    count = listRuns(idle, count);
                    idle = 0;
                    int row = Integer.numberOfTrailingZeros(bits);
                    decisions[count++] = RUN_ENDS;
                    decisions[count++] = (byte) (EVEN | (row >= 6 ? 1 : 0));
                    decisions[count++] = (byte) (EVEN | row & 1); // of 0, 3, 6 and 9
                    decisions[count++] = block.sign(column, row, around);
                    around = block.becomeSignificant(column, row, around);
                    open &= -2 << row;
                    more = true;
                } else if (idle > 0) {
                    count = listRuns(idle, count);
                    idle = 0;
                }
                while (open != 0) {
                    int row = Integer.numberOfTrailingZeros(open);
                    int bit = bits >>> row & 1;
                    decisions[count++] = MqEncoder.decision(contexts[around >>> row & NEIGHBOURHOOD], bit);
                    open &= open - 1;
                    if (bit != 0) {
                        more = true;
                        decisions[count++] = block.sign(column, row, around);
                        around = block.becomeSignificant(column, row, around);
                    }
                }
                block.near[column] = around & ~(BlockColumns.EACH << BlockColumns.VISITED_AT);
            }
            count = listRuns(idle, count);
            if (more) {
                block.touch(y);
            }
        }
        return count;
    }

    /** Lists columns that are nothing but a run of zeros; how many decisions there are then. */
    private int listRuns(int columns, int count) {
        decisions[count] = RUN;
        decisions[count + 1] = (byte) (1 - columns);
        return count + Math.min(columns, 2);
    }
}
