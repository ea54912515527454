package org.dicomcaravan.render;

import java.io.InterruptedIOException;
import org.dicomcaravan.codec.Cancellation;
import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.codec.YbrFull;

/** Colour samples to 8-bit RGB (PS3.3 C.7.6.3.1.2): converted first, scaled after, rounded once. */
final class Colour {

    private static final int SAMPLES = 3;

    private Colour() {}

    /** RGB of any depth. */
    static byte[] rgb(StoredValues values) throws InterruptedIOException {
        StoredBits bits = values.bits();
        if (bits.stored() == 8 && values.wordBits() == 8 && !bits.signed()) {
            return values.words();
        }
        long top = bits.mask();
        return values.through(value -> (byte) Samples.scaled(value, top));
    }

    /** YBR_FULL of any depth. */
    static byte[] ybr(DecodedFrame frame, StoredBits bits) throws InterruptedIOException {
        boolean bytes = frame.bitsAllocated() == 8 && frame.precision() == 8 && bits.stored() == 8 && !bits.signed();
        return bytes ? YbrFull.toRgb(frame).samples() : ybr(StoredValues.of(frame, bits));
    }

    private static byte[] ybr(StoredValues values) throws InterruptedIOException {
        long top = values.bits().mask();
        long half = 1L << values.bits().stored() - 1;
        byte[] rgb = new byte[values.count()];
        Cancellation.inStretches(rgb.length / SAMPLES, (from, to) -> {
            for (int i = SAMPLES * from; i < SAMPLES * to; i += SAMPLES) {
                long y = values.at(i);
                long cb = values.at(i + 1) - half;
                long cr = values.at(i + 2) - half;
                rgb[i] = (byte) Samples.scaled(1000 * y + 1402 * cr, 1000 * top);
                rgb[i + 1] = (byte) Samples.scaled(587_000 * y - 202_008 * cb - 419_198 * cr, 587_000 * top);
                rgb[i + 2] = (byte) Samples.scaled(1000 * y + 1772 * cb, 1000 * top);
            }
        });
        return rgb;
    }
}
