package org.dicomcaravan.codec.jpeg2000;

/**
 * The probability states of the MQ coder (Table C.2). A state here is the table's index times two, plus the more
 * probable symbol, so that one lookup answers both.
 */
final class MqStates {

    /** The probability of the less probable symbol, Qe, by state. */
    static final int[] PROBABILITY;

    /** The state after the more probable symbol, where the interval was renormalised. */
    static final int[] AFTER_MORE_PROBABLE;

    /** The state after the less probable symbol. */
    static final int[] AFTER_LESS_PROBABLE;

    /**
     * All of that in a word, so that a coder's contexts can be such words: the probability in the upper half, the state after
     * the less probable symbol from bit 8 on, that after the more probable one from bit 1 on, and the latter symbol in bit 0.
     */
    static final int[] WORDS;

    /** How far up the probability is in a word. */
    static final int PROBABILITY_AT = 16;

    /** Bits of a state's number, in a word. */
    static final int NUMBER_BITS = 7;

    /** Qe, NMPS, NLPS, SWITCH of the rows of Table C.2. */
    private static final int[][] TABLE = {
        {0x5601, 1, 1, 1}, {0x3401, 2, 6, 0}, {0x1801, 3, 9, 0}, {0x0AC1, 4, 12, 0},
        {0x0521, 5, 29, 0}, {0x0221, 38, 33, 0}, {0x5601, 7, 6, 1}, {0x5401, 8, 14, 0},
        {0x4801, 9, 14, 0}, {0x3801, 10, 14, 0}, {0x3001, 11, 17, 0}, {0x2401, 12, 18, 0},
        {0x1C01, 13, 20, 0}, {0x1601, 29, 21, 0}, {0x5601, 15, 14, 1}, {0x5401, 16, 14, 0},
        {0x5101, 17, 15, 0}, {0x4801, 18, 16, 0}, {0x3801, 19, 17, 0}, {0x3401, 20, 18, 0},
        {0x3001, 21, 19, 0}, {0x2801, 22, 19, 0}, {0x2401, 23, 20, 0}, {0x2201, 24, 21, 0},
        {0x1C01, 25, 22, 0}, {0x1801, 26, 23, 0}, {0x1601, 27, 24, 0}, {0x1401, 28, 25, 0},
        {0x1201, 29, 26, 0}, {0x1101, 30, 27, 0}, {0x0AC1, 31, 28, 0}, {0x09C1, 32, 29, 0},
        {0x08A1, 33, 30, 0}, {0x0521, 34, 31, 0}, {0x0441, 35, 32, 0}, {0x02A1, 36, 33, 0},
        {0x0221, 37, 34, 0}, {0x0141, 38, 35, 0}, {0x0111, 39, 36, 0}, {0x0085, 40, 37, 0},
        {0x0049, 41, 38, 0}, {0x0025, 42, 39, 0}, {0x0015, 43, 40, 0}, {0x0009, 44, 41, 0},
        {0x0005, 45, 42, 0}, {0x0001, 45, 43, 0}, {0x5601, 46, 46, 0},
    };

    static {
        int states = 2 * TABLE.length;
        PROBABILITY = new int[states];
        AFTER_MORE_PROBABLE = new int[states];
        AFTER_LESS_PROBABLE = new int[states];
        WORDS = new int[1 << NUMBER_BITS]; // so that a number never needs a check
        for (int state = 0; state < states; state++) {
            int[] row = TABLE[state / 2];
            int symbol = state % 2;
            PROBABILITY[state] = row[0];
            AFTER_MORE_PROBABLE[state] = 2 * row[1] + symbol;
            AFTER_LESS_PROBABLE[state] = 2 * row[2] + (symbol ^ row[3]);
            WORDS[state] = PROBABILITY[state] << PROBABILITY_AT
                    | AFTER_LESS_PROBABLE[state] << NUMBER_BITS + 1
                    | AFTER_MORE_PROBABLE[state] << 1
                    | symbol;
        }
    }

    private MqStates() {}

    /** The state of a row of Table C.2 with 0 as the more probable symbol. */
    static int ofRow(int index) {
        return 2 * index;
    }
}
