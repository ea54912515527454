package org.dicomcaravan.codec;

import java.util.Objects;
import java.util.Optional;

/**
 * One frame's codestream, and what the data set has to say about it.
 *
 * @param codestream the frame's bytes, not padded; not copied, so not to be changed
 * @param photometricInterpretation of the codestream, for example {@code YBR_RCT} after a reversible transform of RGB
 * @param lossyMethod the term of Lossy Image Compression Method (0028,2114) where information was lost, for example
 *     {@code ISO_10918_1}; empty where none was
 */
public record EncodedFrame(byte[] codestream, String photometricInterpretation, Optional<String> lossyMethod) {

    /** Checks that nothing is null. */
    public EncodedFrame {
        Objects.requireNonNull(codestream, "codestream");
        Objects.requireNonNull(photometricInterpretation, "photometricInterpretation");
        Objects.requireNonNull(lossyMethod, "lossyMethod");
    }

    /** A codestream from which the same samples come back. */
    public static EncodedFrame lossless(byte[] codestream, String photometricInterpretation) {
        return new EncodedFrame(codestream, photometricInterpretation, Optional.empty());
    }
}
