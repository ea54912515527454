package org.dicomcaravan.codec.jpeg2000;

/**
 * Decodes which coefficients of a code-block's quads are not zero, and what is known of their exponents (ITU-T T.814,
 * 7.3.3 to 7.3.6). A quad is two by two coefficients, and each row of quads is decoded in pairs of them. Not
 * thread-safe; reused for one block after the other.
 *
 * <p>A quad is one number here: the pattern of what is significant, rho, in its lowest four bits; the pattern of which
 * exponents reach the bound, e^1, from bit {@link #REACHING} on; of which it is known, e^k, from bit {@link #KNOWN} on;
 * and how far the bound is above its prediction, u, from bit {@link #ABOVE} on.
 */
final class HtQuads {

    static final int REACHING = 4;
    static final int KNOWN = 8;
    static final int ABOVE = 16;

    private static final int PATTERNS = 0xFFF;

    /** In an entry of the tables: whether u is told (u_off). */
    private static final int OFFSET = 1 << 12;

    /** In an entry of the tables: what it means for the index of the quad to the right, and the codeword's length. */
    private static final int NEXT = 16;

    private static final int LENGTH = 28;

    private static final int LOOKED_UP = HtCodeword.LONGEST;
    private static final int WORD = (1 << LOOKED_UP) - 1;

    /** Bits that a pair of quads takes at most. */
    private static final int BITS_OF_PAIR = 2 * LOOKED_UP + 16;

    /** Pairs of quads in the longest row, and quads of a block with two more in each row. */
    private static final int PAIRS = 256;

    private static final int QUADS = 4096;

    /** Entries for the first row of quads and for the others, by context and the next bits. */
    private static final int[] FIRST_ROW = new int[8 << LOOKED_UP];

    private static final int[] OTHER_ROWS = new int[8 << LOOKED_UP];

    static {
        for (HtCodeword word : HtCodeword.all()) {
            int entry = word.length() << LENGTH
                    | next(word) << LOOKED_UP + NEXT
                    | (word.offset() ? OFFSET : 0)
                    | word.known() << KNOWN
                    | word.reaching() << REACHING
                    | word.significance();
            int[] table = word.first() ? FIRST_ROW : OTHER_ROWS;
            for (int bits = word.bits(); bits <= WORD; bits += 1 << word.length()) {
                table[word.context() << LOOKED_UP | bits] = entry;
            }
        }
    }

    private final HtMelReader events = new HtMelReader();
    private final HtBits codewords = new HtBits(HtBlockDecoder.LONGEST_SUFFIX, PAIRS * BITS_OF_PAIR / Byte.SIZE);
    private final int[] quads = new int[QUADS];

    private int columns;
    private int position;

    /** Zero events before the next one; -1 where that is not read yet. */
    private int zeros;

    /**
     * What a quad adds to the context of the one at its right, c_q: in the first row all of it (formula 1), in others
     * only whether its right coefficients are significant (formula 2).
     */
    private static int next(HtCodeword word) {
        int rho = word.significance();
        if (word.first()) {
            return rho >>> 1 | rho & 1;
        }
        return rho >= 4 ? 2 : 0;
    }

    /** The quads, of which row {@code y} begins at index {@code y} times the stride; not to be changed. */
    int[] quads() {
        return quads;
    }

    /** From a quad to the one below: after a row there are two of zeros. */
    int stride() {
        return columns + 2;
    }

    /** Decodes all quads of a block from the last {@code length} bytes of its cleanup segment. */
    void decode(byte[] data, int from, int length, int quadColumns, int quadRows) {
        columns = quadColumns;
        position = 0;
        zeros = -1;
        int ahead = (columns + 1) / 2 * BITS_OF_PAIR;
        events.begin(data, from, length);
        codewords.codewords(data, from, length, ahead);
        decodeFirstRow();
        for (int row = 1; row < quadRows; row++) {
            position = Math.min(position, codewords.end()); // so that no more than what is ahead is ever read
            decodeRow(row * stride());
        }
    }

