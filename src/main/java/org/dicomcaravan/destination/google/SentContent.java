package org.dicomcaravan.destination.google;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.dicomcaravan.destination.ObjectName;
import org.dicomcaravan.destination.WrongLengthException;
import org.dicomcaravan.google.Checkpoint;
import org.dicomcaravan.transcode.Content;

/**
 * The body of a message, such that it can be sent more than once.
 *
 * @param body its bytes
 * @param file where they lie meanwhile, if they had to be put somewhere; gone when this is closed
 */
record SentContent(ObjectBody body, Optional<Path> file) implements Closeable {
    private static final int IN_MEMORY = 1024 * 1024;
    private static final int BLOCK = 64 * 1024;

    static SentContent of(ObjectName name, Content content, Long length) throws WrongLengthException {
        return of(
                name,
                new ObjectBody() {
                    @Override
                    public long length() {
                        return content.length();
                    }

                    @Override
                    public InputStream open() throws IOException {
                        return content.open();
                    }
                },
                length);
    }

    static SentContent of(ObjectName name, ObjectBody body, Long length) throws WrongLengthException {
        if (length != null && length != body.length()) {
            throw new WrongLengthException(name, Long.toString(body.length()), length);
        }
        return new SentContent(body, Optional.empty());
    }

    /**
     * Of a stream, which can be read once: what is small stays in memory, the rest goes through a file in a folder that is
     * swept at a start.
     */
    static SentContent spooled(ObjectName name, InputStream stream, Long length, Path scratch) throws IOException {
        try (stream) {
            byte[] first = stream.readNBytes(IN_MEMORY);
            if (first.length < IN_MEMORY) {
                return of(name, ObjectBody.of(first), length);
            }
            Path file = Files.createTempFile(scratch, "caravan-", ".scratch");
            try {
                try (OutputStream out = Files.newOutputStream(file)) {
                    out.write(first);
                    copy(stream, out);
                }
                return new SentContent(of(name, ObjectBody.of(file), length).body(), Optional.of(file));
            } catch (IOException | RuntimeException e) {
                Files.deleteIfExists(file);
                throw e;
            }
        }
    }

    private static void copy(InputStream in, OutputStream out) throws IOException {
        byte[] block = new byte[BLOCK];
        for (int count = in.read(block); count >= 0; count = in.read(block)) {
            out.write(block, 0, count);
            Checkpoint.pass();
        }
    }

    @Override
    public void close() throws IOException {
        if (file.isPresent()) {
            Files.deleteIfExists(file.get());
        }
    }
}
