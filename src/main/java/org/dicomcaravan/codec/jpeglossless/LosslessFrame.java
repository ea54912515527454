package org.dicomcaravan.codec.jpeglossless;

import org.dicomcaravan.codec.jpegsyntax.Component;
import org.dicomcaravan.codec.jpegsyntax.FrameHeader;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.pixels.FrameShape;

/** What the frame header of lossless JPEG may say (ISO/IEC 10918-1 B.2.2, table B.2). */
final class LosslessFrame {

    private static final int LEAST_PRECISION = 2;
    private static final int MOST_PRECISION = 16;
    private static final int MOST_COMPONENTS = 4;
    private static final int MOST_SAMPLING = 4;

    private LosslessFrame() {}

    /**
     * Compares a header with the standard and with what the data set says, so that nothing is allocated for a frame that
     * contradicts it.
     */
    static void check(FrameHeader frame, FrameShape declared) throws DicomException {
        checkStandard(frame);
        if (!frame.fits(declared)) {
            throw frame.misfit(declared);
        }
        if (frame.precision() > declared.bitsAllocated()) {
            throw DicomException.invalid("the JPEG codestream has samples of %d bits, the data set allocates %d"
                    .formatted(frame.precision(), declared.bitsAllocated()));
        }
    }

    private static void checkStandard(FrameHeader frame) throws DicomException {
        if (frame.precision() < LEAST_PRECISION
                || frame.precision() > MOST_PRECISION
                || frame.components() > MOST_COMPONENTS) {
            throw DicomException.invalid(
                    "lossless JPEG with %d components of %d bits; it has 2 to 16 bits, and 1 to %d components in DICOM"
                            .formatted(frame.components(), frame.precision(), MOST_COMPONENTS));
        }
        for (Component component : frame.layout()) {
            if (Math.min(component.across(), component.down()) < 1
                    || Math.max(component.across(), component.down()) > MOST_SAMPLING) {
                throw DicomException.invalid(
                        "JPEG sampling factors %d and %d, not 1 to 4".formatted(component.across(), component.down()));
            }
        }
    }

    /** Samples of all components together. */
    static long samples(FrameHeader frame) {
        return frame.layout().stream()
                .mapToLong(component -> (long) frame.width(component) * frame.height(component))
                .sum();
    }
}
