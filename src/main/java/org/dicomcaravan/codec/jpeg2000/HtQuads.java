package org.dicomcaravan.codec.jpeg2000;

/**
 * Decodes which coefficients of a code-block's quads are not zero, and what is known of their exponents (ITU-T T.814,
 * 7.3.3 to 7.3.6). A quad is two by two coefficients, and each row of quads is decoded in pairs of them. Not
 * thread-safe; reused for one block after the other.
 *
 * <p>A quad is one number here. Its lowest byte has what is known of each coefficient in two bits, the upper left one
 * lowest, then that below it: 0 if it is zero, 1 if it isn't, and if it is known whether its exponent reaches the quad's
 * bound (e^k), 2 if not and 3 if it does (e^1). From bit {@link #SIGNIFICANCE} on are four bits for which coefficients
 * are not zero, rho, and from bit {@link #ABOVE} on how far the bound is above its prediction, u.
 */
final class HtQuads {

    static final int SIGNIFICANCE = 8;
    static final int ABOVE = 16;

    private static final int[] FIRST_ROW = HtLookup.of(true);
    private static final int[] OTHER_ROWS = HtLookup.of(false);

    /** Bits that a pair of quads takes at most. */
    private static final int BITS_OF_PAIR = 2 * HtCodeword.LONGEST + 16;

    /** Pairs of quads in the longest row, and quads of a block with two more in each row. */
    private static final int PAIRS = 256;

    private static final int QUADS = 4096;

    private final HtMelReader events = new HtMelReader();
    private final HtBits codewords = new HtBits(HtBlockDecoder.LONGEST_SUFFIX, PAIRS * BITS_OF_PAIR / Byte.SIZE);
    private final int[] quads = new int[QUADS];

    /** By column, what the row above adds to a quad's context. */
    private final int[] contexts = new int[2 * PAIRS];

    private int columns;
    private int position;

    /** Zero events before the next one; -1 where that is not read yet. */
    private int zeros;

    /** How many events there can be: one for each quad, and in the first row for each pair. */
    private int most;

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
        most = columns * (quadRows + 1);
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
            int left = FIRST_ROW[context | (int) bits & HtLookup.BITS];
            if (context == 0 && !event()) {
                left = 0;
            }
            bits >>>= HtLookup.length(left);
            position += HtLookup.length(left);
            context = HtLookup.next(left);
            int right = 0;
            if (q + 1 < columns) {
                right = FIRST_ROW[context | (int) bits & HtLookup.BITS];
                if (context == 0 && !event()) {
                    right = 0;
                }
                bits >>>= HtLookup.length(right);
                position += HtLookup.length(right);
                context = HtLookup.next(right);
            }
            int mode = HtLookup.told(left, right);
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
        quads[q] = left & HtLookup.QUAD | (above >>> HtUvlc.FIRST & 0xFF) << ABOVE;
        quads[q + 1] = right & HtLookup.QUAD | above >>> HtUvlc.SECOND << ABOVE;
    }

    private boolean event() {
        if (zeros < 0) {
            zeros = events.zeros(most);
        }
        return --zeros < 0;
    }

    /** A row below another one. What of that is next to a quad gives its context, too (formula 2). */
    private void decodeRow(int from) {
        byte[] bytes = codewords.bytes();
        int[] all = quads;
        int[] near = contexts;
        int count = columns;
        gather(from - stride());
        int at = position;
        int west = 0;
        for (int q = 0; q < count; q += 2) {
            int context = west | near[q];
            long bits = HtBits.at(bytes, at);
            int left = OTHER_ROWS[context | (int) bits & HtLookup.BITS];
            if (context == 0 && !event()) {
                left = 0;
            }
            bits >>>= HtLookup.length(left);
            at += HtLookup.length(left);
            west = HtLookup.next(left);
            int right = 0;
            if (q + 1 < count) {
                context = west | near[q + 1];
                right = OTHER_ROWS[context | (int) bits & HtLookup.BITS];
                if (context == 0 && !event()) {
                    right = 0;
                }
                bits >>>= HtLookup.length(right);
                at += HtLookup.length(right);
                west = HtLookup.next(right);
            }
            int mode = HtLookup.told(left, right);
            int above = HtUvlc.TABLE[mode << HtUvlc.LOOKED_UP | (int) bits & 0xFF];
            if (above == 0 && mode != 0) {
                above = HtUvlc.decode(mode, (int) bits);
            }
            at += above & HtUvlc.LENGTH;
            all[from + q] = left & HtLookup.QUAD | (above >>> HtUvlc.FIRST & 0xFF) << ABOVE;
            all[from + q + 1] = right & HtLookup.QUAD | above >>> HtUvlc.SECOND << ABOVE;
        }
        all[from + count] = 0;
        all[from + count + 1] = 0;
        position = at;
    }

    /** By quad, what the row above it adds to its context: whether a lower coefficient there is significant. */
    private void gather(int above) {
        int[] all = quads;
        int[] near = contexts;
        int left = all[above] >>> 9 & 1;
        for (int q = 0; q < columns; q++) {
            int right = (all[above + q] >>> 11 | all[above + q + 1] >>> 9) & 1;
            near[q] = left << HtLookup.CONTEXT | right << HtLookup.CONTEXT + 2;
            left = right;
        }
    }
}
