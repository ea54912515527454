package org.dicomcaravan.codec;

import java.io.InterruptedIOException;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.pixels.FrameShape;

/** Planar Configuration 1 (PS3.3 C.7.6.3.1.3): all first samples, then all second ones, and so on. */
final class Planes {

    private Planes() {}

    /**
     * The samples of a planar frame side by side.
     *
     * @throws DicomException UNSUPPORTED where they are single bits
     */
    static byte[] interleaved(byte[] planes, FrameShape shape) throws DicomException, InterruptedIOException {
        if (shape.bitsAllocated() < Byte.SIZE) {
            throw DicomException.unsupported("planes of single bits");
        }
        int wordBytes = shape.bitsAllocated() / Byte.SIZE;
        int pixelBytes = wordBytes * shape.samplesPerPixel();
        int planeBytes = planes.length / shape.samplesPerPixel();
        byte[] out = new byte[planes.length];
        Cancellation.inStretches(planeBytes / wordBytes, (first, end) -> {
            for (int sample = 0; sample < shape.samplesPerPixel(); sample++) {
                int from = sample * planeBytes + first * wordBytes;
                int to = first * pixelBytes + sample * wordBytes;
                for (int pixel = first; pixel < end; pixel++, from += wordBytes, to += pixelBytes) {
                    for (int i = 0; i < wordBytes; i++) {
                        out[to + i] = planes[from + i];
                    }
                }
            }
        });
        return out;
    }
}
