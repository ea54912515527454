package org.dicomcaravan.codec.jpegsyntax;

/** Huffman codes by what they mean, for those who write them. Its arrays are not to be changed. */
public final class HuffmanEncoding {

    private static final int SYMBOLS = 256;

    /** By symbol the code, in the lowest bits. */
    public final int[] codes = new int[SYMBOLS];

    /** By symbol its bits; 0 if it has no code. */
    public final int[] lengths = new int[SYMBOLS];

    private final HuffmanCodes list;

    /**
     * The codes that are best for symbols which occur so often.
     *
     * @param frequencies by symbol, up to 256 of them; at least one is not 0
     */
    public HuffmanEncoding(long[] frequencies) {
        list = HuffmanCodes.best(frequencies);
        list.forEach((code, length, symbol) -> {
            codes[symbol] = code;
            lengths[symbol] = length;
        });
    }

    /** The codes as a segment has them. */
    public HuffmanCodes list() {
        return list;
    }
}
