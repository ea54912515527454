package org.dicomcaravan.codec.jpeg2000;

import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.pixels.FrameShape;

/** Which frames JPEG 2000 holds, and which colours they have in it. */
final class Jpeg2000Frames {

    private Jpeg2000Frames() {}

    /**
     * Memory that encoding takes: numbers of 32 bits for a component of a tile, and the codestream, which may be as long as the
     * samples, three times: as code-blocks, as packets, and as a whole.
     */
    static long workingMemory(FrameShape declared) {
        long tile = (long) Math.min(Tile.SIZE, declared.columns()) * Math.min(Tile.SIZE, declared.rows());
        long samples = (long) declared.rows() * declared.columns() * declared.samplesPerPixel();
        return Integer.BYTES * tile + 3 * samples * declared.bitsAllocated() / Byte.SIZE;
    }

    /** Refuses what JPEG 2000 does not hold. */
    static void check(DecodedFrame frame) throws DicomException {
        boolean word = frame.bitsAllocated() == 8 || frame.bitsAllocated() == 16;
        boolean pixel = frame.samplesPerPixel() == 1 || frame.samplesPerPixel() == 3;
        if (!word || !pixel || frame.isSubsampled()) {
            throw frame.misfit("JPEG 2000, which holds 1 or 3 of 8 or 16 bits, not subsampled");
        }
    }

    /** Refuses what JPEG 2000 does not hold, and what it holds only without loss. */
    static void checkForLoss(DecodedFrame frame, FrameShape declared) throws DicomException {
        if (declared.floating()) {
            throw DicomException.invalid("floating point numbers; JPEG 2000 holds integers");
        }
        check(frame);
        if (frame.photometricInterpretation().equals("PALETTE COLOR")) {
            throw DicomException.invalid("PALETTE COLOR; lossy JPEG 2000 would show other colours");
        }
    }

    /** The photometric interpretation of its codestream: RGB is transformed, other colours are not (PS3.3 C.7.6.3.1.2). */
    static String photometricInterpretation(DecodedFrame frame, CodingStyle style) {
        if (!style.colourTransform()) {
            return frame.photometricInterpretation();
        }
        return style.reversible() ? "YBR_RCT" : "YBR_ICT";
    }
}
