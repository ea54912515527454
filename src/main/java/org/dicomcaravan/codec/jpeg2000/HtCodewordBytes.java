package org.dicomcaravan.codec.jpeg2000;

/**
 * The bytes of a bit-stream of VLC codewords (ITU-T T.814, 7.1.4), which ends, backward, a cleanup segment: after a byte
 * above 0x8F there are no seven ones. Not thread-safe; reused for one bit-stream after the other.
 */
final class HtCodewordBytes {

    private static final int LARGEST_FREE = 0x8F;

    private final byte[] bytes = new byte[HtBlockDecoder.LONGEST_SUFFIX];
    private int length;
    private int partial;
    private int used;

    /** Whole bytes, at the end of the array. */
    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /** A byte before the whole ones, with just some of its lowest bits. */
    int partial() {
        return partial;
    }

    /** How many bits that has, from 0 to 7. */
    int used() {
        return used;
    }

    void take(HtBitWriter writer) {
        byte[] bits = writer.bytes();
        int end = writer.length();
        length = 0;
        put(0xFF); // instead of this and the lower half of the next one there will be a length
        partial = 0xF;
        used = 4;
        boolean large = true;
        int position = 0;
        while (position < end) {
            int left = end - position;
            int next = partial | (int) HtBits.at(bits, position) << used;
            int taken = Byte.SIZE - used;
            if (large && (next & 0x7F) == 0x7F && left >= taken - 1) {
                next &= 0x7F;
                taken--;
            } else if (left < taken) {
                partial = next & (1 << used + left) - 1;
                used += left;
                return;
            }
            large = (next & 0xFF) > LARGEST_FREE;
            put(next);
            position += taken;
            partial = 0;
            used = 0;
        }
    }

    private void put(int one) {
        length++;
        bytes[bytes.length - length] = (byte) one;
    }
}
