package org.dicomcaravan.render;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Optional;
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
    static StoredValues of(DecodedFrame frame, StoredBits bits) {
        return frame.bitsAllocated() == 1
                ? new StoredValues(unpacked(frame), 1, bits)
                : new StoredValues(frame.samples(), frame.bitsAllocated() / 8, bits);
    }

    private static byte[] unpacked(DecodedFrame frame) {
        byte[] packed = frame.samples();
        byte[] values = new byte[frame.rows() * frame.columns() * frame.samplesPerPixel()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) (packed[i >> 3] >> (i & 7) & 1);
        }
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

    /** Every value through a function. */
    byte[] through(LevelFunction function) {
        byte[] out = new byte[count()];
        through(function, out, 0, 1);
        return out;
    }

    /** Every value through a function, into every {@code step}th byte from {@code from} on. */
    void through(LevelFunction function, byte[] out, int from, int step) {
        if (bits.stored() > StoredBits.TABLE_BITS) {
            for (int i = 0, to = from; to < out.length; i++, to += step) {
                out[to] = function.at(at(i));
            }
            return;
        }
        byte[] table = function.table(bits);
        int shift = bits.shift();
        int mask = table.length - 1;
        switch (wordBytes) {
            case 1 -> {
                for (int i = 0, to = from; to < out.length; i++, to += step) {
                    out[to] = table[words[i] >> shift & mask];
                }
            }
            case 2 -> {
                for (int i = 0, to = from; to < out.length; i++, to += step) {
                    out[to] = table[(short) SHORTS.get(words, 2 * i) >> shift & mask];
                }
            }
            default -> {
                for (int i = 0, to = from; to < out.length; i++, to += step) {
                    out[to] = table[(int) INTS.get(words, 4 * i) >> shift & mask];
                }
            }
        }
    }

    /** The least and the greatest value that is not padding; empty where all are. */
    Optional<ValueRange> range(PixelPadding padding) {
        if (padding.isNone() && wordBytes == 2) {
            return Optional.of(shortRange());
        }
        long low = Long.MAX_VALUE;
        long high = Long.MIN_VALUE;
        for (int i = 0, count = count(); i < count; i++) {
            long value = at(i);
            if (!padding.contains(value)) {
                low = Math.min(low, value);
                high = Math.max(high, value);
            }
        }
        return low > high ? Optional.empty() : Optional.of(new ValueRange(low, high));
    }

    private ValueRange shortRange() {
        int left = 32 - bits.shift() - bits.stored();
        int right = 32 - bits.stored();
        boolean signed = bits.signed();
        int low = Integer.MAX_VALUE;
        int high = Integer.MIN_VALUE;
        for (int i = 0; i < words.length; i += 2) {
            int top = (short) SHORTS.get(words, i) << left;
            int value = signed ? top >> right : top >>> right;
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        return new ValueRange(low, high);
    }

    /** The least and the greatest entry of a LUT that values which are not padding lead to; empty where all are. */
    Optional<ValueRange> range(PixelPadding padding, Lut lut) {
        int low = Integer.MAX_VALUE;
        int high = Integer.MIN_VALUE;
        for (int i = 0, count = count(); i < count; i++) {
            long value = at(i);
            if (!padding.contains(value)) {
                int entry = lut.at(value);
                low = Math.min(low, entry);
                high = Math.max(high, entry);
            }
        }
        return low > high ? Optional.empty() : Optional.of(new ValueRange(low, high));
    }
}
