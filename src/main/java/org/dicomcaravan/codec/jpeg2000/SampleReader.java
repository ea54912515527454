package org.dicomcaravan.codec.jpeg2000;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.dicom.pixels.FrameShape;

/** A frame's words as numbers that are symmetric around zero (DC level shift, Annex G.1). Immutable. */
final class SampleReader {

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    private final DecodedFrame frame;
    private final boolean signed;
    private final int precision;

    /** Lowest bits of a word that are no part of the sample. */
    private final int below;

    private SampleReader(DecodedFrame frame, boolean signed, int precision, int below) {
        this.frame = frame;
        this.signed = signed;
        this.precision = precision;
        this.below = below;
    }

    /**
     * A reader of words of one or two bytes that keeps all bits that are stored in them. Precision is Bits Stored, since most
     * programs believe the codestream: what is in the other bits, as overlays were once, or zeros above negative numbers, would
     * become a part of their samples. Words stay whole where the stored bits are not their lowest ones.
     */
    static SampleReader ofWords(DecodedFrame frame, FrameShape declared) {
        int stored = declared.bitsStored();
        boolean usual = stored >= 1 && stored <= frame.bitsAllocated() && declared.highBit() == stored - 1;
        return new SampleReader(frame, declared.signed(), usual ? stored : frame.bitsAllocated(), 0);
    }

    /**
     * A reader of words of one or two bytes that keeps what is stored in them: a lossy code would spread other bits over their
     * neighbours, and what reads it takes bits beyond the precision for an overshoot.
     */
    static SampleReader ofSamples(DecodedFrame frame, FrameShape declared) {
        int stored = Math.max(1, Math.min(frame.bitsAllocated(), declared.bitsStored()));
        int precision = Math.max(stored, Math.min(frame.bitsAllocated(), declared.highBit() + 1));
        return new SampleReader(frame, declared.signed(), precision, precision - stored);
    }

    /** Bits of a sample that the codestream has to keep. */
    int precision() {
        return precision;
    }

    boolean signed() {
        return signed;
    }

    /** Whether there are colours to be transformed. */
    boolean isRgb() {
        return frame.samplesPerPixel() == 3 && frame.photometricInterpretation().equals("RGB");
    }

    /** Reads a row of one component, or a part of it. */
    void read(int component, int x, int y, int[] into, int from, int count) {
        byte[] samples = frame.samples();
        int half = 1 << precision - 1;
        int field = (1 << precision) - (1 << below);
        int sign = signed ? half : 0; // whatever is above it becomes the same
        int components = frame.samplesPerPixel();
        int at = (y * frame.columns() + x) * components + component;
        if (frame.bitsAllocated() == Byte.SIZE) {
            for (int i = 0; i < count; i++, at += components) {
                into[from + i] = (samples[at] & field ^ sign) - half;
            }
        } else {
            for (int i = 0; i < count; i++, at += components) {
                into[from + i] = ((short) WORDS.get(samples, Short.BYTES * at) & field ^ sign) - half;
            }
        }
    }
}
