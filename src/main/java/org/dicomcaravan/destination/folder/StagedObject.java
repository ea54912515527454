package org.dicomcaravan.destination.folder;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.destination.ObjectAttributes;
import org.dicomcaravan.destination.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An object that is written, but not visible yet.
 *
 * @param attributes what it will be
 * @param file the whole content
 * @param folder that has the file
 * @param instance the key of its instance; empty if it belongs to none
 */
record StagedObject(ObjectAttributes attributes, Path file, StagingFolder folder, String instance)
        implements Forcing.Forceable {
    private static final Logger LOG = LoggerFactory.getLogger(StagedObject.class);

    ObjectName name() {
        return attributes.name();
    }

    /** The object as it is recorded before it becomes visible in a bucket of this identity. */
    EarlyObject early(Optional<String> bucket) throws DestinationException {
        try {
            return new EarlyObject(instance, name(), Optional.of(Stamp.of(file)), bucket);
        } catch (NoSuchFileException e) {
            throw FolderErrors.lost(name(), e);
        } catch (IOException e) {
            throw FolderErrors.of(e, "object " + name());
        }
    }

    /** Makes the content safe on disk. */
    @Override
    public void force() throws DestinationException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        } catch (NoSuchFileException e) {
            throw FolderErrors.lost(name(), e);
        } catch (IOException e) {
            throw FolderErrors.of(e, "object " + name());
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
