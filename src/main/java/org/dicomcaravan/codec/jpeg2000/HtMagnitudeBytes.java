package org.dicomcaravan.codec.jpeg2000;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The bytes of a MagSgn bit-stream (ITU-T T.814, 7.1.2): after one of ones there is one of only seven bits. Not
 * thread-safe; reused for one bit-stream after the other.
 */
final class HtMagnitudeBytes {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long EACH_BYTE = 0x0101010101010101L;

    /** The highest bits of those seven bytes that {@link HtBits#at} has whole. */
    private static final long HIGH_BITS = 0x80808080808080L;

    private static final int WHOLE = 7;

    private final byte[] bytes;
    private int length;

    /** For up to {@code most} bytes of bits. */
    HtMagnitudeBytes(int most) {
        this.bytes = new byte[most / 15 * 16 + 4 * Long.BYTES];
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    void take(HtBitWriter writer) {
        byte[] bits = writer.bytes();
        int end = writer.length();
        int position = 0;
        int at = 0;
        boolean full = false;
        while (end - position >= Long.SIZE) {
            long next = HtBits.at(bits, position);
            if (full) {
                bytes[at++] = (byte) (next & 0x7F);
                position += 7;
                full = false;
                continue;
            }
            long ones = (~next - EACH_BYTE) & next & HIGH_BITS; // the lowest mark is where the first 0xFF is
            int taken = ones == 0 ? WHOLE : Long.numberOfTrailingZeros(ones) / Byte.SIZE + 1;
            LONGS.set(bytes, at, next); // more than is taken, over which the next bytes are written
            at += taken;
            position += Byte.SIZE * taken;
            full = ones != 0;
        }
        end(bits, position, end, at, full);
    }

    /** Fills the last byte with ones. Where it has nothing else it is left out, as it is read there anyway. */
    private void end(byte[] bits, int from, int end, int to, boolean afterFull) {
        int position = from;
        int at = to;
        boolean full = afterFull;
        while (position < end) {
            int count = full ? 7 : Byte.SIZE;
            int next = (int) HtBits.at(bits, position) | -1 << Math.min(count, end - position);
            bytes[at++] = (byte) (next & (1 << count) - 1);
            full = bytes[at - 1] == -1;
            position += count;
        }
        length = full ? at - 1 : at;
    }
}
