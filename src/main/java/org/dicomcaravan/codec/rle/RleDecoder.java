package org.dicomcaravan.codec.rle;

import java.util.Arrays;
import java.util.Set;
import org.dicomcaravan.codec.BuiltInDecoder;
import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.FrameShape;
import org.dicomcaravan.dicom.TransferSyntax;

/**
 * RLE Lossless (PS3.5 Annex G): a header of 16 numbers, then one PackBits segment for each byte of a pixel, the most
 * significant byte of the first sample first. Segments may lie in any order and be padded; a run that crosses the end
 * of a segment's bytes fails the frame.
 */
public final class RleDecoder implements BuiltInDecoder {

    static final String UID = "1.2.840.10008.1.2.5";
    static final int HEADER = 64;
    static final int MOST_SEGMENTS = 15;

    @Override
    public String name() {
        return "rle";
    }

    @Override
    public Set<String> transferSyntaxes() {
        return Set.of(UID);
    }

    @Override
    public DecodedFrame decode(byte[] codestream, FrameShape declared, TransferSyntax syntax) throws DicomException {
        int samples = declared.samplesPerPixel();
        int allocated = declared.bitsAllocated();
        int width = (allocated + 7) / 8;
        long pixels = (long) declared.rows() * declared.columns();
        long segmentSize = allocated == 1 ? (pixels + 7) / 8 : pixels;
        int[] starts = starts(codestream, width * samples);
        // No two bytes of PackBits become more than 128: a frame that can't be whole is refused before it costs memory.
        if (segmentSize * width * samples > 64L * codestream.length) {
            throw truncated();
        }
        byte[] words = new byte[Math.toIntExact(segmentSize * width * samples)];
        for (int segment = 0; segment < starts.length; segment++) {
            int offset = segment / width * width + width - 1 - segment % width;
            unpack(codestream, starts[segment], end(codestream, starts, segment), words, offset, width * samples);
        }
        return new DecodedFrame(
                declared.rows(),
                declared.columns(),
                samples,
                allocated,
                declared.bitsStored(),
                declared.signed(),
                colour(declared.photometricInterpretation()),
                words);
    }

    /** RLE transforms no colours and subsamples none, whatever the tag says about chroma. */
    private static String colour(String declared) {
        return declared.endsWith("_422") ? declared.substring(0, declared.length() - 4) : declared;
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

    /** PackBits (PS3.5 G.3.1) from {@code at} to {@code end} into every {@code step}th byte from {@code to} on. */
    private static void unpack(byte[] in, int at, int end, byte[] out, int to, int step) throws DicomException {
        int from = at;
        int next = to;
        while (next < out.length) {
            if (from >= end) {
                throw truncated();
            }
            int code = in[from++];
            int left = (out.length - next + step - 1) / step;
            if (code >= 0) {
                int count = Math.min(code + 1, left);
                if (from + count > end) {
                    throw truncated();
                }
                if (step == 1) {
                    System.arraycopy(in, from, out, next, count);
                    next += count;
                } else {
                    for (int i = 0; i < count; i++, next += step) {
                        out[next] = in[from + i];
                    }
                }
                from += code + 1;
            } else if (code != -128) {
                int count = Math.min(1 - code, left);
                if (from >= end) {
                    throw truncated();
                }
                byte value = in[from++];
                if (step == 1) {
                    Arrays.fill(out, next, next + count, value);
                    next += count;
                } else {
                    for (int i = 0; i < count; i++, next += step) {
                        out[next] = value;
                    }
                }
            }
        }
    }

    private static int word(byte[] bytes, int at) {
        return (bytes[at] & 0xFF)
                | ((bytes[at + 1] & 0xFF) << 8)
                | ((bytes[at + 2] & 0xFF) << 16)
                | ((bytes[at + 3] & 0xFF) << 24);
    }

    private static DicomException truncated() {
        return DicomException.invalid("the RLE codestream ends before its frame is whole");
    }
}
