package org.dicomcaravan.codec.jpeglossless;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.dicomcaravan.codec.jpegsyntax.MarkerPrefix;
import org.dicomcaravan.dicom.DicomException;

/**
 * Reads differences out of entropy-coded segments (ISO/IEC 10918-1 F.1.2.3, H.2), one segment after the other: what
 * lies between SOS or RSTm and the next marker. For one thread.
 */
final class EntropyReader {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** Zeros behind a segment, so that eight bytes can be read wherever a reader stands that has not noticed its end. */
    private static final int PADDING = 24;

    /** A code of 16 bits and a difference of as many. */
    private static final int LONGEST = 32;

    /** What a codestream that is cut off ends before. */
    static final String DUE = "its frame is whole";

    private final byte[] codestream;
    private final byte[] segment;
    private int end;
    private int marker;
    private boolean leftover;

    // The next bits from the highest on, how many of them count, and where the next byte lies.
    private long bits;
    private int held;
    private int at;

    EntropyReader(byte[] codestream) {
        this.codestream = codestream;
        this.segment = new byte[codestream.length + PADDING];
    }

    /** Starts a segment: its bytes without the zeros stuffed behind each 0xFF. */
    void begin(int from) {
        int next = from;
        int to = 0;
        while (true) {
            int start = next;
            next = MarkerPrefix.next(codestream, next, codestream.length);
            System.arraycopy(codestream, start, segment, to, next - start);
            to += next - start;
            if (next + 1 >= codestream.length || codestream[next + 1] != 0) {
                break;
            }
            segment[to++] = -1;
            next += 2;
        }
        Arrays.fill(segment, to, to + PADDING, (byte) 0);
        end = to;
        marker = next;
        bits = 0;
        held = 0;
        at = 0;
    }

    /** Ends the segment: where the next marker, or the end of the codestream, lies. */
    int end() throws DicomException {
        long unread = 8L * (end - at) + held;
        if (unread < 0) {
            throw truncated();
        }
        leftover |= unread >= 16;
        return marker;
    }

    /** Whether an ended segment had more in it than was read, apart from padding. */
    boolean hasLeftover() {
        return leftover;
    }

    /** Reads as many differences, with these tables in turn, from the first on. */
    void read(DecodingTable[] tables, int[] differences, int count) throws DicomException {
        byte[] data = segment;
        long next = bits;
        int left = held;
        int from = at;
        for (int i = 0, turn = 0; i < count; i++, turn = turn + 1 == tables.length ? 0 : turn + 1) {
            if (left < LONGEST) {
                checkEnd(from);
                next |= (long) LONGS.get(data, from) >>> left;
                from += 63 - left >> 3;
                left |= 56;
            }
            int entry = tables[turn].lookup[(int) (next >>> Long.SIZE - DecodingTable.LOOK)];
            int length = entry & 31;
            if (length > 0) {
                differences[i] = entry >> DecodingTable.DIFFERENCE;
                next <<= length;
                left -= length;
                continue;
            }
            entry = entry == 0 ? tables[turn].search(next) : entry;
            length = entry >> 5 & 31;
            next <<= length;
            left -= length;
            int category = entry >> 10;
            differences[i] = difference(next, category);
            category = category == 16 ? tables[turn].bitsBehind16() : category;
            next <<= category;
            left -= category;
        }
        bits = next;
        held = left;
        at = from;
    }

    /** The difference of a category whose bits come next (table H.2); 0 and 16 have but one. */
    private static int difference(long next, int category) {
        if (category == 0 || category == 16) {
            return category << 11;
        }
        int negative = (int) ~(next >> 63);
        return (int) (next >>> Long.SIZE - category) + ((-1 << category) + 1 & negative);
    }

    private void checkEnd(int from) throws DicomException {
        if (from > end + Long.BYTES) {
            throw truncated();
        }
    }

    static DicomException truncated() {
        return DicomException.invalid("the JPEG codestream ends before " + DUE);
    }
}
