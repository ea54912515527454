package org.dicomcaravan.codec.plain;

import java.util.Arrays;
import java.util.Set;
import java.util.zip.Deflater;
import org.dicomcaravan.codec.BuiltInEncoder;
import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.codec.EncodedFrame;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.pixels.FrameShape;

/** Deflated Image Frame Compression (PS3.5 A.4.13): samples of any size and colour, side by side, deflated (RFC 1951). */
public final class DeflatedFrameEncoder implements BuiltInEncoder {

    @Override
    public String name() {
        return "deflated-frame";
    }

    @Override
    public Set<String> transferSyntaxes() {
        return Set.of(TransferSyntax.DEFLATED_FRAME.uid());
    }

    @Override
    public EncodedFrame encode(DecodedFrame frame, FrameShape declared, TransferSyntax syntax) throws DicomException {
        if (frame.isSubsampled()) {
            throw frame.misfit("deflated frames, which hold whole pixels");
        }
        return EncodedFrame.lossless(deflated(frame.samples()), frame.photometricInterpretation());
    }

    private static byte[] deflated(byte[] samples) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try {
            deflater.setInput(samples);
            deflater.finish();
            byte[] out = new byte[samples.length / 2 + 64];
            int length = deflater.deflate(out);
            while (!deflater.finished()) {
                out = Arrays.copyOf(out, Math.addExact(out.length, out.length / 2));
                length += deflater.deflate(out, length, out.length - length);
            }
            return Arrays.copyOf(out, length);
        } finally {
            deflater.end();
        }
    }
}