    private void decodeFirstRow() {
        byte[] bytes = codewords.bytes();
        int context = 0;
        for (int q = 0; q < columns; q += 2) {
            long bits = HtBits.at(bytes, position);
            int left = FIRST_ROW[context | (int) bits & WORD];
            if (context == 0 && !event()) {
                left = 0;
            }
            bits >>>= left >>> LENGTH;
            position += left >>> LENGTH;
            context = left >>> NEXT & ~WORD & 0x3FF;
            int right = 0;
            if (q + 1 < columns) {
                right = FIRST_ROW[context | (int) bits & WORD];
                if (context == 0 && !event()) {
                    right = 0;
                }
                bits >>>= right >>> LENGTH;
                position += right >>> LENGTH;
                context = right >>> NEXT & ~WORD & 0x3FF;
            }
            int mode = (left & OFFSET) / OFFSET + (right & OFFSET) / (OFFSET / 2);
            if (mode == 3) {
                mode = event() ? HtUvlc.BOTH_LARGE : HtUvlc.NOT_BOTH_LARGE;
            }
            finish(q, left, right, mode, (int) bits);
        }
        quads[columns] = 0;
        quads[columns + 1] = 0;
    }

    private void finish(int q, int left, int right, int mode, int bits) {
        int above = mode == 0 ? 0 : HtUvlc.decode(mode, bits);
        position += above & HtUvlc.LENGTH;
        quads[q] = left & PATTERNS | (above >>> HtUvlc.FIRST & 0xFF) << ABOVE;
        quads[q + 1] = right & PATTERNS | above >>> HtUvlc.SECOND << ABOVE;
    }

    private boolean event() {
        if (zeros < 0) {
            zeros = events.zeros(2 * QUADS);
        }
        return --zeros < 0;
    }

    /** A row below another one. What of that is next to a quad gives its context, too (formula 2). */
    private void decodeRow(int from) {
        byte[] bytes = codewords.bytes();
        int[] all = quads;
        int count = columns;
        int up = from - count - 2;
        int at = position;
        int west = 0;
        int northWest = 0;
        for (int q = 0; q < count; q += 2) {
            int north = all[up + q];
            int northEast = all[up + q + 1];
            int context = west | (north & 2 | northWest >>> 2 & 2) << 6 | (north & 8 | (northEast & 2) << 2) << 6;
            long bits = HtBits.at(bytes, at);
            int left = OTHER_ROWS[context | (int) bits & WORD];
            if (context == 0 && !event()) {
                left = 0;
            }
            bits >>>= left >>> LENGTH;
            at += left >>> LENGTH;
            west = left >>> NEXT & 0x100;
            int right = 0;
            if (q + 1 < count) {
                int farEast = all[up + q + 2];
                context = west | (northEast & 2 | north >>> 2 & 2) << 6 | (northEast & 8 | (farEast & 2) << 2) << 6;
                right = OTHER_ROWS[context | (int) bits & WORD];
                if (context == 0 && !event()) {
                    right = 0;
                }
                bits >>>= right >>> LENGTH;
                at += right >>> LENGTH;
                west = right >>> NEXT & 0x100;
            }
            northWest = northEast;
            int mode = (left & OFFSET) >>> 4 | (right & OFFSET) >>> 3;
            int above = HtUvlc.TABLE[mode | (int) bits & 0xFF];
            if (above == 0 && mode != 0) {
                above = HtUvlc.decode(mode >>> HtUvlc.LOOKED_UP, (int) bits);
            }
            at += above & HtUvlc.LENGTH;
            all[from + q] = left & PATTERNS | above & 0xFF0000;
            all[from + q + 1] = right & PATTERNS | above >>> 8 & 0xFF0000;
        }
        all[from + count] = 0;
        all[from + count + 1] = 0;
        position = at;
    }
}
