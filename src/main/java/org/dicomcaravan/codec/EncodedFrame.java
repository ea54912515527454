package org.dicomcaravan.codec;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One frame's codestream, and what the data set has to say about it.
 *
 * @param codestream the frame's bytes, not padded; not copied, so not to be changed
 * @param photometricInterpretation of the codestream, for example {@code YBR_RCT} after a reversible transform of RGB
 * @param lossyMethod the term of Lossy Image Compression Method (0028,2114) where information was lost, for example
 *     {@code ISO_10918_1}; empty where none was
 * @param bitsStored what Bits Stored has to say from now on, where that is something else than before: a syntax may hold
 *     fewer bits than were declared, which is enough for samples that don't use them
 */
public record EncodedFrame(
        byte[] codestream, String photometricInterpretation, Optional<String> lossyMethod, OptionalInt bitsStored) {

    /** Checks that nothing is null. */
    public EncodedFrame {
        Objects.requireNonNull(codestream, "codestream");
        Objects.requireNonNull(photometricInterpretation, "photometricInterpretation");
        Objects.requireNonNull(lossyMethod, "lossyMethod");
        Objects.requireNonNull(bitsStored, "bitsStored");
    }

    /** A codestream with as many bits as were declared. */
    public EncodedFrame(byte[] codestream, String photometricInterpretation, Optional<String> lossyMethod) {
        this(codestream, photometricInterpretation, lossyMethod, OptionalInt.empty());
    }

    /** A codestream from which the same samples come back. */
    public static EncodedFrame lossless(byte[] codestream, String photometricInterpretation) {
        return new EncodedFrame(codestream, photometricInterpretation, Optional.empty());
    }
}
