package org.dicomcaravan.operation;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.util.Enumeration;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * The filters of operations, as they were when the calls were accepted: whatever becomes of the object that a filter was
 * read from, the operation goes by what is here. Kept in parts, so that none is in memory as a whole. Thread-safe.
 */
public final class SavedFilters {
    private static final int PART = 1 << 20;

    private final StateDatabase database;

    SavedFilters(StateDatabase database) {
        this.database = database;
    }

    /** Saves the filter of an operation that is not saved yet; the caller forgets it where that comes to nothing. */
    void save(long operation, InputStream text) throws IOException {
        int number = 0;
        byte[] part = text.readNBytes(PART);
        do { // one part at least, so that an empty filter is there, too
            byte[] packed = packed(part);
            int at = number++;
            database.writeSoon(
                    "saving the filter of operation " + operation,
                    h -> h.execute("INSERT INTO filter_part VALUES (?, ?, ?)", operation, at, packed));
            part = text.readNBytes(PART);
        } while (part.length > 0);
    }

    private static byte[] packed(byte[] part) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(part);
        }
        return packed.toByteArray();
    }

    /** Removes the filter of an operation, and what it matched. */
    void forget(long operation) {
        database.writeSoon("forgetting the filter of operation " + operation, h -> {
            h.execute("DELETE FROM filter_match WHERE operation_id = ?", operation);
            return h.execute("DELETE FROM filter_part WHERE operation_id = ?", operation);
        });
    }

    /** Whether the filter of an operation is here; those that earlier versions accepted are not. */
    public boolean has(long operation) {
        return part(operation, 0).isPresent();
    }

    /** The filter of an operation, read as it is asked for; empty if it is not here. */
    public InputStream read(long operation) {
        return new SequenceInputStream(new Parts(operation));
    }

    /** What of an operation's filter is known to match something. */
    public void matched(long operation, Consumer<Fingerprint> each) {
        database.read("reading what the filter of operation " + operation + " matched", h -> {
            h.createQuery("SELECT digest FROM filter_match WHERE operation_id = :id")
                    .bind("id", operation)
                    .map((row, context) -> Fingerprint.of(row.getBytes("digest")))
                    .forEach(each);
            return null;
        });
    }

    private Optional<byte[]> part(long operation, int number) {
        return database.read(
                "reading the filter of operation " + operation,
                h -> h.createQuery("SELECT bytes FROM filter_part WHERE operation_id = :id AND number = :number")
                        .bind("id", operation)
                        .bind("number", number)
                        .mapTo(byte[].class)
                        .findOne());
    }

    private final class Parts implements Enumeration<InputStream> {
        private final long operation;
        private int number;
        private Optional<byte[]> next;

        Parts(long operation) {
            this.operation = operation;
            next = part(operation, 0);
        }

        @Override
        public boolean hasMoreElements() {
            return next.isPresent();
        }

        @Override
        public InputStream nextElement() {
            byte[] packed = next.orElseThrow(NoSuchElementException::new);
            next = part(operation, ++number);
            try {
                return new GZIPInputStream(new ByteArrayInputStream(packed));
            } catch (IOException e) {
                throw new UncheckedIOException("The saved filter of operation " + operation + " is damaged", e);
            }
        }
    }
}
