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
 * <p>RGB becomes YBR_RCT; other colours stay. The codestream's precision is Bits Stored, and what is in the other bits of a
 * word is left out; or it is Bits Allocated, where High Bit is not Bits Stored - 1. Besides the frame this takes the memory of its
 * codestream some times over, and of one component of a tile, 64 MiB at most.
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
    public long workingMemory(FrameShape declared) {
        return Jpeg2000Frames.workingMemory(declared);
    }

    @Override
    public EncodedFrame encode(DecodedFrame frame, FrameShape declared, TransferSyntax syntax)
            throws DicomException, InterruptedIOException {
        return ReversibleFrame.encode(frame, declared, Coding.LOSSLESS);
    }
}
