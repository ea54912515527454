package org.dicomcaravan.codec.jpeg;

import java.io.InterruptedIOException;
import org.dicomcaravan.codec.Cancellation;
import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.codec.UsedBits;
import org.dicomcaravan.dicom.pixels.FrameShape;

/** What is stored in the words of a frame (PS3.5 8.1.1), as unsigned numbers. Immutable. */
final class StoredSamples {

    private final DecodedFrame frame;
    private final FrameShape declared;
    private final byte[] words;
    private final int wordBytes;
    private final int shift;
    private final int mask;

    /**
     * The samples of a frame.
     *
     * @param frame words of 8 or 16 bits
     * @param declared which of their bits count
     */
    StoredSamples(DecodedFrame frame, FrameShape declared) {
        this.frame = frame;
        this.declared = declared;
        this.words = frame.samples();
        this.wordBytes = frame.bitsAllocated() / Byte.SIZE;
        this.shift = declared.highBit() + 1 - declared.bitsStored();
        this.mask = (1 << declared.bitsStored()) - 1;
    }

    DecodedFrame frame() {
        return frame;
    }

    FrameShape declared() {
        return declared;
    }

    /** The same of other pixels. */
    StoredSamples with(DecodedFrame other) {
        return new StoredSamples(other, declared);
    }

    /** Whether they are declared to have just so many bits, from the lowest one of the word on. */
    boolean areWhole(int bits) {
        return declared.bitsStored() == bits && declared.highBit() == bits - 1;
    }

    /** The sample in a word, counted from 0. */
    int at(int index) {
        int at = index * wordBytes;
        int word = words[at] & 0xFF;
        return (wordBytes == 1 ? word : word | (words[at + 1] & 0xFF) << Byte.SIZE) >> shift & mask;
    }

    /** Whether any one needs more than so many bits. */
    boolean exceed(int bits) {
        return (UsedBits.of(frame) >> shift & mask) >>> bits != 0;
    }

    /** Those of bytes, one after the other; not copied where nothing else is in them. */
    byte[] bytes() throws InterruptedIOException {
        if (areWhole(Byte.SIZE)) {
            return words;
        }
        byte[] samples = new byte[words.length];
        Cancellation.inStretches(samples.length, (from, to) -> {
            for (int i = from; i < to; i++) {
                samples[i] = (byte) at(i);
            }
        });
        return samples;
    }
}
