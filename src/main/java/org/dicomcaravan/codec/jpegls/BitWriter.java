package org.dicomcaravan.codec.jpegls;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.dicomcaravan.dicom.DicomException;

/**
 * A codestream as it is written: bytes of its marker segments, and bits of its scans, with a zero stuffed after each
 * byte FF (A.1, 9.1).
 *
 * <p>Fields are open to the loops of this package, as in {@link BitReader}.
 */
final class BitWriter {

    /** Bits that may be appended at once. */
    static final int MOST = 32;

    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    /** Bits that are not written yet, the first one in the highest place. */
    long bits;

    /** How many they are; less than {@link #MOST} after {@link #flush}. */
    int used;

    private byte[] bytes;
    private int size;

    BitWriter(int capacity) {
        bytes = new byte[capacity];
    }

    /** Makes room, so that as many bytes can be written without looking. */
    void reserve(long more) throws DicomException {
        long needed = size + more + 2 * Long.BYTES;
        if (needed > Integer.MAX_VALUE - Long.BYTES) {
            throw DicomException.invalid("a JPEG-LS codestream of more than 2 GiB");
        }
        if (needed > bytes.length) {
            long grown = Math.min(bytes.length + (long) bytes.length / 2, Integer.MAX_VALUE - Long.BYTES);
            bytes = Arrays.copyOf(bytes, (int) Math.max(needed, grown));
        }
    }

    /** A big endian number of so many bytes, at a byte's start. */
    void number(int value, int count) {
        for (int i = count - 1; i >= 0; i--) {
            bytes[size++] = (byte) (value >>> Byte.SIZE * i);
        }
    }

    /** The lowest {@code count} bits of a number, up to {@link #MOST}. */
    void append(int value, int count) {
        if (count > 0) {
            bits |= (value & 0xFFFFFFFFL) << Long.SIZE - used - count;
            used += count;
            if (used >= MOST) {
                flush();
            }
        }
    }

    /** A limited-length Golomb code (A.5.3) of any length. */
    void golomb(int mapped, int k, int limit, int qbpp) {
        int escape = CodingParameters.escape(limit, qbpp);
        int zeros = mapped >> k;
        if (zeros < escape) {
            zeros(zeros);
            append(1, 1);
            append(mapped & (1 << k) - 1, k);
        } else {
            zeros(escape);
            append(1, 1);
            append(mapped - 1 & (1 << qbpp) - 1, qbpp);
        }
    }

    private void zeros(int count) {
        append(0, Math.min(count, MOST));
        append(0, Math.max(0, count - MOST));
    }

    /** Writes {@link #MOST} bits; there must be as many. */
    void flush() {
        int word = (int) (bits >>> Integer.SIZE);
        if ((~word - 0x01010101 & word & 0x80808080) == 0 && bytes[size - 1] != -1) { // no byte is FF
            INTS.set(bytes, size, word);
            size += Integer.BYTES;
            bits <<= MOST;
            used -= MOST;
        } else {
            while (used >= MOST) {
                writeByte();
            }
        }
    }

    private void writeByte() {
        int count = bytes[size - 1] == -1 ? Byte.SIZE - 1 : Byte.SIZE;
        bytes[size++] = (byte) (bits >>> Long.SIZE - count);
        bits <<= count;
        used -= count;
    }

    /** Ends a scan at a byte, which is not FF. */
    void end() {
        while (used > 0 || bytes[size - 1] == -1) {
            writeByte();
        }
        bits = 0;
        used = 0;
    }

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }
}
