package org.dicomcaravan.operation;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * The filters of operations, as they were when the calls were accepted: whatever becomes of the object that a filter was
 * read from, the operation goes by what is here. Kept in parts, so that none is in memory as a whole. Thread-safe.
 */
public final class SavedFilters {
    private static final int MATCHES_A_DELETE = 20_000;
    private static final int PART = 1 << 20;

    /** So many matches are in memory at a time. */
    private static final int PAGE = 10_000;

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
                    h -> h.execute(
                            "INSERT INTO filter_part VALUES (?, ?, ?) ON CONFLICT DO NOTHING", operation, at, packed));
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
        int deleted;
        do {
            deleted = database.writeSoon(
                    "forgetting what the filter of operation " + operation + " matched",
                    h -> h.createUpdate("""
                            DELETE FROM filter_match WHERE operation_id = :id AND digest IN
                                (SELECT digest FROM filter_match WHERE operation_id = :id ORDER BY digest LIMIT :limit)
                            """)
                            .bind("id", operation)
                            .bind("limit", MATCHES_A_DELETE)
                            .execute());
        } while (deleted == MATCHES_A_DELETE);
        database.writeSoon(
                "forgetting the filter of operation " + operation,
                h -> h.execute("DELETE FROM filter_part WHERE operation_id = ?", operation));
    }

    /** Whether the filter of an operation is here; those that earlier versions accepted are not. */
    public boolean has(long operation) {
        return part(operation, 0).isPresent();
    }

    /** The filter of an operation, read as it is asked for; empty if it is not here. */
    public InputStream read(long operation) {
        return new Parts(operation);
    }

    /**
     * What of an operation's filter is known to match something, in no order that means anything. Read in pages, so that
     * nobody has to have room for all of it; what is added meanwhile may be among it or not.
     */
    public void matched(long operation, Consumer<Fingerprint> each) {
        byte[] last = {};
        List<byte[]> page;
        do {
            page = matchedAfter(operation, last);
            for (byte[] digest : page) {
                each.accept(Fingerprint.of(digest));
                last = digest;
            }
        } while (page.size() == PAGE);
    }

    private List<byte[]> matchedAfter(long operation, byte[] last) {
        return database.read(
                "reading what the filter of operation " + operation + " matched",
                h -> h.createQuery("""
                        SELECT digest FROM filter_match WHERE operation_id = :id AND digest > :last
                        ORDER BY digest LIMIT :page
                        """)
                        .bind("id", operation)
                        .bind("last", last)
                        .bind("page", PAGE)
                        .mapTo(byte[].class)
                        .list());
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

    /** The parts one after the other, each read when it is its turn. */
    private final class Parts extends InputStream {
        private final long operation;
        private int number;
        private InputStream part = InputStream.nullInputStream();

        Parts(long operation) {
            this.operation = operation;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = part.read(bytes, offset, length);
            while (count < 0) {
                Optional<byte[]> packed = part(operation, number++);
                if (packed.isEmpty()) {
                    return -1;
                }
                part = new GZIPInputStream(new ByteArrayInputStream(packed.get()));
                count = part.read(bytes, offset, length);
            }
            return count;
        }
    }
}
