package org.dicomcaravan.destination.google;

import com.google.cloud.storage.Blob;
import java.util.Map;
import java.util.Optional;
import org.dicomcaravan.destination.ObjectAttributes;

/**
 * An object as Cloud Storage has it.
 *
 * @param generation tells it from what had the name before, or has it later
 * @param size in bytes
 * @param crc32c in Base64, empty if it doesn't say
 * @param contentType empty if none
 * @param encoding Content-Encoding, empty if none
 * @param mark see {@link Mark}; empty if it has none
 */
record StoredObject(long generation, long size, String crc32c, String contentType, String encoding, String mark) {

    static StoredObject of(Blob blob) {
        return of(
                blob.getGeneration(),
                blob.getSize(),
                blob.getCrc32c(),
                blob.getContentType(),
                blob.getContentEncoding(),
                blob.getMetadata());
    }

    static StoredObject of(
            Long generation, Long size, String crc32c, String type, String encoding, Map<String, String> metadata) {
        return new StoredObject(
                generation == null ? -1 : generation,
                size == null ? -1 : size,
                Optional.ofNullable(crc32c).orElse(""),
                Optional.ofNullable(type).orElse(""),
                Optional.ofNullable(encoding).orElse(""),
                metadata == null
                        ? ""
                        : Optional.ofNullable(metadata.get(Mark.KEY)).orElse(""));
    }

    /** Whether it has these bytes, and is served as the object is to be; one of no type gets one from the server. */
    boolean is(NewObject object, ObjectAttributes sent) {
        return hasContentOf(sent)
                && (sent.contentType().isEmpty() || contentType.equals(sent.contentType()))
                && encoding.equals(
                        Optional.ofNullable(object.info().getContentEncoding()).orElse(""));
    }

    boolean hasContentOf(ObjectAttributes sent) {
        return crc32c.equals(sent.crc32cBase64()) && size == sent.size();
    }
}
