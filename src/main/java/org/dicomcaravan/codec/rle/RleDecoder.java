package org.dicomcaravan.codec.rle;

import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.Set;
import org.dicomcaravan.codec.BuiltInDecoder;
import org.dicomcaravan.codec.Cancellation;
import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.pixels.FrameShape;

/**
 * RLE Lossless (PS3.5 Annex G): a header of 16 numbers, then one PackBits segment for each byte of a pixel, the most
 * significant byte of the first sample first. Segments may lie in any order and be padded; a run that crosses the end
 * of a segment's bytes fails the frame. Single bits have a byte each (G.2), or lie packed by eight, as some write them.
 */
public final class RleDecoder implements BuiltInDecoder {

    static final int HEADER = 64;
    static final int MOST_SEGMENTS = 15;

    @Override
    public String name() {
        return "rle";
    }

    @Override
    public Set<String> transferSyntaxes() {
        return Set.of(TransferSyntax.RLE.uid());
    }

    @Override
    public DecodedFrame decode(byte[] codestream, FrameShape declared, TransferSyntax syntax)
            throws DicomException, InterruptedIOException {
        long pixels = (long) declared.rows() * declared.columns();
        byte[] words = declared.bitsAllocated() == 1
                ? bits(codestream, declared, pixels)
                : unpacked(codestream, (declared.bitsAllocated() + 7) / 8, declared.samplesPerPixel(), pixels);
        return new DecodedFrame(
                declared.rows(),
                declared.columns(),
                declared.samplesPerPixel(),
                declared.bitsAllocated(),
                declared.bitsStored(),
                declared.signed(),
                declared.wholePhotometricInterpretation(),
                words);
    }

    /** A segment that is too short for a byte a bit may still have a byte for eight. */
    private static byte[] bits(byte[] codestream, FrameShape declared, long pixels)
            throws DicomException, InterruptedIOException {
        if (declared.samplesPerPixel() > 1) {
            throw DicomException.unsupported("RLE of several single bits a pixel");
        }
        byte[] bytes;
        try {
            bytes = unpacked(codestream, 1, 1, pixels);
        } catch (DicomException e) {
            return unpacked(codestream, 1, 1, (pixels + 7) / 8);
        }
        byte[] packed = new byte[(bytes.length + 7) / 8];
        Cancellation.inStretches(bytes.length, (from, to) -> {
            for (int i = from; i < to; i++) {
                packed[i >> 3] |= (byte) ((bytes[i] & 1) << (i & 7));
            }
        });
        return packed;
    }

    /** The bytes of so many pixels, whose samples have {@code width} of them each. */
    private static byte[] unpacked(byte[] codestream, int width, int samples, long pixels)
            throws DicomException, InterruptedIOException {
        int[] starts = starts(codestream, width * samples);
        // No two bytes of PackBits become more than 128: a frame that can't be whole is refused before it costs memory.
        if (pixels * width * samples > 64L * codestream.length) {
            throw truncated();
        }
        byte[] words = new byte[Math.toIntExact(pixels * width * samples)];
        PackBitsReader[] readers = new PackBitsReader[starts.length];
        for (int segment = 0; segment < starts.length; segment++) {
            int offset = segment / width * width + width - 1 - segment % width;
            readers[offset] = new PackBitsReader(codestream, starts[segment], end(codestream, starts, segment));
        }
        unpack(readers, words);
        return words;
    }

    private static int[] starts(byte[] codestream, int expected) throws DicomException {
        if (codestream.length < HEADER) {
            throw truncated();
        }
        int count = word(codestream, 0);
        if (count != expected || count > MOST_SEGMENTS) {
            throw DicomException.invalid("%d RLE segments, %d expected".formatted(count & 0xFFFFFFFFL, expected));
        }
        int[] starts = new int[count];
        for (int segment = 0; segment < count; segment++) {
            starts[segment] = word(codestream, 4 + 4 * segment);
            if (starts[segment] < HEADER || starts[segment] > codestream.length) {
                throw DicomException.invalid("RLE segment %d starts at byte %d of %d"
                        .formatted(segment + 1, starts[segment] & 0xFFFFFFFFL, codestream.length));
            }
        }
        return starts;
    }

    /** Where the segment's bytes end: at the nearest segment that starts behind it. */
    private static int end(byte[] codestream, int[] starts, int segment) {
        return Arrays.stream(starts)
                .filter(start -> start > starts[segment])
                .min()
                .orElse(codestream.length);
    }

    /** Reads all segments at once, a stretch of each at a time, and the pixels that these make while they are at hand. */
    private static void unpack(PackBitsReader[] readers, byte[] words) throws DicomException, InterruptedIOException {
        int step = readers.length;
        for (int at = 0; at < words.length; at += step * PackBitsReader.STRETCH) {
            Cancellation.check();
            int count = Math.min(PackBitsReader.STRETCH, (words.length - at) / step);
            for (PackBitsReader reader : readers) {
                reader.read(count);
            }
            place(readers, words, at, count);
        }
    }

    private static void place(PackBitsReader[] readers, byte[] words, int at, int count) {
        int step = readers.length;
        byte[] first = readers[0].bytes();
        if (step == 2) {
            Interleaved.scatterPairs(first, readers[1].bytes(), words, at, count);
        } else if (step == 3) {
            Interleaved.scatterTriples(first, readers[1].bytes(), readers[2].bytes(), words, at, count);
        } else {
            for (int offset = 0; offset < step; offset++) {
                Interleaved.scatter(readers[offset].bytes(), words, at + offset, step, count);
            }
        }
    }

    private static int word(byte[] bytes, int at) {
        return (bytes[at] & 0xFF)
                | ((bytes[at + 1] & 0xFF) << 8)
                | ((bytes[at + 2] & 0xFF) << 16)
                | ((bytes[at + 3] & 0xFF) << 24);
    }

    static DicomException truncated() {
        return DicomException.invalid("the RLE codestream ends before its frame is whole");
    }
}
