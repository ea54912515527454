package org.dicomcaravan.codec.plain;

import java.util.Set;
import org.dicomcaravan.codec.BuiltInEncoder;
import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.codec.EncodedFrame;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.pixels.FrameShape;

/** Encapsulated Uncompressed Explicit VR Little Endian (PS3.5 A.4.11): samples of any size and colour, side by side. */
public final class UncompressedEncoder implements BuiltInEncoder {

    @Override
    public String name() {
        return "encapsulated-uncompressed";
    }

    @Override
    public Set<String> transferSyntaxes() {
        return Set.of(TransferSyntax.ENCAPSULATED_UNCOMPRESSED.uid());
    }

    @Override
    public EncodedFrame encode(DecodedFrame frame, FrameShape declared, TransferSyntax syntax) {
        return EncodedFrame.lossless(frame.samples(), frame.photometricInterpretation());
    }
}
