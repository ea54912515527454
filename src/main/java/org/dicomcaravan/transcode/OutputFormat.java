package org.dicomcaravan.transcode;

import java.util.Optional;

/**
 * What is asked for, after defaults: one mime type in at most one transfer syntax. The chain
 * of transcoders makes it from a request.
 *
 * @param mimeType type and subtype in lower case, without parameters
 * @param extension what the names of the outputs end with, with its dot; empty for none
 * @param transferSyntax a transfer syntax UID or {@code *}; empty where the type takes none
 */
public record OutputFormat(String mimeType, String extension, Optional<String> transferSyntax) {

    /** Transfer syntax {@code *}: the pixels stay as they are stored. */
    public static final String AS_STORED = "*";

    /** DICOM exactly as it is stored: what a request without a mime type gets. */
    public static final OutputFormat STORED_DICOM =
            new OutputFormat("application/dicom", ".dcm", Optional.of(AS_STORED));

    /** Whether pixels stay as they are stored. */
    public boolean isAsStored() {
        return transferSyntax.filter(AS_STORED::equals).isPresent();
    }

    /** The media type that asks for this format. */
    public MediaType mediaType() {
        return new MediaType(mimeType, transferSyntax);
    }

    /** The format as a request writes it. */
    @Override
    public String toString() {
        return mediaType().toString();
    }
}
