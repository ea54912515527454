package org.dicomcaravan.codec;

import java.io.InterruptedIOException;
import java.util.Objects;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.pixels.FrameShape;

/**
 * One frame's samples without compression: rows from top to bottom, pixels from left to right, the samples of a pixel
 * side by side, each a little endian word of {@code bitsAllocated}.
 *
 * <p>Two layouts differ: with 1 bit allocated, samples are packed, eight to a byte, the first in the lowest bit, and
 * the frame starts at a byte; a native {@code YBR_FULL_422} frame keeps its four bytes Y0 Y1 Cb Cr (or four words) for
 * two pixels.
 *
 * @param rows height in pixels
 * @param columns width in pixels
 * @param samplesPerPixel 1, 3 or 4
 * @param bitsAllocated 1, 8, 16, 32 or 64: the size of a word. Bits Allocated of the data set, or more where the
 *     codestream has more and the data set is wrong
 * @param precision significant bits of a word by the codestream (P in JPEG, Ssiz in JPEG 2000); by Bits Stored where
 *     the codestream doesn't say
 * @param signed whether the samples are two's complement by the codestream or, where it doesn't say, by Pixel
 *     Representation
 * @param photometricInterpretation what the samples are: {@code RGB}, {@code YBR_FULL}, {@code YBR_FULL_422} (native
 *     only), {@code MONOCHROME1}, {@code MONOCHROME2}, {@code PALETTE COLOR} …
 * @param samples the words; not copied, so not to be changed
 */
public record DecodedFrame(
        int rows,
        int columns,
        int samplesPerPixel,
        int bitsAllocated,
        int precision,
        boolean signed,
        String photometricInterpretation,
        byte[] samples) {

    /**
     * Checks that there are as many bytes as the other values need.
     *
     * @throws IllegalArgumentException where there are not: a mistake of the decoder
     */
    public DecodedFrame {
        Objects.requireNonNull(photometricInterpretation, "photometricInterpretation");
        long needed = bytes(rows, columns, samplesPerPixel, bitsAllocated, photometricInterpretation);
        if (samples.length != needed) {
            throw new IllegalArgumentException("%d bytes for %d x %d pixels of %d samples of %d bits, %d needed"
                    .formatted(samples.length, columns, rows, samplesPerPixel, bitsAllocated, needed));
        }
    }

    /** Samples in this layout, as a data set describes them. */
    public static DecodedFrame of(byte[] samples, FrameShape declared) {
        return new DecodedFrame(
                declared.rows(),
                declared.columns(),
                declared.samplesPerPixel(),
                declared.bitsAllocated(),
                declared.bitsStored(),
                declared.signed(),
                declared.photometricInterpretation(),
                samples);
    }

    /**
     * A frame in native encoding (PS3.5 8.1.1), little endian, starting at a byte.
     *
     * @param samples without padding; not copied unless they lie in planes
     * @throws DicomException UNSUPPORTED for planes of single bits
     */
    public static DecodedFrame ofNative(byte[] samples, FrameShape declared)
            throws DicomException, InterruptedIOException {
        return of(declared.hasPlanes() ? Planes.interleaved(samples, declared) : samples, declared);
    }

    /** A frame of the same size with other samples. */
    public DecodedFrame with(String otherPhotometricInterpretation, byte[] otherSamples) {
        return new DecodedFrame(
                rows,
                columns,
                samplesPerPixel,
                bitsAllocated,
                precision,
                signed,
                otherPhotometricInterpretation,
                otherSamples);
    }

    /** Whether pairs of pixels share their chroma, so that there are two samples a pixel instead of three. */
    public boolean isSubsampled() {
        return FrameShape.isSubsampled(samplesPerPixel, photometricInterpretation);
    }

    /**
     * What an encoder throws for a frame that it can't hold: INVALID.
     *
     * @param codec its name, and what it holds, as in {@code RLE, which holds up to 15 bytes a pixel}
     */
    public DicomException misfit(String codec) {
        return DicomException.invalid("%d samples of %d bits as %s don't fit %s"
                .formatted(samplesPerPixel, bitsAllocated, photometricInterpretation, codec));
    }

    /** Bytes of a frame in this layout. */
    public static long bytes(int rows, int columns, int samplesPerPixel, int bitsAllocated, String photometric) {
        long perPixel = FrameShape.isSubsampled(samplesPerPixel, photometric) ? 2 : samplesPerPixel;
        return (perPixel * rows * columns * bitsAllocated + 7) / 8;
    }
}
