package org.dicomcaravan.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.function.Function;
import org.dicomcaravan.io.FileProblem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a file says, read again when it changes; looked at once a second at most. Where it says nothing that is understood any
 * more, what it said before holds on, and the log says so. Thread-safe.
 *
 * @param <T> what is made of its text
 */
public final class RereadFile<T> {

    private static final Logger LOG = LoggerFactory.getLogger(RereadFile.class);
    private static final long FRESH = Duration.ofSeconds(1).toNanos();

    private final String what;
    private final Path file;
    private final Function<String, T> reader;
    private volatile T value;
    private volatile long looked;
    private Object stamp;

    private RereadFile(String what, Path file, Function<String, T> reader) throws IOException {
        this.what = what;
        this.file = file;
        this.reader = reader;
        stamp = stamp(file);
        value = read();
        looked = System.nanoTime();
    }

    /**
     * Reads a file.
     *
     * @param what it is, for messages, such as {@code Access policy}
     * @param reader makes something of its text, or throws an {@code IllegalArgumentException} that says what is wrong
     * @throws IOException if it can't be read, or is wrong; the message says what, where and why
     */
    public static <T> RereadFile<T> open(String what, Path file, Function<String, T> reader) throws IOException {
        return new RereadFile<>(what, file, reader);
    }

    /** What it says now. */
    public T current() {
        if (System.nanoTime() - looked > FRESH) {
            look();
        }
        return value;
    }

    private synchronized void look() {
        if (System.nanoTime() - looked <= FRESH) {
            return;
        }
        Object now = stamp(file);
        if (!now.equals(stamp)) {
            stamp = now;
            try {
                value = read();
                LOG.info("{} {} was read again", what, file);
            } catch (IOException e) {
                LOG.error("{}; what it said before holds on until this is mended", e.getMessage());
            }
        }
        looked = System.nanoTime();
    }

    private T read() throws IOException {
        try {
            return reader.apply(Files.readString(file, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw new IOException(what + " " + file + " can't be used: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new IOException(what + " " + file + " can't be read: " + FileProblem.of(e), e);
        }
    }

    /** Tells one state of the file from another; a file that is not there is a state as well. */
    private static Object stamp(Path file) {
        try {
            BasicFileAttributes is = Files.readAttributes(file, BasicFileAttributes.class);
            return is.lastModifiedTime() + " " + is.size() + " " + is.fileKey();
        } catch (IOException e) {
            return FileProblem.of(e);
        }
    }

    /** The file. */
    @Override
    public String toString() {
        return file.toString();
    }
}
