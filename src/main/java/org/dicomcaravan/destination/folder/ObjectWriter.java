package org.dicomcaravan.destination.folder;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.zip.CRC32C;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.destination.ObjectAttributes;
import org.dicomcaravan.destination.ObjectName;
import org.dicomcaravan.destination.WrongLengthException;

/** Writes the content of objects to staged files and sums it up on the way. Thread-safe. */
final class ObjectWriter {
    /** Larger ones were no faster. */
    private static final int BUFFER = 64 * 1024;
    /** Kept: a new array for each small object would be cleared, and its memory touched, for nothing. */
    private static final ThreadLocal<byte[]> BUFFERS = ThreadLocal.withInitial(() -> new byte[BUFFER]);

    /** A file, and what writes to it. */
    private record Target(Path file, FileOutputStream output) {}

    private final Staging staging;

    ObjectWriter(Staging staging) {
        this.staging = staging;
    }

    /**
     * Copies all of {@code body}. An error of the body goes through as it is, one of the file is a
     * {@link DestinationException}; nothing is left of the file then.
     *
     * @param instance the key of the object's instance; empty if it belongs to none
     * @param length the bytes that the body must have, if known
     */
    StagedObject write(String instance, ObjectName object, String contentType, OptionalLong length, InputStream body)
            throws IOException {
        ObjectFile.segments(object);
        StagingFolder folder = staging.folder(object.bucket());
        Path file = folder.newFile();
        FileOutputStream output = open(file, object);
        boolean written = false;
        try {
            ObjectAttributes attributes = copy(object, contentType, length, body, new Target(file, output));
            close(output, object, file);
            written = true;
            return new StagedObject(attributes, file, folder, instance);
        } finally {
            if (!written) {
                output.close();
                Files.deleteIfExists(file);
            }
        }
    }

    private static FileOutputStream open(Path file, ObjectName object) throws DestinationException {
        try {
            return new FileOutputStream(file.toFile());
        } catch (IOException e) {
            throw FolderErrors.of(e, "object " + object, file);
        }
    }

    private static ObjectAttributes copy(
            ObjectName object, String contentType, OptionalLong expected, InputStream body, Target target)
            throws IOException {
        CRC32C crc = new CRC32C();
        long size = 0;
        byte[] buffer = BUFFERS.get();
        for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
            crc.update(buffer, 0, read);
            size += read;
            write(object, buffer, read, target);
            if (expected.isPresent() && size > expected.getAsLong()) {
                throw new WrongLengthException(object, "more than " + expected.getAsLong(), expected.getAsLong());
            }
        }
        if (expected.isPresent() && size != expected.getAsLong()) {
            throw new WrongLengthException(object, Long.toString(size), expected.getAsLong());
        }
        return new ObjectAttributes(object, size, (int) crc.getValue(), contentType);
    }

    private static void write(ObjectName object, byte[] buffer, int length, Target target) throws DestinationException {
        try {
            target.output().write(buffer, 0, length);
        } catch (IOException e) {
            throw FolderErrors.of(e, "object " + object, target.file());
        }
    }

    /** Some file systems say no earlier than here that they are full. */
    private static void close(FileOutputStream output, ObjectName object, Path file) throws DestinationException {
        try {
            output.close();
        } catch (IOException e) {
            throw FolderErrors.of(e, "object " + object, file);
        }
    }
}
