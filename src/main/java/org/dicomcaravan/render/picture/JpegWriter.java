package org.dicomcaravan.render.picture;

import java.io.IOException;
import java.io.OutputStream;
import org.dicomcaravan.codec.jpeg.BaselineJpeg;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.io.Pieces;
import org.dicomcaravan.render.RenderedFrame;

/**
 * Rendered frames as baseline JPEG (ISO/IEC 10918-1, JFIF): grey as one component, RGB as YCbCr with chroma at half
 * resolution. Immutable and safe for any number of threads.
 */
public final class JpegWriter {

    /** Quality unless configured. */
    public static final int DEFAULT_QUALITY = BaselineJpeg.DEFAULT_QUALITY;

    private final BaselineJpeg jpeg;

    /**
     * A writer of a fixed quality.
     *
     * @param quality on libjpeg's scale from 1 to 100
     */
    public JpegWriter(int quality) {
        jpeg = BaselineJpeg.halvedBothWays(quality);
    }

    /** The whole file. */
    public Pieces encode(RenderedFrame frame) throws IOException, DicomException {
        Pieces out = new Pieces();
        write(frame, out);
        return out;
    }

    /** Writes the file to a stream, which stays open. */
    public void write(RenderedFrame frame, OutputStream out) throws IOException, DicomException {
        jpeg.write(frame.samples(), frame.width(), frame.height(), frame.components(), out);
    }
}
