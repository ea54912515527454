package org.dicomcaravan.codec.jpeg;

import java.io.ByteArrayOutputStream;

/** A Huffman code for writing (ISO/IEC 10918-1 C.2, K.2): the best one for what it is to code. */
final class HuffmanCode {

    private static final int SYMBOLS = 256;
    private static final int LONGEST = 16;

    /** By symbol the code. */
    final int[] codes = new int[SYMBOLS];

    /** By symbol its bits. */
    final int[] lengths = new int[SYMBOLS];

    private final int[] counts = new int[LONGEST];
    private final byte[] symbols;

    /**
     * The code for symbols that occur so often.
     *
     * @param frequencies by symbol; at least one is not 0
     */
    HuffmanCode(long[] frequencies) {
        // One more symbol, rarer than all: the last of the longest codes, all ones, which the standard keeps free.
        long[] weights = new long[SYMBOLS + 1];
        for (int i = 0; i < SYMBOLS; i++) {
            weights[i] = frequencies[i] == 0 ? -1 : frequencies[i];
        }
        int[] bits = CodeLengths.of(weights);
        ByteArrayOutputStream ordered = new ByteArrayOutputStream();
        int code = 0;
        for (int length = 1; length <= LONGEST; length++, code <<= 1) {
            for (int symbol = 0; symbol < SYMBOLS; symbol++) {
                if (bits[symbol] == length) {
                    codes[symbol] = code++;
                    lengths[symbol] = length;
                    counts[length - 1]++;
                    ordered.write(symbol);
                }
            }
        }
        symbols = ordered.toByteArray();
    }

    /** The parameters of a DHT segment behind its first byte (B.2.4.2). */
    void write(ByteArrayOutputStream out) {
        for (int count : counts) {
            out.write(count);
        }
        out.writeBytes(symbols);
    }

    /** Bytes that {@link #write} writes. */
    int bytes() {
        return LONGEST + symbols.length;
    }
}
