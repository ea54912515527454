package org.dicomcaravan.codec.rle;

import java.io.InterruptedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.dicomcaravan.codec.Cancellation;
import org.dicomcaravan.dicom.DicomException;

/**
 * A segment of runs (PS3.5 G.3.1), a stretch of bytes at a time. Runs are written whole, in words of eight bytes, and
 * what is beyond the stretch starts the next one: so the length of a run, which nobody can guess, costs few branches.
 * For one thread.
 */
final class PackBitsReader {

    /** Bytes of a stretch; what lies behind them in {@link #bytes} is none of the caller's. */
    static final int STRETCH = 4096;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int WORD = Long.BYTES;
    private static final int LONGEST = 128;
    private static final int NOTHING = -128;
    private static final int PAUSE = 4096;
    private static final long ONES = 0x0101_0101_0101_0101L;

    private final byte[] in;
    private final int end;
    private final byte[] stretch = new byte[STRETCH + LONGEST];
    private int at;
    private int filled;

    /** The segment that lies between two positions of a codestream. */
    PackBitsReader(byte[] in, int from, int end) {
        this.in = in;
        this.at = from;
        this.end = end;
    }

    /** The stretch that was read last. */
    byte[] bytes() {
        return stretch;
    }

    /**
     * Reads the next stretch, once; the last one may be shorter than {@link #STRETCH}.
     *
     * @throws DicomException INVALID where the segment ends before it
     */
    void read(int count) throws DicomException, InterruptedIOException {
        if (filled > STRETCH) {
            System.arraycopy(stretch, STRETCH, stretch, 0, filled - STRETCH);
        }
        int next = Math.max(0, filled - STRETCH);
        int from = at;
        while (next < count) {
            if (from >= end) {
                throw RleDecoder.truncated();
            }
            int code = in[from++];
            if (code >= 0) {
                int length = Math.min(code + 1, end - from);
                if (length <= code && next + length < count) {
                    throw RleDecoder.truncated();
                }
                literal(from, next, length);
                next += length;
                from += length;
            } else if (code != NOTHING) {
                if (from >= end) {
                    throw RleDecoder.truncated();
                }
                long word = (in[from++] & 0xFF) * ONES;
                for (int to = next; to < next + 1 - code; to += WORD) {
                    LONGS.set(stretch, to, word);
                }
                next += 1 - code;
            } else if (from % PAUSE == 0) {
                Cancellation.check(); // a codestream may be full of codes that mean nothing
            }
        }
        at = from;
        filled = next;
    }

    private void literal(int from, int to, int length) {
        if (in.length - from >= LONGEST) {
            for (int i = 0; i < length; i += WORD) {
                LONGS.set(stretch, to + i, (long) LONGS.get(in, from + i));
            }
        } else {
            System.arraycopy(in, from, stretch, to, length);
        }
    }
}
