package org.dicomcaravan.codec.jpegsyntax;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The byte 0xFF, which starts markers and is stuffed in scans (ISO/IEC 10918-1 B.1.1): sought eight bytes at a time. */
public final class MarkerPrefix {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long TOPS = 0x8080_8080_8080_8080L;

    private MarkerPrefix() {}

    /** The place of the next one before {@code to}, or {@code to}. */
    public static int next(byte[] bytes, int from, int to) {
        int at = from;
        for (; at <= to - Long.BYTES; at += Long.BYTES) {
            long word = (long) LONGS.get(bytes, at);
            long found = ~word - ONES & word & TOPS; // of each byte whose complement is 0, the lowest one surely
            if (found != 0) {
                return at + (Long.numberOfTrailingZeros(found) >> 3);
            }
        }
        while (at < to && bytes[at] != -1) {
            at++;
        }
        return Math.min(at, to);
    }
}
