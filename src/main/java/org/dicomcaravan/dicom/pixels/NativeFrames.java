package org.dicomcaravan.dicom.pixels;

import java.io.IOException;
import java.io.InputStream;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.Tag;
import org.dicomcaravan.dicom.VR;
import org.dicomcaravan.dicom.reading.Element;
import org.dicomcaravan.io.BoundedStream;
import org.dicomcaravan.io.ByteSource;
import org.dicomcaravan.io.WordSwapStream;

/**
 * Frames stored as samples, one after the other without padding between them (PS3.5 8.1.1, 8.2). Frames of single bits
 * may start inside a byte.
 *
 * @param start where the value starts
 * @param length the value's bytes
 * @param frameBits bits of a frame
 * @param word bytes that are swapped as one, 1 if none
 */
record NativeFrames(ByteSource content, long start, long length, int frames, long frameBits, int word)
        implements FrameStore {

    static NativeFrames of(Element element, FrameShape shape, int frames, ByteSource content) throws DicomException {
        long bits = shape.nativeFrameBits();
        long available = element.length() * 8;
        if (bits > available / frames) {
            throw DicomException.invalid(Tag.describe(element.tag()) + " has " + element.length() + " bytes, " + frames
                    + " frames of " + bits + " bits do not fit in");
        }
        return new NativeFrames(content, element.valueOffset(), element.length(), frames, bits, swappedWord(element));
    }

    static int swappedWord(Element element) {
        VR vr = element.vr().orElse(null);
        return element.isBigEndian() && (vr == VR.OW || vr == VR.OF || vr == VR.OD) ? vr.wordSize() : 1;
    }

    @Override
    public long length(int frame) {
        return (frameBits + 7) / 8;
    }

    @Override
    public InputStream open(int frame, boolean littleEndian) throws IOException {
        long firstBit = frame * frameBits;
        long first = firstBit / 8;
        int shift = (int) (firstBit % 8);
        if (shift == 0) {
            return word == 1 || !littleEndian
                    ? content.stream(start + first, length(frame))
                    : swapped(first, length(frame));
        }
        long last = (firstBit + frameBits + 7) / 8;
        InputStream bytes = word == 1 ? content.stream(start + first, last - first) : swapped(first, last - first);
        return new BitShiftStream(bytes, shift, frameBits);
    }

    /** Bytes of the value as if all its words were swapped; frames may start and end inside a word. */
    private InputStream swapped(long first, long count) throws IOException {
        long aligned = first / word * word;
        long end = Math.min(length, (first + count + word - 1) / word * word);
        InputStream words = new WordSwapStream(content.stream(start + aligned, end - aligned), word);
        words.skipNBytes(first - aligned);
        return new BoundedStream(words, count);
    }
}
