package org.dicomcaravan.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Which bits of a frame's words are there for something, old overlays and signs included. */
public final class UsedBits {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private UsedBits() {}

    /**
     * All bits that any word has set.
     *
     * @param frame words of 8 or 16 bits
     */
    public static int of(DecodedFrame frame) {
        return of(frame, false);
    }

    /**
     * All bits of words in two's complement that any negative one has not set, or any other one has.
     *
     * @param frame words of 8 or 16 bits
     */
    public static int ofSigned(DecodedFrame frame) {
        return of(frame, true);
    }

    private static int of(DecodedFrame frame, boolean signed) {
        byte[] samples = frame.samples();
        int bits = frame.bitsAllocated();
        long used = 0;
        int at = 0;
        for (; at <= samples.length - Long.BYTES; at += Long.BYTES) {
            long words = (long) LONGS.get(samples, at);
            used |= signed ? words ^ negative(words, bits) : words;
        }
        long rest = 0;
        for (int shift = 0; at < samples.length; at++, shift += Byte.SIZE) {
            rest |= (samples[at] & 0xFFL) << shift;
        }
        used |= signed ? rest ^ negative(rest, bits) : rest;
        used |= used >>> 32;
        used |= used >>> 16;
        return (int) (bits == Short.SIZE ? used & 0xFFFF : (used | used >>> 8) & 0xFF);
    }

    /** All bits of those words that are negative. */
    private static long negative(long words, int bits) {
        long each = bits == Short.SIZE ? 0x0001_0001_0001_0001L : 0x01_01_01_01_01_01_01_01L;
        return (words >>> bits - 1 & each) * ((1L << bits) - 1);
    }
}
