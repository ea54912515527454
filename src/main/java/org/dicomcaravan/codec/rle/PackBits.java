package org.dicomcaravan.codec.rle;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Bytes as the runs of PS3.5 G.3.1, in memory that grows. Runs are sought, measured and copied eight bytes at a time:
 * in pictures they come at random, so that each step that a processor has to guess costs more than the bytes themselves.
 * For one thread.
 */
final class PackBits {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int LONGEST = 128;
    private static final int WORD = Long.BYTES;

    /** The least and the greatest bit of each byte. */
    private static final long ONES = 0x0101_0101_0101_0101L;

    private static final long TOPS = 0x8080_8080_8080_8080L;

    private byte[] out;
    private int size;

    /**
     * Nothing yet but zeros.
     *
     * @param room for what comes before the runs
     * @param expected bytes of all runs, as far as can be said
     */
    PackBits(int room, int expected) {
        out = new byte[Math.addExact(room, expected)];
        size = room;
    }

    int size() {
        return size;
    }

    /** All that was written. */
    byte[] bytes() {
        return Arrays.copyOf(out, size);
    }

    /** A zero where the size is odd. */
    void padToEven() {
        if (size % 2 == 1) {
            reserve(1);
            out[size++] = 0;
        }
    }

    /**
     * Writes a row by itself: runs of two or more are replicated unless they would only interrupt a literal run.
     *
     * @param bytes where the row lies, from {@code from} to {@code end}
     */
    void write(byte[] bytes, int from, int end) {
        // No run takes more than its bytes, but for one in front of every 128 literal ones and of a last one; a word
        // more, for copies are of whole words.
        int length = end - from;
        reserve(length + length / LONGEST + 2 + WORD);
        int next = size;
        int at = from;
        while (at < end) {
            int run = at + 1 < end && bytes[at] == bytes[at + 1] ? at : triple(bytes, at + 1, end);
            next = literal(bytes, at, run, next);
            at = run;
            if (run < end) {
                at = same(bytes, run, Math.min(end, run + LONGEST));
                out[next++] = (byte) (1 + run - at);
                out[next++] = bytes[run];
            }
        }
        size = next;
    }

    /** Where the next three equal bytes are, or the end. */
    private static int triple(byte[] bytes, int from, int end) {
        int at = from;
        for (; at + WORD + 2 <= end; at += WORD) {
            long second = (long) LONGS.get(bytes, at + 1);
            long differences = (long) LONGS.get(bytes, at) ^ second | second ^ (long) LONGS.get(bytes, at + 2);
            long zeros = differences - ONES & ~differences & TOPS; // the lowest one is right, which is all that counts
            if (zeros != 0) {
                return at + (Long.numberOfTrailingZeros(zeros) >> 3);
            }
        }
        while (at + 2 < end && (bytes[at] != bytes[at + 1] || bytes[at] != bytes[at + 2])) {
            at++;
        }
        return at + 2 < end ? at : end;
    }

    /** Up to where all bytes are as the first two. */
    private static int same(byte[] bytes, int from, int end) {
        int at = from + 2;
        for (; at + WORD <= end; at += WORD) {
            long differences = (long) LONGS.get(bytes, at) ^ (long) LONGS.get(bytes, at - 1);
            if (differences != 0) {
                return at + (Long.numberOfTrailingZeros(differences) >> 3);
            }
        }
        while (at < end && bytes[at] == bytes[from]) {
            at++;
        }
        return at;
    }

    private int literal(byte[] bytes, int from, int end, int to) {
        byte[] taken = out;
        int next = to;
        for (int start = from; start < end; start += LONGEST) {
            int count = Math.min(LONGEST, end - start);
            taken[next++] = (byte) (count - 1);
            if (start + count + WORD <= bytes.length) {
                for (int i = 0; i < count; i += WORD) {
                    LONGS.set(taken, next + i, (long) LONGS.get(bytes, start + i));
                }
            } else {
                System.arraycopy(bytes, start, taken, next, count);
            }
            next += count;
        }
        return next;
    }

    private void reserve(int more) {
        if (out.length - size < more) {
            out = Arrays.copyOf(out, Math.addExact(out.length, Math.max(more, out.length / 2)));
        }
    }
}
