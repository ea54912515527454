package org.dicomcaravan.codec.jpeg2000;

/**
 * What the next bits tell of a quad (ITU-T T.814, 7.3.5 and Annex C): entries by context, which is {@link #CONTEXT} bits
 * up, and bits.
 *
 * <p>An entry begins, in its twelve bits of {@link #QUAD}, as {@link HtQuads} has a quad.
 */
final class HtLookup {

    /** Bits of a codeword at most. */
    static final int CONTEXT = HtCodeword.LONGEST;

    static final int BITS = (1 << CONTEXT) - 1;

    static final int QUAD = 0xFFF;

    /** Where an entry has whether the bound is told (u_off). */
    private static final int OFFSET = 12;

    /** Where an entry has what the quad adds to the index of the one at its right. */
    private static final int NEXT = 16;

    /** Where an entry has the codeword's length, up to the highest bits. */
    private static final int LENGTH = 28;

    private static final int[] FIRST_ROW = new int[8 << CONTEXT];
    private static final int[] OTHER_ROWS = new int[8 << CONTEXT];

    static {
        for (HtCodeword word : HtCodeword.all()) {
            int entry = word.length() << LENGTH
                    | toTheRight(word) << CONTEXT + NEXT
                    | (word.offset() ? 1 << OFFSET : 0)
                    | word.significance() << HtQuads.SIGNIFICANCE;
            for (int k = 0; k < 4; k++) {
                int told = (word.significance() >>> k & 1) + (word.known() >>> k & 1) + (word.reaching() >>> k & 1);
                entry |= told << 2 * k;
            }
            for (int bits = word.bits(); bits <= BITS; bits += 1 << word.length()) {
                of(word.first())[word.context() << CONTEXT | bits] = entry;
            }
        }
    }

    private HtLookup() {}

    /** Entries for a block's first row of quads or for the others; not to be changed. */
    static int[] of(boolean firstRow) {
        return firstRow ? FIRST_ROW : OTHER_ROWS;
    }

    /** The length of the codeword. */
    static int length(int entry) {
        return entry >>> LENGTH;
    }

    /** What the quad adds to the index of the one at its right. */
    static int next(int entry) {
        return entry >>> NEXT & 7 << CONTEXT;
    }

    /** Of which of two quads the bound is told: 1 for the left one, plus 2 for the right one. */
    static int told(int left, int right) {
        return left >>> OFFSET & 1 | right >>> OFFSET - 1 & 2;
    }

    /**
     * What a quad adds to the context of the one at its right, c_q: in the first row all of it (formula 1), in others
     * only whether its right coefficients are significant (formula 2).
     */
    private static int toTheRight(HtCodeword word) {
        int rho = word.significance();
        if (word.first()) {
            return rho >>> 1 | rho & 1;
        }
        return rho >= 4 ? 2 : 0;
    }
}
