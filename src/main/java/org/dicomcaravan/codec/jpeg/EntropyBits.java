package org.dicomcaravan.codec.jpeg;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.dicomcaravan.codec.jpegsyntax.MarkerPrefix;
import org.dicomcaravan.codec.jpegsyntax.Markers;
import org.dicomcaravan.dicom.DicomException;

/**
 * The entropy-coded data of a scan, bit by bit (ISO/IEC 10918-1 F.2.2): without stuffed zeros and fill bytes, cut at
 * its restart markers. At least {@value #SURE} bits lie ready after each refill, so that one does for a code and its
 * magnitude. Reading may run beyond the end of an interval, into what is there or zeros; {@link #check} says so, and has
 * to be asked after each block. For one thread.
 */
final class EntropyBits {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** A code of 16 bits and a magnitude of 15. */
    private static final int SURE = 32;

    /** More than the longest block can read: 64 codes and magnitudes, and a word. */
    private static final int PADDING = 512;

    private static final int RESTARTS = 8;
    private static final int TOP = Long.SIZE;
    private static final int WINDOW_SHIFT = TOP - HuffmanTable.WINDOW;
    private static final int COEFFICIENTS = ComponentGrid.BLOCK;

    private final byte[] data;
    private final int most;
    private int[] ends = new int[1];
    private int markers;
    private int intervals;
    private int interval;

    private long bits;
    private int count;
    private int at;

    /**
     * The scan that lies between two positions of a codestream.
     *
     * @param most restart intervals there are at most, at least 1
     * @throws DicomException INVALID where its restart markers don't count (B.2.1)
     */
    EntropyBits(byte[] bytes, int from, int to, int most) throws DicomException {
        this.most = most;
        data = new byte[to - from + PADDING];
        int length = 0;
        for (int i = from; i < to; ) {
            int next = MarkerPrefix.next(bytes, i, to);
            System.arraycopy(bytes, i, data, length, next - i);
            length += next - i;
            if (next + 1 >= to) {
                break; // a fill byte before the marker behind the scan
            }
            int code = bytes[next + 1] & 0xFF;
            if (code == 0) {
                data[length++] = -1;
            } else if (code != 0xFF) {
                end(length, code);
            }
            i = code == 0xFF ? next + 1 : next + 2;
        }
        end(length, Markers.RST0 + markers % RESTARTS);
    }

    private void end(int length, int marker) throws DicomException {
        if (marker != Markers.RST0 + markers % RESTARTS) {
            throw DicomException.invalid("the JPEG codestream is damaged: restart marker %d where %d is due"
                    .formatted(marker - Markers.RST0, markers % RESTARTS));
        }
        markers++;
        if (intervals == most) {
            return; // behind the last unit
        }
        if (intervals == ends.length) {
            ends = Arrays.copyOf(ends, Math.min(most, 2 * intervals));
        }
        ends[intervals++] = length;
    }

    /** Goes on behind the next restart marker; INVALID where there is none, or where data lies before it. */
    void restart() throws DicomException {
        if (interval + 1 >= intervals) {
            throw DicomException.invalid("the JPEG codestream is damaged: a restart marker is missing");
        }
        if (8L * at - count + Byte.SIZE <= 8L * ends[interval]) {
            throw DicomException.invalid("the JPEG codestream is damaged: data before a restart marker is left over");
        }
        at = ends[interval++];
        bits = 0;
        count = 0;
    }

    /** INVALID where more was read than the interval holds. */
    void check() throws DicomException {
        if (8L * at - count > 8L * ends[interval]) {
            throw DicomException.invalid("the JPEG codestream is damaged: a scan or a restart interval ends too early");
        }
    }

    private void refill() {
        if (count < SURE) {
            bits |= (long) LONGS.get(data, at) >>> count;
            at += TOP - 1 - count >> 3;
            count |= TOP - Byte.SIZE;
        }
    }

    private void skip(int length) {
        bits <<= length;
        count -= length;
    }

    /** The next code's symbol. */
    int symbol(HuffmanTable table) throws DicomException {
        refill();
        int code = table.codes[(int) (bits >>> WINDOW_SHIFT)];
        if (code == 0) {
            code = table.longer((int) (bits >>> TOP - 16));
        }
        skip(code & HuffmanTable.LENGTH);
        return code >> HuffmanTable.SYMBOL_SHIFT;
    }

    /** Up to 16 bits as a number. */
    int take(int length) {
        refill();
        int taken = (int) (bits >>> 1 >>> TOP - 1 - length);
        skip(length);
        return taken;
    }

    /** A magnitude of up to 15 bits. */
    int magnitude(int size) {
        return HuffmanTable.extended(take(size), size);
    }

    /** A difference of DC coefficients. */
    int difference(HuffmanTable table) throws DicomException {
        refill();
        int entry = table.entries[(int) (bits >>> WINDOW_SHIFT)];
        if ((entry & HuffmanTable.WHOLE) != 0) {
            skip(entry & HuffmanTable.LENGTH);
            return entry >> HuffmanTable.VALUE_SHIFT;
        }
        return magnitude(symbol(table));
    }

    /**
     * The AC coefficients of a block in a sequential scan (F.2.2.2), times their quantization steps.
     *
     * @param block takes the coefficients that are not 0, row by row
     * @param steps in the order of the code
     * @return the place of the last one in the order of the code; 0 if there are none
     */
    int coefficients(int[] block, HuffmanTable table, int[] steps, int[] order) throws DicomException {
        int[] entries = table.entries;
        long ready = bits;
        int left = count;
        int last = 0;
        int k = 1;
        while (k < COEFFICIENTS) {
            if (left < SURE) {
                ready |= (long) LONGS.get(data, at) >>> left;
                at += TOP - 1 - left >> 3;
                left |= TOP - Byte.SIZE;
            }
            int entry = entries[(int) (ready >>> WINDOW_SHIFT)];
            int value;
            int length;
            if ((entry & HuffmanTable.WHOLE) != 0) {
                value = entry >> HuffmanTable.VALUE_SHIFT;
                length = entry & HuffmanTable.LENGTH;
                k += entry >> HuffmanTable.SYMBOL_SHIFT & 0xF;
            } else {
                int code = entry != 0 ? entry : table.longer((int) (ready >>> TOP - 16));
                int size = code >> HuffmanTable.SYMBOL_SHIFT & HuffmanTable.SIZE;
                int run = code >> HuffmanTable.SYMBOL_SHIFT + HuffmanTable.RUN_SHIFT;
                length = code & HuffmanTable.LENGTH;
                k += run;
                if (size == 0) {
                    ready <<= length;
                    left -= length;
                    if (run == 0) {
                        break;
                    }
                    k = zeros(run, k);
                    continue;
                }
                value = HuffmanTable.extended((int) (ready << length >>> TOP - size), size);
                length += size;
            }
            ready <<= length;
            left -= length;
            if (k >= COEFFICIENTS) {
                throw outside();
            }
            block[order[k]] = Idct.bounded(value * steps[k]);
            last = k++;
        }
        bits = ready;
        count = left;
        return last;
    }

    /** Behind sixteen zeros, which are the only run without a magnitude. */
    private static int zeros(int run, int k) throws DicomException {
        if (run != 0xF || k + 1 >= COEFFICIENTS) {
            throw outside();
        }
        return k + 1;
    }

    static DicomException outside() {
        return DicomException.invalid("the JPEG codestream is damaged: a coefficient outside its block");
    }
}
