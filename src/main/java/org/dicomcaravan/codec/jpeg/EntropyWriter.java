package org.dicomcaravan.codec.jpeg;

import java.util.Arrays;

/** Entropy-coded data with stuffed zeros (ISO/IEC 10918-1 B.1.1.5, F.1.2.3). For one thread. */
final class EntropyWriter {

    private byte[] bytes;
    private int length;
    private long bits;
    private int count;

    EntropyWriter(int expected) {
        bytes = new byte[expected + Long.BYTES * 2];
    }

    /** Writes up to 31 bits, which nothing lies above. */
    void put(int value, int size) {
        bits = bits << size | value;
        count += size;
        if (count >= Integer.SIZE) {
            drain();
        }
    }

    private void drain() {
        if (length + 2 * Long.BYTES > bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length);
        }
        while (count >= Byte.SIZE) {
            count -= Byte.SIZE;
            byte next = (byte) (bits >>> count);
            bytes[length++] = next;
            if (next == -1) {
                bytes[length++] = 0;
            }
        }
    }

    /** Fills the last byte with ones, and returns all. */
    byte[] finish() {
        int missing = -count & 7;
        put((1 << missing) - 1, missing);
        drain();
        return Arrays.copyOf(bytes, length);
    }
}
