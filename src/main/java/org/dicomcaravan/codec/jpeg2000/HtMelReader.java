package org.dicomcaravan.codec.jpeg2000;

/**
 * Reads the events of the MEL bit-stream (ITU-T T.814, 7.1.3 and 7.3.3), which are mostly zero: a word tells of some
 * zeros, or of less than these and a one. Not thread-safe; reused for one code-block after the other.
 */
final class HtMelReader {

    static final int LAST_STATE = 12;

    /** By state, the logarithm of how many zeros a bit stands for, MEL_E (Table 2). */
    private static final byte[] EXPONENT = {0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 4, 5};

    /** Bits of the longest word. */
    private static final int LONGEST = 6;

    private byte[] data = new byte[0];
    private int at;
    private int last;
    private int state;
    private boolean stuffed;

    /** Bits that are read already, the first one highest. */
    private long word;

    private int bits;

    /** The logarithm of how many zeros a bit stands for in a state. */
    static int exponent(int state) {
        return EXPONENT[state];
    }

    /** Starts with the bit-stream at the beginning of a cleanup segment's last {@code length} bytes. */
    void begin(byte[] bytes, int from, int length) {
        data = bytes;
        at = from;
        last = from + length - 1;
        state = 0;
        stuffed = false;
        word = 0;
        bits = 0;
    }

    /** Zeros before the next one, or any number from {@code most} on where there are so many. */
    int zeros(int most) {
        int zeros = 0;
        while (zeros < most) {
            if (bits < LONGEST) {
                fill();
            }
            int exponent = EXPONENT[state];
            if (word >= 0) {
                zeros += (int) (word >>> (Long.SIZE - 1 - exponent));
                skip(1 + exponent);
                state = Math.max(state - 1, 0);
                return zeros;
            }
            zeros += 1 << exponent;
            skip(1);
            state = Math.min(state + 1, LAST_STATE);
        }
        return zeros;
    }

    private void skip(int count) {
        word <<= count;
        bits -= count;
    }

    /** Takes in whole bytes. The last ones of a segment say how long it is, and are read as ones; so is what follows. */
    private void fill() {
        while (bits <= Long.SIZE - Byte.SIZE) {
            int next = 0xFF;
            if (at < last) {
                next = data[at++] & 0xFF;
                if (at == last) {
                    next |= 0xF;
                }
            }
            int count = stuffed ? 7 : 8;
            word |= (next & 0xFFL >>> (8 - count)) << (Long.SIZE - count - bits);
            bits += count;
            stuffed = next == 0xFF;
        }
    }
}
