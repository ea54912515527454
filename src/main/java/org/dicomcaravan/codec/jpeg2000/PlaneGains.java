package org.dicomcaravan.codec.jpeg2000;

import java.util.Arrays;

/**
 * By how much each coding pass of a bit-plane lowers the distortion, the squared error of the coefficients: a decoder takes
 * each for the middle of what it may be (E-6 with r = 1/2). In units of the squared value of the plane's bit.
 *
 * <p>Numbers here are such values with bits of a fraction, those of the planes below, so many that what each pass gains adds up:
 * what were rounded off in a high plane would be more than low planes have. Above them is a one for each, so that they are
 * counted as they are added up, column by column in loops that become vectors.
 */
final class PlaneGains {

    /** Bits of a coefficient below the lowest plane. */
    static final int FRACTION_BITS = 6;

    /** Bits of a fraction that are looked at: four numbers of less than two are less than a one for each. */
    private static final int MOST_FRACTION_BITS = 24;

    private static final int COUNT_AT = MOST_FRACTION_BITS + 4;
    private static final int COUNT = 1 << COUNT_AT;

    /** By column, what became significant in the first pass. */
    private final int[] propagated = new int[BlockColumns.COLUMNS];

    /** How far those that were significant before are from the middle between their bit 0 and 1. */
    private final int[] refined = new int[BlockColumns.COLUMNS];

    /** What becomes significant in the third pass. */
    private final int[] cleaned = new int[BlockColumns.COLUMNS];

    /** Bits of magnitudes that count, so that all planes see the same number. */
    private int seen;

    private int end;
    private int fractionBits;

    /**
     * Begins with a code-block.
     *
     * @param bits of its largest magnitude
     */
    void begin(int bits) {
        seen = -1 << Math.max(0, bits - 1 - MOST_FRACTION_BITS);
    }

    /**
     * Looks at a plane between its second and its third pass.
     *
     * @param bit of the plane, {@link #FRACTION_BITS} at least
     */
    void measure(BlockColumns block, int bit) {
        end = block.end();
        fractionBits = Math.min(bit, MOST_FRACTION_BITS);
        Arrays.fill(propagated, 0, end, 0);
        Arrays.fill(refined, 0, end, 0);
        Arrays.fill(cleaned, 0, end, 0);
        for (int row = 0; row < BlockColumns.ROWS; row++) {
            measure(block.near, block.ones, block.magnitudes[row], 3 * row, bit - fractionBits);
        }
    }

    private void measure(int[] near, int[] ones, int[] magnitudes, int row, int shift) {
        int unit = 1 << fractionBits;
        int kept = seen;
        for (int i = 0; i < end; i++) {
            int one = 0 - (ones[i] >>> row & 1);
            int visited = 0 - (near[i] >>> row + BlockColumns.VISITED_AT & 1);
            int itself = 0 - (near[i] >>> row + BlockColumns.ITSELF_AT & 1);
            int value = (magnitudes[i] & kept) >>> shift & 2 * unit - 1;
            propagated[i] += (COUNT | value) & one & visited;
            refined[i] += (COUNT | Math.abs(value - unit)) & itself & ~visited;
            cleaned[i] += (COUNT | value) & one & ~itself;
        }
    }

    /** What the first pass gains. */
    double ofPropagation() {
        return becomingSignificant(propagated);
    }

    /** What the second pass gains: from the middle of two, d away, to the middle of one of them, d - 1/2 away. */
    double ofRefinement() {
        return sum(refined) - 0.25 * count(refined);
    }

    /** What the third pass gains. */
    double ofCleanup() {
        return becomingSignificant(cleaned);
    }

    /** From nothing, v away, to 3/2. */
    private double becomingSignificant(int[] columns) {
        return 3 * sum(columns) - 2.25 * count(columns);
    }

    private double sum(int[] columns) {
        long sum = 0;
        for (int i = 0; i < end; i++) {
            sum += columns[i] & COUNT - 1;
        }
        return Math.scalb((double) sum, -fractionBits);
    }

    private int count(int[] columns) {
        int count = 0;
        for (int i = 0; i < end; i++) {
            count += columns[i] >>> COUNT_AT;
        }
        return count;
    }
}
