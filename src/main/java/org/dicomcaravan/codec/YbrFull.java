package org.dicomcaravan.codec;

import java.io.InterruptedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * YBR_FULL to RGB by the inverse of PS3.3 C.7.6.3.1.2, exact, halves up, clamped: R = Y + 1.402 Cr,
 * G = Y − (0.202008 Cb + 0.419198 Cr) / 0.587, B = Y + 1.772 Cb, with Cb and Cr less half their range.
 */
public final class YbrFull {

    private static final VarHandle SHORTS =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int SAMPLES = 3;

    private YbrFull() {}

    /** The same pixels as RGB. For unsigned words of 8 or 16 bits; the precision is kept. */
    public static DecodedFrame toRgb(DecodedFrame ybr) throws InterruptedIOException {
        byte[] rgb =
                ybr.bitsAllocated() == Byte.SIZE && ybr.precision() == Byte.SIZE ? bytes(ybr.samples()) : words(ybr);
        return ybr.with("RGB", rgb);
    }

    /** A native YBR_FULL_422 frame with words of 8 or 16 bits as YBR_FULL: both pixels of a pair get its chroma. */
    public static DecodedFrame replicated(DecodedFrame halved) throws InterruptedIOException {
        int word = halved.bitsAllocated() / Byte.SIZE;
        byte[] in = halved.samples();
        byte[] out = new byte[in.length / 2 * SAMPLES];
        Cancellation.inStretches(in.length / (4 * word), (first, end) -> {
            for (int from = 4 * word * first, to = 6 * word * first; from < 4 * word * end; from += 4 * word) {
                System.arraycopy(in, from, out, to, word);
                System.arraycopy(in, from + 2 * word, out, to + word, 2 * word);
                System.arraycopy(in, from + word, out, to + 3 * word, word);
                System.arraycopy(in, from + 2 * word, out, to + 4 * word, 2 * word);
                to += 6 * word;
            }
        });
        return halved.with("YBR_FULL", out);
    }

    private static byte[] bytes(byte[] ybr) throws InterruptedIOException {
        int[] red = new int[256];
        int[] blue = new int[256];
        for (int chroma = 0; chroma < 256; chroma++) {
            red[chroma] = red(chroma - 128);
            blue[chroma] = blue(chroma - 128);
        }
        byte[] rgb = new byte[ybr.length];
        Cancellation.inStretches(ybr.length / SAMPLES, (from, to) -> {
            for (int i = SAMPLES * from; i < SAMPLES * to; i += SAMPLES) {
                int y = ybr[i] & 0xFF;
                int cb = ybr[i + 1] & 0xFF;
                int cr = ybr[i + 2] & 0xFF;
                rgb[i] = (byte) clamped(y + red[cr], 255);
                // 512 whole steps keep the dividend positive, so that the division rounds down.
                int green = (293_500 + 512 * 587_000 - 202_008 * (cb - 128) - 419_198 * (cr - 128)) / 587_000 - 512;
                rgb[i + 1] = (byte) clamped(y + green, 255);
                rgb[i + 2] = (byte) clamped(y + blue[cb], 255);
            }
        });
        return rgb;
    }

    private static byte[] words(DecodedFrame ybr) throws InterruptedIOException {
        int word = ybr.bitsAllocated() / Byte.SIZE;
        int top = (1 << ybr.precision()) - 1;
        int half = 1 << ybr.precision() - 1;
        byte[] in = ybr.samples();
        byte[] out = new byte[in.length];
        Cancellation.inStretches(in.length / (SAMPLES * word), (from, to) -> {
            for (int i = SAMPLES * word * from; i < SAMPLES * word * to; i += SAMPLES * word) {
                int y = get(in, i, word);
                int cb = get(in, i + word, word) - half;
                int cr = get(in, i + 2 * word, word) - half;
                put(out, i, word, clamped(y + red(cr), top));
                put(out, i + word, word, clamped(y + green(cb, cr), top));
                put(out, i + 2 * word, word, clamped(y + blue(cb), top));
            }
        });
        return out;
    }

    // Y is an integer: only what is added to it is rounded.

    private static int red(int cr) {
        return Math.floorDiv(1402 * cr + 500, 1000);
    }

    private static int green(int cb, int cr) {
        return (int) Math.floorDiv(293_500L - 202_008L * cb - 419_198L * cr, 587_000L);
    }

    private static int blue(int cb) {
        return Math.floorDiv(1772 * cb + 500, 1000);
    }

    private static int clamped(int value, int top) {
        return Math.min(Math.max(value, 0), top);
    }

    private static int get(byte[] bytes, int at, int word) {
        return word == 1 ? bytes[at] & 0xFF : (short) SHORTS.get(bytes, at) & 0xFFFF;
    }

    private static void put(byte[] bytes, int at, int word, int value) {
        if (word == 1) {
            bytes[at] = (byte) value;
        } else {
            SHORTS.set(bytes, at, (short) value);
        }
    }
}
