package org.dicomcaravan.transcode.builtin;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.codec.FrameReader;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.writing.FrameSource;

/**
 * Frames that are decoded when they are opened. All have to be like the first one, as there is one description for all.
 * Frames of single bits that don't fill bytes are one piece, since they follow one another without padding (PS3.5 8.1.1).
 */
final class DecodedFrames implements FrameSource {

    private final FrameReader reader;
    private final Description like;
    private final long bitsOfFrame;
    private final boolean onePiece;

    /** The frames of a reader, the first of which is given. Its samples are not kept. */
    DecodedFrames(FrameReader reader, DecodedFrame first) {
        this.reader = reader;
        this.like = Description.of(first);
        this.bitsOfFrame = first.bitsAllocated() == 1
                ? (long) first.rows() * first.columns() * first.samplesPerPixel()
                : 8L * first.samples().length;
        this.onePiece = bitsOfFrame % 8 != 0;
    }

    @Override
    public int frames() {
        return onePiece ? 1 : reader.frames();
    }

    @Override
    public long length(int frame) {
        return onePiece ? (bitsOfFrame * reader.frames() + 7) / 8 : bitsOfFrame / 8;
    }

    @Override
    public InputStream open(int frame) throws IOException, DicomException {
        return onePiece
                ? new PackedBits(reader.frames(), bitsOfFrame, this::samples)
                : new ByteArrayInputStream(samples(frame));
    }

    private byte[] samples(int frame) throws IOException, DicomException {
        DecodedFrame decoded = reader.samples(frame);
        like.check(Description.of(decoded), frame);
        return decoded.samples();
    }
}
