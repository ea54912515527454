package org.dicomcaravan.codec.jpeg2000;

import java.io.InterruptedIOException;
import java.util.Set;
import org.dicomcaravan.codec.BuiltInEncoder;
import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.codec.EncodedFrame;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.pixels.FrameShape;

/**
 * JPEG 2000 Image Compression (Lossless Only), PS3.5 8.2.4 and A.4.4: words of 8 or 16 bits, one or three to a pixel.
 *
 * <p>RGB becomes YBR_RCT; other colours stay. The codestream's precision is Bits Stored, or Bits Allocated where the
 * bits beyond Bits Stored hold something (overlays, or zeros above negative numbers): all bits come back. Besides the
 * frame this takes the memory of its codestream twice, and of one component of a tile, 64 MiB at most.
 */
public final class Jpeg2000LosslessEncoder implements BuiltInEncoder {

    @Override
    public String name() {
        return "jpeg-2000";
    }

    @Override
    public Set<String> transferSyntaxes() {
        return Set.of(TransferSyntax.JPEG_2000_LOSSLESS.uid());
    }

    @Override
    public EncodedFrame encode(DecodedFrame frame, FrameShape declared, TransferSyntax syntax)
            throws DicomException, InterruptedIOException {
        return ReversibleFrame.encode(frame, declared, Coding.LOSSLESS);
    }
}
