package org.dicomcaravan.codec.rle;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Bytes of one kind, which segments hold one behind the other, among the others of their pixels. Where pixels have two
 * bytes, as those of most modalities do, words of eight are taken apart and put together.
 */
final class Interleaved {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int WORD = Long.BYTES;
    private static final int HALF = Integer.BYTES;
    private static final long EVEN_BYTES = 0x00FF_00FF_00FF_00FFL;
    private static final long EVEN_PAIRS = 0x0000_FFFF_0000_FFFFL;

    private Interleaved() {}

    /**
     * Takes one byte of each pixel.
     *
     * @param pixels all of them
     * @param from the first one's place
     * @param step bytes of a pixel
     * @param bytes takes them from its start
     * @param count pixels
     */
    static void gather(byte[] pixels, int from, int step, byte[] bytes, int count) {
        int i = 0;
        int at = from;
        if (step == 2) {
            for (; i + WORD <= count && at + 2 * WORD <= pixels.length; i += WORD, at += 2 * WORD) {
                long low = packed((long) LONGS.get(pixels, at));
                LONGS.set(bytes, i, low | packed((long) LONGS.get(pixels, at + WORD)) << 32);
            }
        }
        for (; i < count; i++, at += step) {
            bytes[i] = pixels[at];
        }
    }

    /**
     * Puts one byte of each pixel.
     *
     * @param bytes has them from its start
     * @param pixels takes them
     * @param to the first one's place
     * @param step bytes of a pixel
     * @param count pixels
     */
    static void scatter(byte[] bytes, byte[] pixels, int to, int step, int count) {
        if (step == 1) {
            System.arraycopy(bytes, 0, pixels, to, count);
            return;
        }
        for (int i = 0, at = to; i < count; i++, at += step) {
            pixels[at] = bytes[i];
        }
    }

    /** Puts both bytes of each pixel of two, as {@link #scatter} does each of them. */
    static void scatterPairs(byte[] low, byte[] high, byte[] pixels, int to, int count) {
        int i = 0;
        int at = to;
        for (; i + HALF <= count; i += HALF, at += WORD) {
            LONGS.set(pixels, at, spread((int) INTS.get(low, i)) | spread((int) INTS.get(high, i)) << 8);
        }
        for (; i < count; i++, at += 2) {
            pixels[at] = low[i];
            pixels[at + 1] = high[i];
        }
    }

    /** Puts the three bytes of each pixel of three, and a fourth one that the next pixel overwrites. */
    static void scatterTriples(byte[] first, byte[] second, byte[] third, byte[] pixels, int to, int count) {
        int i = 0;
        int at = to;
        for (; i < count && at + HALF <= pixels.length; i++, at += 3) {
            INTS.set(pixels, at, first[i] & 0xFF | (second[i] & 0xFF) << 8 | third[i] << 16);
        }
        for (; i < count; i++, at += 3) {
            pixels[at] = first[i];
            pixels[at + 1] = second[i];
            pixels[at + 2] = third[i];
        }
    }

    /** Every other byte, the lowest first, in the lower half. */
    private static long packed(long word) {
        long even = word & EVEN_BYTES;
        long pairs = (even | even >>> 8) & EVEN_PAIRS;
        return (pairs | pairs >>> 16) & 0xFFFF_FFFFL;
    }

    /** The other way: four bytes with room above each. */
    private static long spread(int bytes) {
        long word = bytes & 0xFFFF_FFFFL;
        long pairs = (word | word << 16) & EVEN_PAIRS;
        return (pairs | pairs << 8) & EVEN_BYTES;
    }
}
