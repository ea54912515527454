package org.dicomcaravan.codec.rle;

import java.io.ByteArrayOutputStream;
import java.util.Set;
import org.dicomcaravan.codec.Codecs;
import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.codec.EncodedFrame;
import org.dicomcaravan.codec.FrameEncoder;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.FrameShape;
import org.dicomcaravan.dicom.TransferSyntax;

/**
 * RLE Lossless (PS3.5 Annex G). Each row is encoded by itself, as G.3.1 asks, and each segment has an even length. Bits
 * outside Bits Stored are kept.
 */
public final class RleEncoder implements FrameEncoder {

    private static final int LONGEST = 128;

    @Override
    public String name() {
        return "RLE Lossless";
    }

    @Override
    public Set<String> transferSyntaxes() {
        return Set.of(RleDecoder.UID);
    }

    @Override
    public int order() {
        return Codecs.BUILT_IN_ORDER;
    }

    @Override
    public String since() {
        return "0.1.0";
    }

    @Override
    public EncodedFrame encode(DecodedFrame frame, FrameShape declared, TransferSyntax syntax) throws DicomException {
        int width = (frame.bitsAllocated() + 7) / 8;
        int segments = width * frame.samplesPerPixel();
        if (segments > RleDecoder.MOST_SEGMENTS
                || width > 4
                || frame.photometricInterpretation().endsWith("_422")) {
            throw DicomException.invalid(
                    "%d samples of %d bits as %s don't fit RLE, which holds up to %d bytes a pixel without subsampling"
                            .formatted(
                                    frame.samplesPerPixel(),
                                    frame.bitsAllocated(),
                                    frame.photometricInterpretation(),
                                    RleDecoder.MOST_SEGMENTS));
        }
        // Bit-packed rows don't start at bytes: such a frame is one row of bytes.
        int rowBytes = frame.bitsAllocated() == 1 ? frame.samples().length : frame.columns();
        int rows = frame.bitsAllocated() == 1 ? 1 : frame.rows();
        Segments out = new Segments(frame.samples().length / 2 + RleDecoder.HEADER);
        int[] starts = new int[segments];
        byte[] row = new byte[rowBytes];
        for (int segment = 0; segment < segments; segment++) {
            starts[segment] = out.size();
            int offset = segment / width * width + width - 1 - segment % width;
            for (int y = 0; y < rows; y++) {
                gather(frame.samples(), offset + y * rowBytes * segments, segments, row);
                pack(row, out);
            }
            if (out.size() % 2 == 1) {
                out.write(0);
            }
        }
        return EncodedFrame.lossless(out.withHeader(starts), frame.photometricInterpretation());
    }

    private static void gather(byte[] samples, int from, int step, byte[] row) {
        for (int i = 0, at = from; i < row.length; i++, at += step) {
            row[i] = samples[at];
        }
    }

    /** PackBits: runs of two or more are replicated unless they would only interrupt a literal run. */
    private static void pack(byte[] row, ByteArrayOutputStream out) {
        int literal = 0;
        int at = 0;
        while (at < row.length) {
            int run = run(row, at);
            if (run >= 3 || run == 2 && literal == at) {
                writeLiteral(row, literal, at, out);
                out.write(1 - run);
                out.write(row[at]);
                literal = at + run;
            }
            at += run;
        }
        writeLiteral(row, literal, row.length, out);
    }

    private static int run(byte[] row, int from) {
        int end = Math.min(row.length, from + LONGEST);
        int at = from + 1;
        while (at < end && row[at] == row[from]) {
            at++;
        }
        return at - from;
    }

    private static void writeLiteral(byte[] row, int from, int to, ByteArrayOutputStream out) {
        for (int at = from; at < to; at += LONGEST) {
            int count = Math.min(LONGEST, to - at);
            out.write(count - 1);
            out.write(row, at, count);
        }
    }

    /** The codestream as it grows: room for the header, then segments. */
    private static final class Segments extends ByteArrayOutputStream {

        Segments(int capacity) {
            super(capacity);
            count = RleDecoder.HEADER;
            if (buf.length < count) {
                buf = new byte[count];
            }
        }

        byte[] withHeader(int[] starts) {
            putWord(0, starts.length);
            for (int segment = 0; segment < starts.length; segment++) {
                putWord(4 + 4 * segment, starts[segment]);
            }
            return toByteArray();
        }

        private void putWord(int at, int value) {
            for (int i = 0; i < 4; i++) {
                buf[at + i] = (byte) (value >>> 8 * i);
            }
        }
    }
}
