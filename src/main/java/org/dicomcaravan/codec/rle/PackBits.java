package org.dicomcaravan.codec.rle;

import java.util.Arrays;

/** Bytes as the runs of PS3.5 G.3.1, in memory that grows. For one thread. */
final class PackBits {

    private static final int LONGEST = 128;

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

    /** Writes a row by itself: runs of two or more are replicated unless they would only interrupt a literal run. */
    void write(byte[] row) {
        // No run takes more than its bytes, but for one in front of every 128 literal ones and of a last one.
        reserve(row.length + row.length / LONGEST + 2);
        byte[] to = out;
        int next = size;
        int literal = 0;
        int at = 0;
        int last = row.length - 1;
        while (true) {
            while (at < last && row[at] != row[at + 1]) {
                at++;
            }
            if (at >= last) {
                break;
            }
            byte value = row[at];
            int end = Math.min(row.length, at + LONGEST);
            int run = at + 2;
            while (run < end && row[run] == value) {
                run++;
            }
            int count = run - at;
            if (count >= 3 || literal == at) {
                next = literal(row, literal, at, to, next);
                to[next++] = (byte) (1 - count);
                to[next++] = value;
                literal = run;
            }
            at = run;
        }
        size = literal(row, literal, row.length, to, next);
    }

    private static int literal(byte[] row, int from, int end, byte[] to, int at) {
        int next = at;
        for (int start = from; start < end; start += LONGEST) {
            int count = Math.min(LONGEST, end - start);
            to[next++] = (byte) (count - 1);
            System.arraycopy(row, start, to, next, count);
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
