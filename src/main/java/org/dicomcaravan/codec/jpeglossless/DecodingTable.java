package org.dicomcaravan.codec.jpeglossless;

import java.util.Arrays;
import org.dicomcaravan.codec.jpegsyntax.HuffmanCodes;
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

    /** The category of differences of 32,768, which have no bits behind their code. */
    static final int CATEGORY_16 = 16;

    final int[] lookup = new int[1 << LOOK];
    private final HuffmanCodes codes;
    private final boolean bitsAfter16;

    /**
     * Makes the codes of a DHT segment ready.
     *
     * @param codes of categories
     * @param bitsAfter16 whether sixteen bits follow category 16, as some wrong encoders have it
     */
    DecodingTable(HuffmanCodes codes, boolean bitsAfter16) {
        this.codes = codes;
        this.bitsAfter16 = bitsAfter16;
        codes.forEach((code, length, symbol) -> {
            if (length <= LOOK) {
                fill(code, length, symbol);
            }
        });
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
        int found = codes.search((int) (bits >>> Long.SIZE - HuffmanCodes.LONGEST), 0);
        int category = found >> HuffmanCodes.SYMBOL_SHIFT;
        if (category > CATEGORY_16) {
            throw DicomException.invalid(
                    "the JPEG codestream is damaged: a difference of category %d".formatted(category));
        }
        return category << 10 | (found & HuffmanCodes.LENGTH) << 5;
    }

    /** Bits behind a code of category 16. */
    int bitsBehind16() {
        return bitsAfter16 ? 16 : 0;
    }
}
