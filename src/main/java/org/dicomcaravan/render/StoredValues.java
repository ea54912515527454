package org.dicomcaravan.render;

import java.io.InterruptedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Optional;
import org.dicomcaravan.codec.Cancellation;
import org.dicomcaravan.codec.DecodedFrame;

/** The integers of a frame: what is stored in the words of its samples. The loops here touch every pixel. */
final class StoredValues {

    private static final VarHandle SHORTS =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] words;
    private final int wordBytes;
    private final StoredBits bits;

    private StoredValues(byte[] words, int wordBytes, StoredBits bits) {
        this.words = words;
        this.wordBytes = wordBytes;
        this.bits = bits;
    }

    /** The values of a frame with words of 1, 8, 16 or 32 bits. */
    static StoredValues of(DecodedFrame frame, StoredBits bits) throws InterruptedIOException {
        return frame.bitsAllocated() == 1
                ? new StoredValues(unpacked(frame), 1, bits)
                : new StoredValues(frame.samples(), frame.bitsAllocated() / 8, bits);
    }

    private static byte[] unpacked(DecodedFrame frame) throws InterruptedIOException {
        byte[] packed = frame.samples();
        byte[] values = new byte[frame.rows() * frame.columns() * frame.samplesPerPixel()];
        Cancellation.inStretches(values.length, (from, to) -> {
            for (int i = from; i < to; i++) {
                values[i] = (byte) (packed[i >> 3] >> (i & 7) & 1);
            }
        });
        return values;
    }

    int count() {
        return words.length / wordBytes;
    }

    StoredBits bits() {
        return bits;
    }

    /** Bits of a word. */
    int wordBits() {
        return 8 * wordBytes;
    }

    /** The words themselves. */
    byte[] words() {
        return words;
    }

    long at(int index) {
        return bits.value(word(index));
    }

    private long word(int index) {
        return switch (wordBytes) {
            case 1 -> words[index];
            case 2 -> (short) SHORTS.get(words, 2 * index);
            default -> (int) INTS.get(words, 4 * index);
        };
    }

    /** Every value through a function: the words themselves, where it changes none of them. */
    byte[] through(LevelFunction function) throws InterruptedIOException {
        if (wordBytes == 1 && bits.stored() == Byte.SIZE && isIdentity(function.table(bits))) {
            return words;
        }
        byte[] out = new byte[count()];
        through(function, out, 0, 1);
        return out;
    }

    /** Every value through a function, into every {@code step}th byte from {@code from} on. */
    void through(LevelFunction function, byte[] out, int from, int step) throws InterruptedIOException {
        if (bits.stored() <= StoredBits.TABLE_BITS) {
            byte[] table = function.table(bits);
            Cancellation.inStretches(
                    count(), (first, end) -> lookUp(table, first, end, out, from + first * step, step));
            return;
        }
        Cancellation.inStretches(count(), (first, end) -> {
            for (int i = first, to = from + first * step; i < end; i++, to += step) {
                out[to] = function.at(at(i));
            }
        });
    }

    private static boolean isIdentity(byte[] table) {
        for (int value = 0; value < table.length; value++) {
            if (table[value] != (byte) value) {
                return false;
            }
        }
        return true;
    }

    private void lookUp(byte[] table, int first, int end, byte[] out, int from, int step) {
        int shift = bits.shift();
        int mask = table.length - 1;
        switch (wordBytes) {
            case 1 -> {
                for (int i = first, to = from; i < end; i++, to += step) {
                    out[to] = table[words[i] >> shift & mask];
                }
            }
            case 2 -> {
                for (int i = first, to = from; i < end; i++, to += step) {
                    out[to] = table[(short) SHORTS.get(words, 2 * i) >> shift & mask];
                }
            }
            default -> {
                for (int i = first, to = from; i < end; i++, to += step) {
                    out[to] = table[(int) INTS.get(words, 4 * i) >> shift & mask];
                }
            }
        }
    }

    /** The least and the greatest value that is not padding; empty where all are. */
    Optional<ValueRange> range(PixelPadding padding) throws InterruptedIOException {
        Extremes extremes = new Extremes();
        if (padding.isNone() && wordBytes == 2) {
            Cancellation.inStretches(count(), (first, end) -> shorts(first, end, extremes));
            return extremes.range();
        }
        Cancellation.inStretches(count(), (first, end) -> {
            for (int i = first; i < end; i++) {
                long value = at(i);
                if (!padding.contains(value)) {
                    extremes.add(value);
                }
            }
        });
        return extremes.range();
    }

    private void shorts(int first, int end, Extremes extremes) {
        int left = 32 - bits.shift() - bits.stored();
        int right = 32 - bits.stored();
        boolean signed = bits.signed();
        int low = Integer.MAX_VALUE;
        int high = Integer.MIN_VALUE;
        for (int i = 2 * first; i < 2 * end; i += 2) {
            int top = (short) SHORTS.get(words, i) << left;
            int value = signed ? top >> right : top >>> right;
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        extremes.add(low);
        extremes.add(high);
    }

    /** The least and the greatest entry of a LUT that values which are not padding lead to; empty where all are. */
    Optional<ValueRange> range(PixelPadding padding, Lut lut) throws InterruptedIOException {
        Extremes extremes = new Extremes();
        Cancellation.inStretches(count(), (first, end) -> {
            for (int i = first; i < end; i++) {
                long value = at(i);
                if (!padding.contains(value)) {
                    extremes.add(lut.at(value));
                }
            }
        });
        return extremes.range();
    }

    /** The least and the greatest of what was added. */
    private static final class Extremes {

        private long low = Long.MAX_VALUE;
        private long high = Long.MIN_VALUE;

        void add(long value) {
            low = Math.min(low, value);
            high = Math.max(high, value);
        }

        Optional<ValueRange> range() {
            return low > high ? Optional.empty() : Optional.of(new ValueRange(low, high));
        }
    }
}
