package org.dicomcaravan.render;

import java.io.InterruptedIOException;
import org.dicomcaravan.codec.Cancellation;
import org.dicomcaravan.codec.DecodedFrame;

/**
 * Keeps what a lossy codestream overshoots: a sample outside the range of the stored bits becomes the range's nearest
 * end, where cutting it to its low bits would turn white into black.
 */
final class Clamp {

    private Clamp() {}

    /**
     * The frame itself where its words can't leave the range.
     *
     * @param signed whether the codestream's own samples are signed, whatever the stored bits mean
     */
    static DecodedFrame to(DecodedFrame frame, StoredBits bits, boolean signed) throws InterruptedIOException {
        int width = bits.stored() + bits.shift();
        if (width >= frame.bitsAllocated() || frame.bitsAllocated() > 32) {
            return frame;
        }
        long lowest = signed ? -(1L << width - 1) : 0;
        long highest = lowest + (1L << width) - 1;
        StoredValues words = StoredValues.of(frame, new StoredBits(frame.bitsAllocated(), 0, signed));
        int wordBytes = frame.bitsAllocated() / Byte.SIZE;
        byte[] clamped = frame.samples().clone();
        Cancellation.inStretches(words.count(), (from, to) -> {
            for (int i = from; i < to; i++) {
                long word = words.at(i);
                if (word < lowest || word > highest) {
                    put(clamped, i * wordBytes, wordBytes, word < lowest ? lowest : highest);
                }
            }
        });
        return frame.with(frame.photometricInterpretation(), clamped);
    }

    private static void put(byte[] words, int at, int wordBytes, long value) {
        for (int part = 0; part < wordBytes; part++) {
            words[at + part] = (byte) (value >> Byte.SIZE * part);
        }
    }
}
