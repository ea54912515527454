package org.dicomcaravan.codec.jpeg2000;

/**
 * How many bytes of a codeword are needed to decode its first passes. A decoder that has no more bytes reads ones (D.4.1), so
 * it is as many as make the codeword, followed by ones, lie below the end that the interval had after the pass. Not
 * thread-safe.
 */
final class PassEnds {

    /** Passes of a code-block at most: those of 31 bit-planes. */
    static final int MOST = 3 * Integer.SIZE;

    private final int[] last = new int[MOST];
    private final long[] top = new long[MOST];
    private int count;

    /** Begins with a codeword. */
    void begin() {
        count = 0;
    }

    /** A pass has ended. */
    void mark(MqEncoder coder) {
        last[count] = coder.last();
        top[count++] = coder.top();
    }

    /** By pass, the bytes needed for it and those before it; as a packet's data may not end with 0xFF (B.10.7), none does. */
    int[] lengths(byte[] codeword) {
        int[] lengths = new int[count];
        for (int i = 0; i < count; i++) {
            int differs = Long.numberOfLeadingZeros(top[i] ^ following(codeword, last[i] - 1)) / Byte.SIZE;
            int length = Math.min(last[i] + differs, codeword.length);
            while (length > 0 && codeword[length - 1] == (byte) 0xFF) {
                length--;
            }
            lengths[i] = length;
        }
        return lengths;
    }

    /** The eight bytes from an index on, with the ones that a decoder reads at the end. */
    private static long following(byte[] codeword, int index) {
        long bytes = 0;
        int previous = 0;
        for (int i = index; i < index + Long.BYTES; i++) {
            int ones = previous == 0xFF ? 0x7F : 0xFF; // behind 0xFF comes a bit 0
            previous = i < 0 ? 0 : i < codeword.length ? codeword[i] & 0xFF : ones;
            bytes = bytes << Byte.SIZE | previous;
        }
        return bytes;
    }
}
