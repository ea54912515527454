package org.dicomcaravan.dicom.pixels;

import java.io.IOException;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.Tag;
import org.dicomcaravan.dicom.reading.DataSet;

/**
 * What a data set says of each frame (PS3.3 C.7.6.3). Only read, not checked: zero where the data set has no number.
 *
 * @param rows Rows
 * @param columns Columns
 * @param samplesPerPixel Samples per Pixel, 1 if absent
 * @param bitsAllocated Bits Allocated
 * @param bitsStored Bits Stored, Bits Allocated if absent or 0
 * @param highBit High Bit; Bits Stored - 1 if absent or outside Bits Stored - 1 … Bits Allocated - 1
 * @param signed whether Pixel Representation is 1
 * @param planar whether Planar Configuration is 1
 * @param photometricInterpretation trimmed; "" if absent
 * @param floating whether samples are IEEE 754: Float (32 bits) or Double Float Pixel Data (64 bits)
 */
public record FrameShape(
        int rows,
        int columns,
        int samplesPerPixel,
        int bitsAllocated,
        int bitsStored,
        int highBit,
        boolean signed,
        boolean planar,
        String photometricInterpretation,
        boolean floating) {

    private static final String HALVED = "_422";

    static FrameShape read(DataSet data, boolean floating) throws IOException {
        int allocated = data.word(Tag.BITS_ALLOCATED).orElse(0);
        int said = data.word(Tag.BITS_STORED).orElse(0);
        int stored = said == 0 ? allocated : said;
        int high = data.word(Tag.HIGH_BIT).orElse(stored - 1);
        return new FrameShape(
                data.word(Tag.ROWS).orElse(0),
                data.word(Tag.COLUMNS).orElse(0),
                data.word(Tag.SAMPLES_PER_PIXEL).orElse(1),
                allocated,
                stored,
                high >= stored - 1 && high < allocated ? high : stored - 1,
                data.word(Tag.PIXEL_REPRESENTATION).orElse(0) == 1,
                data.word(Tag.PLANAR_CONFIGURATION).orElse(0) == 1,
                PixelData.label(data, Tag.PHOTOMETRIC_INTERPRETATION),
                floating);
    }

    /** Whether native frames have their chroma halved: two samples a pixel instead of three (PS3.3 C.7.6.3.1.2). */
    public boolean isSubsampled() {
        return isSubsampled(samplesPerPixel, photometricInterpretation);
    }

    /** Whether native frames of such samples have their chroma halved: two samples a pixel instead of three. */
    public static boolean isSubsampled(int samplesPerPixel, String photometricInterpretation) {
        return samplesPerPixel == 3
                && (photometricInterpretation.equals("YBR_FULL_422")
                        || photometricInterpretation.equals("YBR_PARTIAL_422"));
    }

    /** Whether native frames have all first samples before all second ones (PS3.3 C.7.6.3.1.3). */
    public boolean hasPlanes() {
        return planar && samplesPerPixel > 1 && !isSubsampled();
    }

    /**
     * Checks that native frames have whole pairs of pixels where pairs share their chroma.
     *
     * @throws DicomException INVALID if they have not
     */
    public void checkPairs() throws DicomException {
        if (isSubsampled() && columns % 2 == 1) {
            throw DicomException.invalid(
                    photometricInterpretation + " with " + columns + " columns; pairs of pixels share their chroma");
        }
    }

    /**
     * The Photometric Interpretation of the same pixels with whole chroma: what codecs that halve nothing decode to,
     * whatever the data set says about chroma.
     */
    public String wholePhotometricInterpretation() {
        return isSubsampled()
                ? photometricInterpretation.substring(0, photometricInterpretation.length() - HALVED.length())
                : photometricInterpretation;
    }

    /**
     * Bits of a native frame, without padding.
     *
     * @throws DicomException INVALID if there are none, or more than a file can hold
     */
    public long nativeFrameBits() throws DicomException {
        long samples = isSubsampled() ? 2 : samplesPerPixel;
        if (rows == 0 || columns == 0 || samples == 0 || bitsAllocated == 0 || bitsAllocated > 64 || samples > 256) {
            throw DicomException.invalid("no frame has " + rows + " rows, " + columns + " columns, " + samplesPerPixel
                    + " samples per pixel and " + bitsAllocated + " bits allocated");
        }
        return (long) rows * columns * samples * bitsAllocated;
    }

    /** Bytes of a native frame that starts at a byte. */
    public long nativeFrameBytes() throws DicomException {
        return (nativeFrameBits() + 7) / 8;
    }

    /** The same with another photometric interpretation. */
    public FrameShape withPhotometricInterpretation(String other) {
        return new FrameShape(
                rows, columns, samplesPerPixel, bitsAllocated, bitsStored, highBit, signed, planar, other, floating);
    }
}
