package org.dicomcaravan.store;

import com.google.cloud.storage.Blob;
import java.time.Instant;
import java.util.Optional;

/**
 * What a bucket says of an object at one moment.
 *
 * @param name in its bucket
 * @param size in bytes, as they are stored
 * @param generation another one for whatever else is written under the name
 * @param updated when it was last changed
 * @param encoding its Content-Encoding, if it has one that changes its bytes
 */
record StoredObject(String name, long size, long generation, Instant updated, Optional<String> encoding) {

    /** What a blob has that has a name, a size and a generation. */
    static StoredObject of(Blob blob) {
        return new StoredObject(
                blob.getName(),
                blob.getSize(),
                blob.getGeneration(),
                blob.getUpdateTimeOffsetDateTime() == null
                        ? Instant.EPOCH
                        : blob.getUpdateTimeOffsetDateTime().toInstant(),
                Optional.ofNullable(blob.getContentEncoding())
                        .filter(encoding -> !encoding.isBlank() && !encoding.equalsIgnoreCase("identity")));
    }

    /** Equal for two moments only if the object was the same at both. */
    String version() {
        return Long.toString(generation);
    }

    /** Why it can't be an instance, whatever it holds. */
    Optional<String> problem() {
        return encoding.map(value -> "it is stored with the Content-Encoding " + value
                + ", so its bytes are not those of the file; store it without");
    }
}
