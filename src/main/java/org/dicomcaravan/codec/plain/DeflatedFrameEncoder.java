package org.dicomcaravan.codec.plain;

import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.Set;
import java.util.zip.Deflater;
import org.dicomcaravan.codec.BuiltInEncoder;
import org.dicomcaravan.codec.Cancellation;
import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.codec.EncodedFrame;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.pixels.FrameShape;

/** Deflated Image Frame Compression (PS3.5 A.4.13): samples of any size and colour, side by side, deflated (RFC 1951). */
public final class DeflatedFrameEncoder implements BuiltInEncoder {

    /** Bytes that are deflated at a time: meanwhile nobody can interrupt it, nor collect garbage. */
    private static final int STRETCH = 1 << 20;

    @Override
    public String name() {
        return "deflated-frame";
    }

    @Override
    public Set<String> transferSyntaxes() {
        return Set.of(TransferSyntax.DEFLATED_FRAME.uid());
    }

    @Override
    public EncodedFrame encode(DecodedFrame frame, FrameShape declared, TransferSyntax syntax)
            throws DicomException, InterruptedIOException {
        if (frame.isSubsampled()) {
            throw frame.misfit("deflated frames, which hold whole pixels");
        }
        return EncodedFrame.lossless(deflated(frame.samples()), frame.photometricInterpretation());
    }

    private static byte[] deflated(byte[] samples) throws InterruptedIOException {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try {
            byte[] out = new byte[samples.length / 2 + 64];
            int length = 0;
            int given = 0;
            while (!deflater.finished()) {
                Cancellation.check();
                if (deflater.needsInput()) {
                    int count = Math.min(STRETCH, samples.length - given);
                    deflater.setInput(samples, given, count);
                    given += count;
                }
                if (given == samples.length) {
                    deflater.finish();
                }
                length += deflater.deflate(out, length, out.length - length);
                if (length == out.length) {
                    out = Arrays.copyOf(out, Math.addExact(out.length, out.length / 2));
                }
            }
            return Arrays.copyOf(out, length);
        } finally {
            deflater.end();
        }
    }
}
