package org.dicomcaravan.codec.jpeg2000;

/**
 * Writes the events of the MEL bit-stream, the reverse of {@link HtMelReader} (ITU-T T.814, 7.1.3 and 7.3.3). Not
 * thread-safe; reused for one code-block after the other.
 */
final class HtMelWriter {

    /** Bytes that the events of a code-block take at most: less than six bits for each. */
    private static final int LONGEST = 2048;

    private final byte[] bytes = new byte[LONGEST];
    private int length;
    private int state;

    /** Zero events that are not written yet. */
    private int zeros;

    /** Bits of the next byte, the first one highest, and how many more it takes. */
    private int partial;

    private int free;

    void begin() {
        length = 0;
        state = 0;
        zeros = 0;
        partial = 0;
        free = Byte.SIZE;
    }

    void event(boolean one) {
        int exponent = HtMelReader.exponent(state);
        if (one) {
            write(zeros, 1 + exponent);
            zeros = 0;
            state = Math.max(state - 1, 0);
        } else if (++zeros == 1 << exponent) {
            write(1, 1);
            zeros = 0;
            state = Math.min(state + 1, HtMelReader.LAST_STATE);
        }
    }

    /** Writes what is left but for a last byte that is not whole. */
    void end() {
        if (zeros > 0) {
            write(1, 1); // as if there were as many as that stands for
        }
    }

    private void write(int bits, int count) {
        for (int i = count - 1; i >= 0; i--) {
            partial = partial << 1 | bits >>> i & 1;
            if (--free == 0) {
                bytes[length++] = (byte) partial;
                free = partial == 0xFF ? 7 : Byte.SIZE;
                partial = 0;
            }
        }
    }

    /** The whole bytes. */
    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /** A last byte that is not whole, with zeros for the bits that are {@link #free}. */
    int partial() {
        return partial << free;
    }

    /** How many of the last byte's lowest bits are free, up to eight. */
    int free() {
        return free;
    }
}
