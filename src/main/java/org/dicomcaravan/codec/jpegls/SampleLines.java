package org.dicomcaravan.codec.jpegls;

import java.io.InterruptedIOException;
import org.dicomcaravan.codec.Cancellation;
import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.codec.UsedBits;
import org.dicomcaravan.dicom.pixels.FrameShape;

/**
 * A frame's words as the unsigned numbers that JPEG-LS knows, and how they are to be coded so that what comes back is
 * right as words, too.
 *
 * <p>Lossless, all bits of a word come back: the precision is Bits Stored, or Bits Allocated where something is in the
 * other bits, be it an overlay or the sign of negative numbers.
 *
 * <p>Near-lossless, only the bits of the sample are coded, and all others become 0: what reads a lossy syntax takes a word
 * beyond Bits Stored for an overshoot, and clamps it. A decoder keeps a sample between 0 and the largest number only, so
 * signed numbers near both ends of their range would change their sign: a frame with such ones gets half of NEAR, and
 * these numbers are moved away from the ends by as much, which is NEAR together. Samples of so few bits that nothing
 * would be left of them are coded without loss.
 */
final class SampleLines {

    private final byte[] words;
    private final int columns;
    private final int components;
    private final int allocated;
    private final int precision;
    private final int near;
    private final int field; // bits of a sample that are clamped, 0 where none is
    private final int coded; // the bits of a word that are coded

    /** Lines of words of 8 or 16 bits; {@code tolerance} is how far a sample may be off. */
    SampleLines(DecodedFrame frame, FrameShape declared, int tolerance) throws InterruptedIOException {
        this.words = frame.samples();
        this.columns = frame.columns();
        this.components = frame.samplesPerPixel();
        this.allocated = frame.bitsAllocated();
        int stored = Math.max(1, Math.min(allocated, declared.bitsStored()));
        if (tolerance == 0) {
            this.precision = UsedBits.of(frame) >>> stored == 0 ? Math.max(2, stored) : allocated;
            this.coded = (1 << allocated) - 1;
            this.near = 0;
            this.field = 0;
            return;
        }
        int width = Math.max(stored, Math.min(allocated, declared.highBit() + 1));
        this.precision = Math.max(2, width);
        this.coded = (1 << width) - (1 << width - stored);
        int most = (1 << stored - (declared.signed() ? 1 : 0)) - 1 >> 1;
        int wanted = Math.min(tolerance, most);
        boolean atTheEnds = wanted > 0 && declared.signed() && reachesEnds(width, wanted);
        this.near = atTheEnds ? wanted / 2 : wanted;
        this.field = atTheEnds ? width : 0;
    }

    /** P, 2 to 16. */
    int precision() {
        return precision;
    }

    /** NEAR. */
    int near() {
        return near;
    }

    /** Reads a line of a component from index 1 on. */
    void read(int component, int y, int[] line) {
        if (allocated == Byte.SIZE) {
            int at = y * columns * components + component;
            for (int x = 1; x <= columns; x++, at += components) {
                line[x] = words[at] & coded;
            }
        } else {
            int at = 2 * (y * columns * components + component);
            for (int x = 1; x <= columns; x++, at += 2 * components) {
                line[x] = (words[at] & 0xFF | (words[at + 1] & 0xFF) << 8) & coded;
            }
        }
        if (field > 0) {
            int high = (1 << field - 1) - 1 - near;
            int low = near - (1 << field - 1);
            for (int x = 1; x <= columns; x++) {
                line[x] = Math.max(low, Math.min(high, signed(line[x], field))) & (1 << field) - 1;
            }
        }
    }

    private boolean reachesEnds(int sample, int distance) throws InterruptedIOException {
        int end = 1 << sample - 1;
        int count = words.length / (allocated / Byte.SIZE);
        for (int i = 0; i < count; i++) {
            if (i % columns == 0) {
                Cancellation.check();
            }
            int value = signed(word(i), sample);
            if (value >= end - distance || value < distance - end) {
                return true;
            }
        }
        return false;
    }

    private int word(int index) {
        return allocated == Byte.SIZE
                ? words[index] & 0xFF
                : words[2 * index] & 0xFF | (words[2 * index + 1] & 0xFF) << 8;
    }

    private static int signed(int word, int bits) {
        return word << Integer.SIZE - bits >> Integer.SIZE - bits;
    }
}
