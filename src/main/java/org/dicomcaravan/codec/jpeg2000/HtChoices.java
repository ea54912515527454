package org.dicomcaravan.codec.jpeg2000;

/**
 * Which codeword tells of a quad with least bits (ITU-T T.814, Annex C), by where it is, its context, which of its
 * coefficients are significant, and which of these have the largest exponent if that is above its prediction.
 *
 * <p>Such an exponent needs not be told by the codeword, but each one it tells saves a bit of the magnitude.
 */
final class HtChoices {

    /** In an entry, the codeword's bits; its {@link #LENGTH}; and the pattern of exponents that are {@link #KNOWN}. */
    static final int WORD = 0x7F;

    static final int LENGTH = 8;
    static final int KNOWN = 12;

    private static final int PATTERNS = 256;

    /** Entries for the first row of quads and for the others; 0 where nothing is written. */
    private static final char[] FIRST_ROW = choices(true);

    private static final char[] OTHER_ROWS = choices(false);

    private HtChoices() {}

    /** Entries by context times 256, significance times 16, and those with the largest exponent. */
    static char[] of(boolean firstRow) {
        return firstRow ? FIRST_ROW : OTHER_ROWS;
    }

    private static char[] choices(boolean first) {
        char[] choices = new char[8 * PATTERNS];
        int[] bits = new int[choices.length];
        for (HtCodeword word : HtCodeword.all()) {
            int needed = word.length() - Integer.bitCount(word.known());
            for (int largest = 0; largest < 16 && word.first() == first; largest++) {
                int at = word.context() * PATTERNS + word.significance() * 16 + largest;
                if (tells(word, largest) && (choices[at] == 0 || needed < bits[at])) {
                    bits[at] = needed;
                    choices[at] = (char) (word.bits() | word.length() << LENGTH | word.known() << KNOWN);
                }
            }
        }
        return choices;
    }

    private static boolean tells(HtCodeword word, int largest) {
        return (largest & ~word.significance()) == 0
                && word.offset() == (largest != 0)
                && (largest & word.known()) == word.reaching();
    }
}
