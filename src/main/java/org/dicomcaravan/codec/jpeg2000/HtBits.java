package org.dicomcaravan.codec.jpeg2000;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The bits of one bit-stream of a code-block, without those that were stuffed in between (ITU-T T.814, 7.1). They are
 * all taken out in advance, so that whoever reads bits needs nothing but a position: a number of bits is added to it,
 * and that does not wait for what was read. Not thread-safe; reused for one bit-stream after the other.
 */
final class HtBits {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle REVERSED = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private static final long EACH_BYTE = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    /** A byte above this one may not be followed by seven ones where bytes are read backward. */
    private static final int LARGEST_FREE = 0x8F;

    private final int most;
    private final byte[] bytes;

    /** Bits that were written to {@link #bytes}, and then those that are still to be written. */
    private int written;

    private int pending;
    private long word;

    /**
     * For bit-streams of which no more is ever needed than {@code most} bytes.
     *
     * @param ahead how many bytes after their end can be read, too
     */
    HtBits(int most, int ahead) {
        this.most = most;
        this.bytes = new byte[most + ahead + 3 * Long.BYTES];
    }

    /** The bits, from the lowest one of the first byte on; not to be changed. */
    byte[] bytes() {
        return bytes;
    }

    /** How many bits there are. After them there are only bits that were made up. */
    int end() {
        return written + pending;
    }

    /** At least 57 bits from a position on, the first one lowest. */
    static long at(byte[] bytes, int position) {
        return (long) LONGS.get(bytes, position >>> 3) >>> (position & 7);
    }

    /**
     * Takes a bit-stream of MagSgn (7.1.2) or of significance propagation (7.1.5): after a byte of ones a byte has only
     * seven bits.
     *
     * @param fill what follows its end, 0 or -1
     * @param ahead how many bits of that are needed at once
     */
    void forward(byte[] data, int from, int length, long fill, int ahead) {
        begin();
        int to = from + Math.min(length, most);
        boolean stuffed = false;
        int i = from;
        while (i < to) {
            if (stuffed) {
                append(data[i++] & 0x7F, 7);
                stuffed = false;
            } else if (to - i >= Long.BYTES) {
                long eight = (long) LONGS.get(data, i);
                long ones = (~eight - EACH_BYTE) & eight & HIGH_BITS; // the lowest mark is where the first 0xFF is
                int taken = ones == 0 ? Long.BYTES : Long.numberOfTrailingZeros(ones) / Byte.SIZE + 1;
                append(eight & (-1L >>> (Long.SIZE - Byte.SIZE * taken)), Byte.SIZE * taken);
                stuffed = ones != 0;
                i += taken;
            } else {
                int one = data[i++] & 0xFF;
                append(one, Byte.SIZE);
                stuffed = one == 0xFF;
            }
        }
        end(fill, ahead);
    }

    /**
     * Takes the bit-stream of VLC codewords (7.1.4), which is read backward from the end of a cleanup segment. Its last
     * twelve bits hold a length instead.
     */
    void codewords(byte[] data, int from, int length, int ahead) {
        begin();
        int last = from + length - 2;
        int upper = (data[last] & 0xFF) >>> 4;
        append(upper & 7, 3);
        if ((upper & 7) != 7) {
            append(upper >>> 3, 1);
        }
        backward(data, from, last, (data[last] & 0xFF | 0xF) > LARGEST_FREE);
        end(0, ahead);
    }

    /** Takes the bit-stream of magnitude refinement (7.1.6), which is read backward from the end of its segment. */
    void refinements(byte[] data, int from, int length, int ahead) {
        begin();
        backward(data, from + Math.max(0, length - most), from + length, true);
        end(0, ahead);
    }

    private void backward(byte[] data, int from, int to, boolean afterLarge) {
        boolean large = afterLarge;
        int i = to;
        while (i > from) {
            long next = 0;
            int taken = 0;
            if (i - from >= Long.BYTES) {
                next = (long) REVERSED.get(data, i - Long.BYTES);
                long sevenOnes = ((next & ~HIGH_BITS) + EACH_BYTE) & HIGH_BITS;
                taken = Long.numberOfTrailingZeros(sevenOnes) / Byte.SIZE;
            }
            if (taken > 0) {
                next &= -1L >>> (Long.SIZE - Byte.SIZE * taken);
                append(next, Byte.SIZE * taken);
                large = next >>> (Byte.SIZE * (taken - 1)) > LARGEST_FREE;
                i -= taken;
            } else {
                int one = data[--i] & 0xFF;
                boolean stuffed = large && (one & 0x7F) == 0x7F;
                append(stuffed ? 0x7F : one, stuffed ? 7 : Byte.SIZE);
                large = one > LARGEST_FREE;
            }
        }
    }

    private void begin() {
        written = 0;
        pending = 0;
        word = 0;
    }

    /** Appends bits; above them there are only zeros. */
    private void append(long bits, int count) {
        int before = pending;
        word |= bits << before;
        pending = before + count;
        if (pending >= Long.SIZE) {
            LONGS.set(bytes, written / Byte.SIZE, word);
            written += Long.SIZE;
            pending -= Long.SIZE;
            word = bits >>> 1 >>> (Long.SIZE - 1 - before); // a shift by 64 would be one by 0
        }
    }

    private void end(long fill, int ahead) {
        int to = written / Byte.SIZE;
        LONGS.set(bytes, to, word | fill << pending);
        for (int last = to + ahead / Byte.SIZE + Long.BYTES; to <= last; ) {
            to += Long.BYTES;
            LONGS.set(bytes, to, fill);
        }
    }
}
