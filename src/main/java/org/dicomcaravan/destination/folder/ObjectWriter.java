package org.dicomcaravan.destination.folder;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;
import java.util.zip.CRC32C;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.destination.ObjectAttributes;
import org.dicomcaravan.destination.ObjectName;
import org.dicomcaravan.destination.WrongLengthException;

/** Writes the content of an object to a file and sums it up on the way. */
final class ObjectWriter {
    /** Larger ones were no faster. */
    private static final int BUFFER = 64 * 1024;
    /** Kept: a new array for each small object would be cleared, and its memory touched, for nothing. */
    private static final ThreadLocal<byte[]> BUFFERS = ThreadLocal.withInitial(() -> new byte[BUFFER]);

    private ObjectWriter() {}

    /**
     * Copies all of {@code body}. An error of the body goes through as it is, one of the file is a
     * {@link DestinationException}.
     *
     * @param expected the length that the body must have, if known
     */
    static ObjectAttributes copy(
            ObjectName object, String contentType, OptionalLong expected, InputStream body, FileOutputStream file)
            throws IOException {
        CRC32C crc = new CRC32C();
        long size = 0;
        byte[] buffer = BUFFERS.get();
        for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
            crc.update(buffer, 0, read);
            size += read;
            write(object, buffer, read, file);
            if (expected.isPresent() && size > expected.getAsLong()) {
                throw new WrongLengthException(object, "more than " + expected.getAsLong(), expected.getAsLong());
            }
        }
        if (expected.isPresent() && size != expected.getAsLong()) {
            throw new WrongLengthException(object, Long.toString(size), expected.getAsLong());
        }
        return new ObjectAttributes(object, size, (int) crc.getValue(), contentType);
    }

    private static void write(ObjectName object, byte[] buffer, int length, FileOutputStream file)
            throws DestinationException {
        try {
            file.write(buffer, 0, length);
        } catch (IOException e) {
            throw FolderErrors.of(e, "object " + object);
        }
    }
}
