package org.dicomcaravan.codec.jpeglossless;

import java.util.Arrays;
import org.dicomcaravan.dicom.DicomException;

/**
 * A Huffman table for decoding (ISO/IEC 10918-1 Annex C and F.2.2.3): a look at the next bits gives the whole
 * difference where code and difference fit into them, else the code alone; longer codes are searched. Immutable.
 *
 * <p>An entry of {@link #lookup} has the number of bits in its low five bits, and above {@link #DIFFERENCE} the
 * difference. Where these five are 0, the next five have the length of the code alone and the next five its category;
 * all 0 where the code is longer than the look, or none.
 */
final class DecodingTable {

    /** Bits of a look: a table of 4,096 entries stays in the first cache. */
    static final int LOOK = 12;

    static final int DIFFERENCE = 15;

    private static final int LONGEST = 16;
    private static final int MOST_SYMBOLS = 256;

    final int[] lookup = new int[1 << LOOK];
    private final byte[] symbols;
    private final int[] firstCode = new int[LONGEST + 1];
    private final int[] endCode = new int[LONGEST + 1];
    private final int[] firstSymbol = new int[LONGEST + 1];
    private final boolean bitsAfter16;

    /**
     * Reads the lengths and symbols of a DHT segment (B.2.4.2).
     *
     * @param at where the sixteen counts start
     * @param to where the segment ends
     * @param bitsAfter16 whether sixteen bits follow category 16, as some wrong encoders have it
     */
    DecodingTable(byte[] bytes, int at, int to, boolean bitsAfter16) throws DicomException {
        int count = symbols(bytes, at, to);
        this.symbols = Arrays.copyOfRange(bytes, at + LONGEST, at + LONGEST + count);
        this.bitsAfter16 = bitsAfter16;
        int code = 0;
        int symbol = 0;
        for (int length = 1; length <= LONGEST; length++) {
            int codes = bytes[at + length - 1] & 0xFF;
            firstCode[length] = code;
            firstSymbol[length] = symbol;
            endCode[length] = code + codes;
            if (endCode[length] > 1 << length) {
                throw DicomException.invalid("a JPEG Huffman table with too many codes of %d bits".formatted(length));
            }
            for (int i = 0; i < codes && length <= LOOK; i++) {
                fill(code + i, length, symbols[symbol + i] & 0xFF);
            }
            symbol += codes;
            code = endCode[length] << 1;
        }
    }

    /** How many symbols the table has; its bytes take sixteen more. */
    static int symbols(byte[] bytes, int at, int to) throws DicomException {
        int count = 0;
        for (int i = at; i < Math.min(to, at + LONGEST); i++) {
            count += bytes[i] & 0xFF;
        }
        if (count > MOST_SYMBOLS || at + LONGEST + count > to) {
            throw DicomException.invalid("a JPEG Huffman table of %d symbols in %d bytes".formatted(count, to - at));
        }
        return count;
    }

    /** Whether the table has a code for differences of 32,768. */
    boolean hasCategory16() {
        for (byte symbol : symbols) {
            if (symbol == 16) {
                return true;
            }
        }
        return false;
    }

    private void fill(int code, int length, int category) {
        int free = LOOK - length;
        int from = code << free;
        if (category == 0) {
            Arrays.fill(lookup, from, from + (1 << free), length);
        } else if (category == 16 && !bitsAfter16) {
            Arrays.fill(lookup, from, from + (1 << free), 1 << 15 << DIFFERENCE | length);
        } else if (category > free || category >= 16) {
            Arrays.fill(lookup, from, from + (1 << free), category > 16 ? 0 : category << 10 | length << 5);
        } else {
            for (int i = 0; i < 1 << free; i++) {
                int value = i >> free - category;
                int difference = value < 1 << category - 1 ? value - (1 << category) + 1 : value;
                lookup[from + i] = difference << DIFFERENCE | length + category;
            }
        }
    }

    /**
     * The code that the bits start with, however long, as an entry of its length and category.
     *
     * @param bits the next bits, from the highest on
     * @throws DicomException INVALID if there is none
     */
    int search(long bits) throws DicomException {
        for (int length = 1; length <= LONGEST; length++) {
            int code = (int) (bits >>> Long.SIZE - length);
            if (code < endCode[length]) {
                int category = symbols[firstSymbol[length] + code - firstCode[length]] & 0xFF;
                if (category <= 16) {
                    return category << 10 | length << 5;
                }
                break;
            }
        }
        throw DicomException.invalid("the JPEG codestream is damaged: bits that are no Huffman code of its table");
    }

    /** Bits behind a code of category 16. */
    int bitsBehind16() {
        return bitsAfter16 ? 16 : 0;
    }
}
