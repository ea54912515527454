package org.dicomcaravan.destination;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An object that is written, but not visible yet.
 *
 * @param attributes what it will be
 * @param file the whole content
 * @param forced done when the content is safe on disk
 * @param batch the key of its batch
 * @param instance the key of its instance
 */
record StagedObject(
        ObjectAttributes attributes, Path file, CompletableFuture<Void> forced, String batch, String instance) {
    private static final Logger LOG = LoggerFactory.getLogger(StagedObject.class);

    ObjectName name() {
        return attributes.name();
    }

    /** Waits until the content is safe on disk. */
    void awaitForced() throws DestinationException {
        try {
            forced.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw FolderErrors.of(cause, "object " + name());
            }
            throw e;
        }
    }

    /** Deletes the content; what can't be deleted goes at the next start. */
    void drop() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("Staged file left behind until the next start: {}", e.toString());
        }
    }
}
