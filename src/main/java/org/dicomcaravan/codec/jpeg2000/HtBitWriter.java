package org.dicomcaravan.codec.jpeg2000;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Collects the bits of one bit-stream of a code-block, into which others are stuffed later on. Not thread-safe; reused
 * for one bit-stream after the other.
 */
final class HtBitWriter {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] bytes;

    /** Bits that were written to {@link #bytes}, and then those that are still to be written. */
    private int written;

    private int pending;
    private long word;

    /** For up to {@code most} bytes. */
    HtBitWriter(int most) {
        this.bytes = new byte[most + 3 * Long.BYTES];
    }

    void begin() {
        written = 0;
        pending = 0;
        word = 0;
    }

    /** Appends up to 63 bits, the lowest one first; above them there are only zeros. */
    void append(long bits, int count) {
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

    /** How many bits there are. */
    int length() {
        return written + pending;
    }

    /** The bits so far, for {@link HtBits#at}; after them there may be any. */
    byte[] bytes() {
        LONGS.set(bytes, written / Byte.SIZE, word);
        return bytes;
    }
}
