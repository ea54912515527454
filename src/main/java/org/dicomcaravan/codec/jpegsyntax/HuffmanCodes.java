package org.dicomcaravan.codec.jpegsyntax;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.dicomcaravan.dicom.DicomException;

/**
 * Huffman codes as a DHT segment lists them: how many there are of each length, and what they mean (ISO/IEC 10918-1 B.2.4.2,
 * Annex C). Immutable.
 */
public final class HuffmanCodes {

    /** Bits of the longest code. */
    public static final int LONGEST = 16;

    /** In what {@link #search} finds: the length of the code; the symbol is above it. */
    public static final int LENGTH = 0x1F;

    /** Where {@link #search} has the symbol. */
    public static final int SYMBOL_SHIFT = 8;

    private static final int SYMBOLS = 256;

    private final int[] counts;
    private final byte[] symbols;

    /** For each length the code behind the last one, with zeros behind it up to 16 bits. */
    private final int[] ends = new int[LONGEST + 1];

    /** For each length what to add to a code to get its symbol's place. */
    private final int[] places = new int[LONGEST + 1];

    /** Of counts that make a prefix code. */
    private HuffmanCodes(int[] counts, byte[] symbols) {
        this.counts = counts;
        this.symbols = symbols;
        int code = 0;
        int place = 0;
        for (int length = 1; length <= LONGEST; length++) {
            places[length] = place - code;
            code += counts[length - 1];
            place += counts[length - 1];
            ends[length] = code << LONGEST - length;
            code <<= 1;
        }
    }

    private static void check(int[] counts) throws DicomException {
        int code = 0;
        for (int length = 1; length <= LONGEST; length++) {
            code += counts[length - 1];
            if (code > 1 << length) {
                throw DicomException.invalid("a JPEG Huffman table with too many codes of %d bits".formatted(length));
            }
            code <<= 1;
        }
    }

    /**
     * Reads the codes of one table.
     *
     * @param at index of the segment's parameters at which the counts are
     * @throws DicomException INVALID where it is cut off, or there can't be so many codes of such lengths
     */
    public static HuffmanCodes read(Segment segment, int at) throws DicomException {
        int[] counts = new int[LONGEST];
        int symbols = 0;
        for (int i = 0; i < LONGEST && at + i < segment.length(); i++) {
            counts[i] = segment.at(at + i);
            symbols += counts[i];
        }
        int from = segment.from() + at + LONGEST;
        if (symbols > SYMBOLS || from + symbols > segment.to()) {
            throw DicomException.invalid(
                    "a JPEG Huffman table of %d symbols in %d bytes".formatted(symbols, segment.length() - at));
        }
        check(counts);
        return new HuffmanCodes(counts, Arrays.copyOfRange(segment.bytes(), from, from + symbols));
    }

    /**
     * The codes that are best for symbols which occur so often (K.2): none is longer than 16 bits or all ones.
     *
     * @param frequencies by symbol, up to 256 of them; at least one is not 0, and those that are have no code
     */
    public static HuffmanCodes best(long[] frequencies) {
        // One more symbol, rarer than all: the last of the longest codes, all ones, which the standard keeps free.
        long[] weights = new long[frequencies.length + 1];
        for (int i = 0; i < frequencies.length; i++) {
            weights[i] = frequencies[i] == 0 ? -1 : frequencies[i];
        }
        int[] lengths = CodeLengths.of(weights);
        int[] counts = new int[LONGEST];
        ByteArrayOutputStream ordered = new ByteArrayOutputStream();
        for (int length = 1; length <= LONGEST; length++) {
            for (int symbol = 0; symbol < frequencies.length; symbol++) {
                if (lengths[symbol] == length) {
                    counts[length - 1]++;
                    ordered.write(symbol);
                }
            }
        }
        return new HuffmanCodes(counts, ordered.toByteArray());
    }

    /** Takes one code after the other. */
    public interface Receiver {

        /**
         * Takes a code.
         *
         * @param code its bits, in the lowest ones
         * @param length how many they are, 1 to 16
         * @param symbol what it means, 0 to 255
         */
        void code(int code, int length, int symbol);
    }

    /** Hands out all codes, the shortest first. */
    public void forEach(Receiver receiver) {
        int code = 0;
        int place = 0;
        for (int length = 1; length <= LONGEST; length++) {
            for (int i = 0; i < counts[length - 1]; i++) {
                receiver.code(code++, length, symbols[place++] & 0xFF);
            }
            code <<= 1;
        }
    }

    /**
     * Looks up a code that is longer than a table is wide.
     *
     * @param next the next 16 bits
     * @param above lengths are greater than this one
     * @return length and symbol, see {@link #LENGTH}
     * @throws DicomException INVALID where no code starts like this
     */
    public int search(int next, int above) throws DicomException {
        for (int length = above + 1; length <= LONGEST; length++) {
            if (next < ends[length]) {
                int place = (next >> LONGEST - length) + places[length];
                return (symbols[place] & 0xFF) << SYMBOL_SHIFT | length;
            }
        }
        throw DicomException.invalid("the JPEG codestream is damaged: bits that are no Huffman code");
    }

    /** Whether a symbol has a code. */
    public boolean has(int symbol) {
        for (byte each : symbols) {
            if ((each & 0xFF) == symbol) {
                return true;
            }
        }
        return false;
    }

    /** Bytes of the list in a segment, without the place of the table before it. */
    public int bytes() {
        return LONGEST + symbols.length;
    }

    /** Writes the list as a segment has it, without the place of the table before it. */
    public void write(ByteArrayOutputStream out) {
        for (int count : counts) {
            out.write(count);
        }
        out.writeBytes(symbols);
    }
}
