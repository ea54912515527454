package org.dicomcaravan.codec.jpeg;

import org.dicomcaravan.codec.jpegsyntax.HuffmanCodes;
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
    static final int SYMBOL_SHIFT = HuffmanCodes.SYMBOL_SHIFT;

    /** Where an entry has its value. */
    static final int VALUE_SHIFT = 16;

    /** By window: length, symbol and value of what starts with it. */
    final int[] entries = new int[1 << WINDOW];

    /** The same without values: length and symbol. */
    final int[] codes = new int[1 << WINDOW];

    private final HuffmanCodes list;

    /**
     * Makes the codes of a DHT segment ready.
     *
     * @param list the codes; symbols have a run in the upper four bits, the size of the magnitude in the lower
     * @param dc whether it is a table for DC differences, which have no runs
     * @throws DicomException INVALID where there are such symbols
     */
    HuffmanTable(HuffmanCodes list, boolean dc) throws DicomException {
        this.list = list;
        for (int symbol = SIZE + 1; dc && symbol <= 0xFF; symbol++) {
            if (list.has(symbol)) {
                throw DicomException.invalid("a JPEG Huffman table of DC differences with symbol " + symbol);
            }
        }
        list.forEach((code, length, symbol) -> {
            if (length <= WINDOW) {
                enter(code, length, symbol, dc);
            }
        });
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
        return list.search(next, WINDOW);
    }
}
