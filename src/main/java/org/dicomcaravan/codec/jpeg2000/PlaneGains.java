package org.dicomcaravan.codec.jpeg2000;

import java.util.Arrays;

/**
 * By how much each coding pass of a bit-plane lowers the distortion, the squared error of the coefficients: a decoder takes
 * each for the middle of what it may be (E-6 with r = 1/2). In units of the squared value of the plane's bit.
 *
 * <p>Numbers here are such values with {@link #FRACTION_BITS} more bits, those of the planes below; and above them, a one for
 * each, so that they are counted as they are added up. They are added up column by column in loops that become vectors.
 */
final class PlaneGains {

    /** Bits of a coefficient, below the plane, that are looked at. */
    static final int FRACTION_BITS = 6;

    private static final int ONE = 1 << FRACTION_BITS;

    /** More than all numbers of a code-block together, each less than two. */
    private static final int COUNT = 2 * ONE * BlockColumns.SIZE * BlockColumns.SIZE;

    /** By column, what became significant in the first pass. */
    private final int[] propagated = new int[BlockColumns.COLUMNS];

    /** How far those that were significant before are from the middle between their bit 0 and 1. */
    private final int[] refined = new int[BlockColumns.COLUMNS];

    /** What becomes significant in the third pass. */
    private final int[] cleaned = new int[BlockColumns.COLUMNS];

    private int end;

    /**
     * Looks at a plane between its second and its third pass.
     *
     * @param bit of the plane, {@link #FRACTION_BITS} at least
     */
    void measure(BlockColumns block, int bit) {
        end = block.end();
        Arrays.fill(propagated, 0, end, 0);
        Arrays.fill(refined, 0, end, 0);
        Arrays.fill(cleaned, 0, end, 0);
        for (int row = 0; row < BlockColumns.ROWS; row++) {
            measure(block.near, block.ones, block.magnitudes[row], 3 * row, bit - FRACTION_BITS);
        }
    }

    private void measure(int[] near, int[] ones, int[] magnitudes, int row, int shift) {
        for (int i = 0; i < end; i++) {
            int one = 0 - (ones[i] >>> row & 1);
            int visited = 0 - (near[i] >>> row + BlockColumns.VISITED_AT & 1);
            int itself = 0 - (near[i] >>> row + BlockColumns.ITSELF_AT & 1);
            int value = magnitudes[i] >>> shift & 2 * ONE - 1;
            propagated[i] += (COUNT | value) & one & visited;
            refined[i] += (COUNT | Math.abs(value - ONE)) & itself & ~visited;
            cleaned[i] += (COUNT | value) & one & ~itself;
        }
    }

    /** What the first pass gains. */
    double ofPropagation() {
        return becomingSignificant(propagated);
    }

    /** What the second pass gains: from the middle of two, d away, to the middle of one of them, d - 1/2 away. */
    double ofRefinement() {
        long sum = sum(refined);
        long count = sum / COUNT;
        return (double) (sum % COUNT) / ONE - 0.25 * count;
    }

    /** What the third pass gains. */
    double ofCleanup() {
        return becomingSignificant(cleaned);
    }

    /** From nothing, v away, to 3/2. */
    private double becomingSignificant(int[] columns) {
        long sum = sum(columns);
        long count = sum / COUNT;
        return 3.0 * (sum % COUNT) / ONE - 2.25 * count;
    }

    private long sum(int[] columns) {
        long sum = 0;
        for (int i = 0; i < end; i++) {
            sum += columns[i];
        }
        return sum;
    }
}
