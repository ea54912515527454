package org.dicomcaravan.codec.jpeg2000;

import org.dicomcaravan.dicom.DicomException;

/**
 * What QCD or QCC says (A.6.4): how coefficients were quantized, and how many bits they have.
 *
 * @param guardBits bits beyond the nominal range, G
 * @param derived whether all subbands' steps are derived from the first one
 * @param steps of each subband, beginning with LL, then HL, LH and HH by resolution: the exponent, shifted by 11, and the
 *     mantissa
 */
record Quantization(int guardBits, boolean derived, int[] steps) {

    private static final int MANTISSA_BITS = 11;
    private static final int MOST_SUBBANDS = 97;

    static Quantization read(Segment segment) throws DicomException {
        int style = segment.number(1);
        int width = (style & 0x1F) == 0 ? 1 : 2;
        int count = segment.left() / width;
        if ((style & 0x1F) > 2 || count < 1 || count > MOST_SUBBANDS) {
            throw DicomException.invalid(
                    "a JPEG 2000 quantization of style %d for %d subbands".formatted(style & 0x1F, count));
        }
        int[] steps = new int[count];
        for (int i = 0; i < count; i++) {
            steps[i] = width == 1 ? segment.number(1) >> 3 << MANTISSA_BITS : segment.number(2);
        }
        return new Quantization(style >> 5, (style & 0x1F) == 1, steps);
    }

    /**
     * The exponent of a subband's step, epsilon (E.1.1).
     *
     * @param resolution the subband's, from 0
     * @param band 0 for LL, and 1 to 3 for HL, LH and HH
     */
    int exponent(int resolution, int band) throws DicomException {
        int exponent = step(resolution, band) >> MANTISSA_BITS;
        return derived ? Math.max(0, exponent - Math.max(0, resolution - 1)) : exponent;
    }

    /** The mantissa of a subband's step, mu. */
    int mantissa(int resolution, int band) throws DicomException {
        return step(resolution, band) & (1 << MANTISSA_BITS) - 1;
    }

    private int step(int resolution, int band) throws DicomException {
        int index = derived || resolution == 0 ? 0 : 3 * (resolution - 1) + band;
        if (index >= steps.length) {
            throw DicomException.invalid(
                    "a JPEG 2000 codestream quantizes %d subbands and has more of them".formatted(steps.length));
        }
        return steps[index];
    }
}
