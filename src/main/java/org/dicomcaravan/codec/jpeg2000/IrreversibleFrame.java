package org.dicomcaravan.codec.jpeg2000;

import java.io.InterruptedIOException;
import java.util.Optional;
import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.codec.EncodedFrame;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.pixels.FrameShape;

/** Encodes a frame with loss, into a number of bytes. */
final class IrreversibleFrame {

    /** Codes a frame so that its packets take no more than so many bytes. */
    interface RateCoder {
        CodedFrame encode(SampleReader reader, CodingStyle style, long bytes) throws InterruptedIOException;
    }

    private IrreversibleFrame() {}

    /**
     * Its codestream.
     *
     * @param method the term for it in Lossy Image Compression Method (PS3.3 C.7.6.1.1.5.1)
     */
    static EncodedFrame encode(
            DecodedFrame frame,
            FrameShape declared,
            Coding coding,
            CompressionRatio ratio,
            RateCoder coder,
            String method)
            throws DicomException, InterruptedIOException {
        Jpeg2000Frames.checkForLoss(frame, declared);
        SampleReader reader = SampleReader.ofSamples(frame, declared);
        CodingStyle style = CodingStyle.of(frame, reader, coding);
        int tiles = Tile.of(style.columns(), style.rows()).size();
        int headers = new CodestreamWriter(style).length(tiles);
        CodedFrame coded = coder.encode(reader, style, ratio.packets(frame, headers));
        CodestreamWriter out = new CodestreamWriter(coded.style());
        coded.tiles().forEach(out::tile);
        return new EncodedFrame(out.end(), Jpeg2000Frames.photometricInterpretation(frame, style), Optional.of(method));
    }
}
