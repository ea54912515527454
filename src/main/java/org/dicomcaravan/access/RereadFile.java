package org.dicomcaravan.access;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.dicomcaravan.io.FileProblem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a file says, read again when it changes. Where it says nothing that is understood any more, what it said before holds
 * on, and the log says so. Thread-safe; {@link #current} never waits for a disk.
 *
 * @param <T> what is made of its text
 */
public final class RereadFile<T> {

    private static final Logger LOG = LoggerFactory.getLogger(RereadFile.class);
    private static final int LARGEST = 16 << 20;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final String what;
    private final Path file;
    private final Function<String, T> reader;
    private volatile T value;
    private volatile String problem = "";
    /** What the value was made of; null where the file was not there yet. */
    private String text;

    private RereadFile(String what, Path file, Function<String, T> reader) {
        this.what = what;
        this.file = file;
        this.reader = reader;
    }

    /**
     * Reads a file.
     *
     * @param what it is, for messages, such as {@code Access policy}
     * @param reader makes something of its text, or throws an {@code IllegalArgumentException} that says what is wrong
     * @throws IOException if it can't be read, or is wrong; the message says what, where and why
     */
    public static <T> RereadFile<T> open(String what, Path file, Function<String, T> reader) throws IOException {
        RereadFile<T> reread = new RereadFile<>(what, file, reader);
        reread.take(reread.read());
        return reread;
    }

    /** The same of a file that need not be there: until it is, something else holds. */
    public static <T> RereadFile<T> open(String what, Path file, Function<String, T> reader, T absent)
            throws IOException {
        RereadFile<T> reread = new RereadFile<>(what, file, reader);
        reread.value = absent;
        if (Files.exists(file)) {
            reread.take(reread.read());
        }
        return reread;
    }

    /** What it said last. */
    public T current() {
        return value;
    }

    /** Why what it says does not hold; empty where it does. */
    public Optional<String> problem() {
        return Optional.of(problem).filter(it -> !it.isEmpty());
    }

    /** Looks whether it says something else now; to be called each second or so. */
    public synchronized void look() {
        if (text == null && !Files.exists(file)) {
            return;
        }
        try {
            take(read());
            problem = "";
        } catch (IOException e) {
            if (!e.getMessage().equals(problem)) {
                problem = e.getMessage();
                LOG.error("{}; what it said before holds on until this is mended", problem);
            }
        }
    }

    private void take(String now) throws IOException {
        if (now.equals(text)) {
            return;
        }
        boolean again = text != null;
        try {
            value = reader.apply(now);
        } catch (IllegalArgumentException e) {
            throw new IOException(what + " " + file + " can't be used: " + e.getMessage(), e);
        }
        text = now;
        if (again) {
            LOG.info("{} {} was read again", what, file);
        }
    }

    private String read() throws IOException {
        try {
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                throw new IOException("it is no regular file");
            }
            if (Files.size(file) > LARGEST) {
                throw new IOException("it is larger than " + LARGEST + " bytes");
            }
            String said = Files.readString(file, StandardCharsets.UTF_8);
            return said.startsWith(BYTE_ORDER_MARK) ? said.substring(1) : said;
        } catch (CharacterCodingException e) {
            throw new IOException(what + " " + file + " can't be read: it is not in UTF-8", e);
        } catch (IOException e) {
            throw new IOException(what + " " + file + " can't be read: " + FileProblem.of(e), e);
        }
    }

    /** The file. */
    @Override
    public String toString() {
        return file.toString();
    }
}
