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
 * High-Throughput JPEG 2000 (Lossless Only) and the same with RPCL Options, PS3.5 8.2.4, 10.18 and A.4.4: words of 8 or 16
 * bits, one or three to a pixel.
 *
 * <p>Colours and precision are those of {@link Jpeg2000LosslessEncoder}. With RPCL Options resolutions come one after the other,
 * each in tile-parts whose lengths the main header has (TLM), and the lowest one is 64 × 64 at most, unless one side has
 * nothing left to halve. Besides the frame this takes the memory of its codestream some times over, and of one component of a
 * tile, 64 MiB at most.
 */
public final class HtJpeg2000LosslessEncoder implements BuiltInEncoder {

    @Override
    public String name() {
        return "htj2k";
    }

    @Override
    public Set<String> transferSyntaxes() {
        return Set.of(TransferSyntax.HTJ2K_LOSSLESS.uid(), TransferSyntax.HTJ2K_LOSSLESS_RPCL.uid());
    }

    @Override
    public long workingMemory(FrameShape declared) {
        return Jpeg2000Frames.workingMemory(declared);
    }

    @Override
    public EncodedFrame encode(DecodedFrame frame, FrameShape declared, TransferSyntax syntax)
            throws DicomException, InterruptedIOException {
        boolean byResolution = syntax.equals(TransferSyntax.HTJ2K_LOSSLESS_RPCL);
        return ReversibleFrame.encode(
                frame, declared, byResolution ? Coding.HIGH_THROUGHPUT_BY_RESOLUTION : Coding.HIGH_THROUGHPUT);
    }
}
