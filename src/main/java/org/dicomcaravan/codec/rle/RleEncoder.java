package org.dicomcaravan.codec.rle;

import java.io.InterruptedIOException;
import java.util.Set;
import org.dicomcaravan.codec.BuiltInEncoder;
import org.dicomcaravan.codec.Cancellation;
import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.codec.EncodedFrame;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.pixels.FrameShape;

/**
 * RLE Lossless (PS3.5 Annex G). Each row is encoded by itself, as G.3.1 asks, and each segment has an even length. Bits
 * outside Bits Stored are kept.
 *
 * <p>Single bits are refused. The standard gives each a byte (G.2), others have packed them, and neither is what DCMTK,
 * GDCM and pydicom 3.0 read.
 */
public final class RleEncoder implements BuiltInEncoder {

    @Override
    public String name() {
        return "rle";
    }

    @Override
    public Set<String> transferSyntaxes() {
        return Set.of(TransferSyntax.RLE.uid());
    }

    @Override
    public EncodedFrame encode(DecodedFrame frame, FrameShape declared, TransferSyntax syntax)
            throws DicomException, InterruptedIOException {
        if (frame.bitsAllocated() == 1) {
            throw DicomException.invalid("single bits; what RLE makes of them (PS3.5 G.2) is hardly read anywhere,"
                    + " and deflated frames (1.2.840.10008.1.2.8.1) hold them");
        }
        int width = (frame.bitsAllocated() + 7) / 8;
        int segments = width * frame.samplesPerPixel();
        if (segments > RleDecoder.MOST_SEGMENTS || width > 4 || frame.isSubsampled()) {
            throw frame.misfit(
                    "RLE, which holds up to " + RleDecoder.MOST_SEGMENTS + " bytes a pixel without subsampling");
        }
        int columns = frame.columns();
        byte[] samples = frame.samples();
        PackBits out = new PackBits(RleDecoder.HEADER, samples.length / 2);
        int[] starts = new int[segments];
        byte[] row = new byte[segments == 1 ? 0 : columns + Long.BYTES];
        for (int segment = 0; segment < segments; segment++) {
            starts[segment] = out.size();
            int offset = segment / width * width + width - 1 - segment % width;
            for (int y = 0; y < frame.rows(); y++) {
                Cancellation.check();
                int from = offset + y * columns * segments;
                if (segments == 1) {
                    out.write(samples, from, from + columns);
                } else {
                    Interleaved.gather(samples, from, segments, row, columns);
                    out.write(row, 0, columns);
                }
            }
            out.padToEven();
        }
        return EncodedFrame.lossless(withHeader(out.bytes(), starts), frame.photometricInterpretation());
    }

    private static byte[] withHeader(byte[] codestream, int[] starts) {
        putWord(codestream, 0, starts.length);
        for (int segment = 0; segment < starts.length; segment++) {
            putWord(codestream, 4 + 4 * segment, starts[segment]);
        }
        return codestream;
    }

    private static void putWord(byte[] codestream, int at, int value) {
        for (int i = 0; i < 4; i++) {
            codestream[at + i] = (byte) (value >>> 8 * i);
        }
    }
}
