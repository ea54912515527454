package org.dicomcaravan.transcode.builtin;

import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.dicom.DicomException;

/**
 * What a data set says of all of its frames, which therefore have to be alike.
 *
 * @param samplesPerPixel Samples per Pixel
 * @param bitsAllocated Bits Allocated
 * @param precision significant bits of a word
 * @param photometricInterpretation Photometric Interpretation
 */
record Description(int samplesPerPixel, int bitsAllocated, int precision, String photometricInterpretation) {

    /** Of a frame as it was decoded. */
    static Description of(DecodedFrame frame) {
        return of(frame, frame.photometricInterpretation());
    }

    /** Of a frame as it was encoded, maybe in other colours. */
    static Description of(DecodedFrame frame, String photometricInterpretation) {
        return new Description(
                frame.samplesPerPixel(), frame.bitsAllocated(), frame.precision(), photometricInterpretation);
    }

    /**
     * Checks that another frame fits what is said of the first one.
     *
     * @param frame its number, from 0
     * @throws DicomException INVALID if it does not
     */
    void check(Description other, int frame) throws DicomException {
        if (other.bitsAllocated != bitsAllocated
                || !other.photometricInterpretation.equals(photometricInterpretation)) {
            throw DicomException.invalid("frame " + (frame + 1) + " is " + other.photometricInterpretation + " of "
                    + other.bitsAllocated + " bits, the first one " + photometricInterpretation + " of " + bitsAllocated
                    + "; one data set can't describe both");
        }
    }
}
