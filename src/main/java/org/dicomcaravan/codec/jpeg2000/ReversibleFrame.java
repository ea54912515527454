package org.dicomcaravan.codec.jpeg2000;

import java.io.InterruptedIOException;
import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.codec.EncodedFrame;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.pixels.FrameShape;

/** Encodes a frame without loss, tile by tile. */
final class ReversibleFrame {

    private ReversibleFrame() {}

    /** Its codestream, from which all bits of its words come back. */
    static EncodedFrame encode(DecodedFrame frame, FrameShape declared, Coding coding)
            throws DicomException, InterruptedIOException {
        Jpeg2000Frames.check(frame);
        SampleReader reader = SampleReader.ofWords(frame, declared);
        CodingStyle style = CodingStyle.of(frame, reader, coding);
        TileEncoder tiles = new TileEncoder(style.components(), new ReversibleEncoder(reader, style));
        CodestreamWriter out = new CodestreamWriter(style);
        for (Tile tile : Tile.of(frame.columns(), frame.rows())) {
            out.tile(tiles.encode(tile));
        }
        return EncodedFrame.lossless(out.end(), Jpeg2000Frames.photometricInterpretation(frame, style));
    }
}
