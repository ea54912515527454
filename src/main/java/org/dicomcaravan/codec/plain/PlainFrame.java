package org.dicomcaravan.codec.plain;

import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.pixels.FrameShape;

/**
 * One frame in native encoding (PS3.5 8.1.1), little endian, starting at a byte: what these syntaxes hold, as it is or
 * deflated.
 */
final class PlainFrame {

    private PlainFrame() {}

    /**
     * Bytes of a frame, without padding.
     *
     * @throws DicomException INVALID where it has no whole number of pixels, or more bytes than an array holds
     */
    static int bytes(FrameShape declared) throws DicomException {
        declared.checkPairs();
        long bytes = declared.nativeFrameBytes();
        if (bytes > Integer.MAX_VALUE - Long.BYTES) {
            throw DicomException.invalid("a frame of %d bytes".formatted(bytes));
        }
        return (int) bytes;
    }
}
