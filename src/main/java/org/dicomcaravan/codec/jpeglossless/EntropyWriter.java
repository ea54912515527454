package org.dicomcaravan.codec.jpeglossless;

import java.io.InterruptedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.dicomcaravan.codec.Cancellation;
import org.dicomcaravan.codec.jpegsyntax.HuffmanEncoding;
import org.dicomcaravan.codec.jpegsyntax.Markers;

/**
 * Writes differences as an entropy-coded segment (ISO/IEC 10918-1 H.1.2.2), a zero behind each 0xFF (B.1.1.5). For one
 * thread.
 */
final class EntropyWriter {

    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    /** Places of a table, one for each category. */
    private static final int TABLE = 32;

    private static final int LOWEST_BITS = 0x01010101;
    private static final int HIGHEST_BITS = 0x80808080;

    /** Bytes that a difference may take: a code of 16 bits, 15 more, and a zero behind each byte. */
    private static final int MOST_BYTES = 8;

    /** Differences between two looks at the room that is left. */
    private static final int STRETCH = 4096;

    private final int[] codes;
    private final int[] lengths;
    private final int[] masks;
    private byte[] out;
    private int at;
    private long bits;
    private int held;

    /**
     * A writer behind what is there already.
     *
     * @param header becomes the start of the result
     * @param tables one for each sample of a pixel
     * @param size bytes that the differences will take, not counting stuffed ones
     */
    EntropyWriter(byte[] header, HuffmanEncoding[] tables, int size) {
        codes = new int[tables.length * TABLE];
        lengths = new int[codes.length];
        masks = new int[codes.length];
        for (int i = 0; i < tables.length; i++) {
            for (int category = 0; category < Differences.CATEGORIES; category++) {
                int behind = category == 16 ? 0 : category;
                codes[i * TABLE + category] = tables[i].codes[category] << behind;
                lengths[i * TABLE + category] = tables[i].lengths[category] + behind;
                masks[i * TABLE + category] = (1 << behind) - 1;
            }
        }
        out = Arrays.copyOf(header, header.length + size + size / 64 + MOST_BYTES * STRETCH);
        at = header.length;
    }

    /** Writes differences, with the tables in turn from the first on. */
    void write(short[] differences) throws InterruptedIOException {
        int turns = codes.length;
        int turn = 0;
        for (int from = 0; from < differences.length; from += STRETCH) {
            Cancellation.check();
            int to = Math.min(differences.length, from + STRETCH);
            if (out.length - at < MOST_BYTES * (to - from)) {
                out = Arrays.copyOf(out, Math.addExact(out.length, out.length / 2 + MOST_BYTES * STRETCH));
            }
            long pending = bits;
            int count = held;
            for (int i = from; i < to; i++) {
                int difference = differences[i];
                int place = turn + Differences.category(difference);
                turn += TABLE;
                turn = turn == turns ? 0 : turn;
                int length = lengths[place];
                pending = pending << length | codes[place] | difference + (difference >> 31) & masks[place];
                count += length;
                if (count >= Integer.SIZE) {
                    count -= Integer.SIZE;
                    put((int) (pending >>> count));
                }
            }
            bits = pending;
            held = count;
        }
    }

    private void put(int four) {
        int inverted = ~four;
        if ((inverted - LOWEST_BITS & four & HIGHEST_BITS) == 0) {
            INTS.set(out, at, four);
            at += Integer.BYTES;
            return;
        }
        for (int shift = 24; shift >= 0; shift -= Byte.SIZE) {
            put((byte) (four >>> shift));
        }
    }

    private void put(byte one) {
        out[at++] = one;
        if (one == -1) {
            out[at++] = 0;
        }
    }

    /** Ends the segment, its last byte filled up with ones, and the codestream with EOI. */
    byte[] end() {
        if (held % Byte.SIZE != 0) {
            int free = Byte.SIZE - held % Byte.SIZE;
            bits = (bits + 1 << free) - 1;
            held += free;
        }
        while (held > 0) {
            held -= Byte.SIZE;
            put((byte) (bits >>> held));
        }
        byte[] codestream = Arrays.copyOf(out, at + 2);
        codestream[at] = -1;
        codestream[at + 1] = (byte) Markers.EOI;
        return codestream;
    }
}
