package org.dicomcaravan.destination.folder;

import java.io.Closeable;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.dicomcaravan.destination.BatchKey;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.destination.ObjectName;
import org.dicomcaravan.sqlite.SqliteException;
import org.dicomcaravan.sqlite.SqliteFile;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;

/**
 * Which objects are visible while their batch is not committed: noted before they are, forgotten when the batch is
 * committed, or they are taken back. A SQLite file; each change is safe on disk when the call returns. Thread-safe.
 */
final class ObjectRecords implements Closeable {
    private static final String TABLE = """
            CREATE TABLE IF NOT EXISTS early (
                batch TEXT NOT NULL,
                instance TEXT NOT NULL,
                bucket TEXT NOT NULL,
                name TEXT NOT NULL,
                modified INTEGER,
                size INTEGER,
                PRIMARY KEY (batch, instance, bucket, name)
            ) WITHOUT ROWID
            """;

    /** The operation in the key of a batch, which is followed by a dash and the batch's number. */
    private static final String OPERATION = "CAST(substr(batch, 1, instr(batch, '-') - 1) AS INTEGER)";

    private final SqliteFile database;

    private ObjectRecords(SqliteFile database) {
        this.database = database;
    }

    /** Opens a file of this version or an earlier one, and makes it if it is absent. */
    static ObjectRecords open(Path file) throws DestinationException {
        ObjectRecords records = new ObjectRecords(new SqliteFile(file));
        try {
            records.write(ObjectRecords::makeTables);
            return records;
        } catch (DestinationException e) {
            records.close();
            throw e;
        }
    }

    /** The first version noted no stamps, but checksums that nobody read. */
    private static int makeTables(Handle handle) {
        handle.execute(TABLE);
        boolean isOld = handle.createQuery("SELECT COUNT(*) FROM pragma_table_info('early') WHERE name = 'modified'")
                        .mapTo(Integer.class)
                        .one()
                == 0;
        if (isOld) {
            handle.execute("ALTER TABLE early ADD COLUMN modified INTEGER");
            handle.execute("ALTER TABLE early ADD COLUMN size INTEGER");
        }
        return handle.execute("DROP TABLE IF EXISTS objects");
    }

    private static String key(BatchKey batch) {
        return batch.operation() + "-" + batch.number();
    }

    /** Notes objects of a batch that are about to be visible. */
    void add(BatchKey batch, Collection<EarlyObject> objects) throws DestinationException {
        write(handle -> {
            PreparedBatch rows = handle.prepareBatch("INSERT OR REPLACE INTO early VALUES (?, ?, ?, ?, ?, ?)");
            for (EarlyObject object : objects) {
                rows.add(
                        key(batch),
                        object.instance(),
                        object.name().bucket(),
                        object.name().name(),
                        object.stamp().map(Stamp::modified).orElse(null),
                        object.stamp().map(Stamp::size).orElse(null));
            }
            return rows.execute().length;
        });
    }

    /** Forgets the objects of a batch, which is committed. */
    void settle(BatchKey batch) throws DestinationException {
        write(handle -> handle.execute("DELETE FROM early WHERE batch = ?", key(batch)));
    }

    /** Forgets objects of a batch that are not visible any more. */
    void remove(BatchKey batch, Collection<EarlyObject> objects) throws DestinationException {
        write(handle -> {
            PreparedBatch rows = handle.prepareBatch(
                    "DELETE FROM early WHERE batch = ? AND instance = ? AND bucket = ? AND name = ?");
            for (EarlyObject object : objects) {
                rows.add(
                        key(batch),
                        object.instance(),
                        object.name().bucket(),
                        object.name().name());
            }
            return rows.execute().length;
        });
    }

    /** At most {@code limit} objects of a batch. */
    List<EarlyObject> find(BatchKey batch, int limit) throws DestinationException {
        return find("batch = :batch", query -> query.bind("batch", key(batch)), limit);
    }

    /** At most {@code limit} objects of an instance. */
    List<EarlyObject> find(BatchKey batch, String instance, int limit) throws DestinationException {
        return find(
                "batch = :batch AND instance = :instance",
                query -> query.bind("batch", key(batch)).bind("instance", instance),
                limit);
    }

    private List<EarlyObject> find(String condition, Function<Query, Query> bind, int limit)
            throws DestinationException {
        return run(() -> database.read(
                handle -> bind.apply(handle.createQuery("SELECT * FROM early WHERE " + condition + " LIMIT :limit"))
                        .bind("limit", limit)
                        .map((row, context) -> object(row))
                        .list()));
    }

    private static EarlyObject object(ResultSet row) throws SQLException {
        long modified = row.getLong("modified");
        Optional<Stamp> stamp =
                row.wasNull() ? Optional.empty() : Optional.of(new Stamp(modified, row.getLong("size")));
        return new EarlyObject(
                row.getString("instance"), new ObjectName(row.getString("bucket"), row.getString("name")), stamp);
    }

    /** The batches of an operation that objects are noted of; the number of the attempt is not known. */
    List<BatchKey> batches(long operation) throws DestinationException {
        return run(() -> database.read(handle -> handle.createQuery("""
                        SELECT DISTINCT batch FROM early
                        WHERE batch > :operation || '-' AND batch < :operation || '.'
                        """)
                .bind("operation", operation)
                .mapTo(String.class)
                .map(batch -> BatchKey.parse(batch + "-0"))
                .list()));
    }

    /** The operations that objects are noted of. */
    Set<Long> operations() throws DestinationException {
        return run(() -> database.read(handle -> handle.createQuery("SELECT DISTINCT " + OPERATION + " FROM early")
                .mapTo(Long.class)
                .set()));
    }

    /** Throws what a change would meet now. */
    void probe() throws DestinationException {
        run(() -> {
            database.probe();
            return null;
        });
    }

    private void write(Function<Handle, Integer> work) throws DestinationException {
        run(() -> database.write(work));
    }

    private static <T> T run(Supplier<T> work) throws DestinationException {
        try {
            return work.get();
        } catch (SqliteException e) {
            throw new DestinationException(
                    e.code(), false, "the records of the embedded buckets (objects.db): " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        database.close();
    }
}
