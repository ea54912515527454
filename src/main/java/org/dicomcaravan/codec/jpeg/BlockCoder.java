package org.dicomcaravan.codec.jpeg;

import org.dicomcaravan.codec.jpegsyntax.HuffmanEncoding;

/**
 * Quantized blocks as symbols (ISO/IEC 10918-1 F.1.2): counted first, to make the codes, and written after. For one
 * component and thread.
 */
final class BlockCoder {

    private static final int ZERO_RUN = 0xF0;
    private static final int LONGEST_RUN = 15;

    private final long[] dcFrequencies;
    private final long[] acFrequencies;
    private int predictor;

    /** A coder of a component; those with the same arrays share their codes. */
    BlockCoder(long[] dcFrequencies, long[] acFrequencies) {
        this.dcFrequencies = dcFrequencies;
        this.acFrequencies = acFrequencies;
    }

    /** Back to the first block. */
    void rewind() {
        predictor = 0;
    }

    /** Counts a block's symbols. */
    void count(short[] blocks, int at) {
        dcFrequencies[size(blocks[at] - predictor)]++;
        predictor = blocks[at];
        int run = 0;
        for (int k = 1; k < ComponentGrid.BLOCK; k++) {
            int value = blocks[at + k];
            if (value == 0) {
                run++;
                continue;
            }
            for (; run > LONGEST_RUN; run -= LONGEST_RUN + 1) {
                acFrequencies[ZERO_RUN]++;
            }
            acFrequencies[run << HuffmanTable.RUN_SHIFT | size(value)]++;
            run = 0;
        }
        if (run > 0) {
            acFrequencies[0]++;
        }
    }

    /** Writes a block. */
    void write(short[] blocks, int at, HuffmanEncoding dc, HuffmanEncoding ac, EntropyWriter out) {
        int difference = blocks[at] - predictor;
        predictor = blocks[at];
        put(size(difference), difference, dc, out);
        int run = 0;
        for (int k = 1; k < ComponentGrid.BLOCK; k++) {
            int value = blocks[at + k];
            if (value == 0) {
                run++;
                continue;
            }
            for (; run > LONGEST_RUN; run -= LONGEST_RUN + 1) {
                out.put(ac.codes[ZERO_RUN], ac.lengths[ZERO_RUN]);
            }
            put(run << HuffmanTable.RUN_SHIFT | size(value), value, ac, out);
            run = 0;
        }
        if (run > 0) {
            out.put(ac.codes[0], ac.lengths[0]);
        }
    }

    private static void put(int symbol, int value, HuffmanEncoding code, EntropyWriter out) {
        int size = symbol & HuffmanTable.SIZE;
        int magnitude = (value < 0 ? value - 1 : value) & (1 << size) - 1;
        out.put(code.codes[symbol] << size | magnitude, code.lengths[symbol] + size);
    }

    /** Bits of a magnitude (table F.1). */
    private static int size(int value) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(Math.abs(value));
    }
}
