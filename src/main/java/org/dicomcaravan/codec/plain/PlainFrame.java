package org.dicomcaravan.codec.plain;

import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.codec.Planes;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.FrameShape;

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
        if (declared.isSubsampled() && declared.columns() % 2 == 1) {
            throw DicomException.invalid("%s with %d columns; pairs of pixels share their chroma"
                    .formatted(declared.photometricInterpretation(), declared.columns()));
        }
        long bytes = declared.nativeFrameBytes();
        if (bytes > Integer.MAX_VALUE - Long.BYTES) {
            throw DicomException.invalid("a frame of %d bytes".formatted(bytes));
        }
        return (int) bytes;
    }

    /**
     * The frame with its samples side by side.
     *
     * @param samples as many as {@link #bytes} says; not copied if they lie side by side
     */
    static DecodedFrame of(byte[] samples, FrameShape declared) throws DicomException {
        boolean planes = declared.planar() && declared.samplesPerPixel() > 1 && !declared.isSubsampled();
        return new DecodedFrame(
                declared.rows(),
                declared.columns(),
                declared.samplesPerPixel(),
                declared.bitsAllocated(),
                declared.bitsStored(),
                declared.signed(),
                declared.photometricInterpretation(),
                planes ? Planes.interleaved(samples, declared) : samples);
    }
}
