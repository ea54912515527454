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
        byte[] samples = frame.samples();
        long used = 0;
        int at = 0;
        for (; at <= samples.length - Long.BYTES; at += Long.BYTES) {
            used |= (long) LONGS.get(samples, at);
        }
        for (int shift = 0; at < samples.length; at++, shift += Byte.SIZE) {
            used |= (samples[at] & 0xFFL) << shift;
        }
        used |= used >>> 32;
        used |= used >>> 16;
        return (int) (frame.bitsAllocated() == Short.SIZE ? used & 0xFFFF : (used | used >>> 8) & 0xFF);
    }
}
