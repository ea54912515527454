package org.dicomcaravan.codec.jpeg;

import org.dicomcaravan.dicom.DicomException;

/**
 * A Huffman table (ISO/IEC 10918-1 Annex C, F.2.2.3) made ready for decoding. What the next {@value #WINDOW} bits hold
 * is looked up at once: a code, and mostly the magnitude behind it too. Immutable once made.
 */
final class HuffmanTable {

    /** Bits that are looked up at once. */
    static final int WINDOW = 11;

    /** An entry's length: that of the code, or with {@link #WHOLE} of code and magnitude; 0 for longer codes. */
    static final int LENGTH = 0x1F;

    /** In an entry whose upper 16 bits are the value itself. */
    static final int WHOLE = 0x20;

    /** A symbol's bits that say how many bits the magnitude has. */
    static final int SIZE = 0xF;

    /** Where a symbol has its run of zeros. */
    static final int RUN_SHIFT = 4;

    /** Where an entry has its symbol; with {@link #WHOLE} only the run. */
    static final int SYMBOL_SHIFT = 8;

    /** Where an entry has its value. */
    static final int VALUE_SHIFT = 16;

    private static final int LONGEST = 16;

    /** By window: length, symbol and value of what starts with it. */
    final int[] entries = new int[1 << WINDOW];

    /** The same without values: length and symbol. */
    final int[] codes = new int[1 << WINDOW];

    private final byte[] symbols;

    /** For each length the code behind the last one, with zeros behind it up to 16 bits. */
    private final int[] ends = new int[LONGEST + 1];

    /** For each length what to add to a code to get its symbol's place. */
    private final int[] places = new int[LONGEST + 1];

    /**
     * Makes the codes of a DHT segment's list.
     *
     * @param counts codes of each length from 1 to 16
     * @param symbols what they mean, in their order: run in the upper four bits, size of the magnitude in the lower
     * @param dc whether it is a table for DC differences, which have no runs
     * @throws DicomException INVALID where there can't be so many codes of such lengths, or such symbols
     */
    HuffmanTable(int[] counts, byte[] symbols, boolean dc) throws DicomException {
        this.symbols = symbols;
        int code = 0;
        int place = 0;
        for (int length = 1; length <= LONGEST; length++) {
            places[length] = place - code;
            for (int i = 0; i < counts[length - 1]; i++, code++, place++) {
                int symbol = symbols[place] & 0xFF;
                if (code >= 1 << length || dc && symbol > SIZE) {
                    throw DicomException.invalid("a JPEG Huffman table with symbol %d as code %d of %d bits"
                            .formatted(symbol, code, length));
                }
                if (length <= WINDOW) {
                    enter(code, length, symbol, dc);
                }
            }
            ends[length] = code << LONGEST - length;
            code <<= 1;
        }
    }

    private void enter(int code, int length, int symbol, boolean dc) {
        int size = symbol & SIZE;
        boolean whole = length + size <= WINDOW && (size > 0 || dc);
        int first = code << WINDOW - length;
        for (int window = first; window < first + (1 << WINDOW - length); window++) {
            codes[window] = symbol << SYMBOL_SHIFT | length;
            entries[window] = codes[window];
            if (whole) {
                int value = extended(window >> WINDOW - length - size & (1 << size) - 1, size);
                entries[window] = value << VALUE_SHIFT | symbol >> RUN_SHIFT << SYMBOL_SHIFT | WHOLE | length + size;
            }
        }
    }

    /** The number that magnitude bits mean (F.2.2.1, figure F.12); 0 for none. */
    static int extended(int bits, int size) {
        return bits < 1 << size >> 1 ? bits + 1 - (1 << size) : bits;
    }

    /**
     * Looks up a code that is longer than the window.
     *
     * @param next the next 16 bits
     * @return length and symbol, as in {@link #codes}
     * @throws DicomException INVALID where no code starts like this
     */
    int longer(int next) throws DicomException {
        for (int length = WINDOW + 1; length <= LONGEST; length++) {
            if (next < ends[length]) {
                int place = (next >> LONGEST - length) + places[length];
                return (symbols[place] & 0xFF) << SYMBOL_SHIFT | length;
            }
        }
        throw DicomException.invalid("the JPEG codestream is damaged: bits that are no Huffman code");
    }
}
