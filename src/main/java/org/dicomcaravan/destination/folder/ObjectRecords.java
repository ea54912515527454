package org.dicomcaravan.destination.folder;

import static java.util.stream.Collectors.toUnmodifiableSet;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.Closeable;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.dicomcaravan.database.DatabaseException;
import org.dicomcaravan.database.sqlite.SqliteFile;
import org.dicomcaravan.destination.BatchKey;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.destination.ObjectName;
import org.jdbi.v3.core.Handle;

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
                folder TEXT,
                PRIMARY KEY (batch, instance, bucket, name)
            ) WITHOUT ROWID
            """;

    /** One statement for all objects takes a fraction of the time that one for each takes. */
    private static final String ADD = """
            INSERT OR REPLACE INTO early
            SELECT ?, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5 FROM json_each(?)
            """;

    private static final String REMOVE = """
            DELETE FROM early WHERE batch = ? AND (instance, bucket, name) IN
                (SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?))
            """;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final SqliteFile database;
    /** The batches that objects may be noted of: of others there is nothing to look for. The text of one is the key of a row. */
    private final Set<BatchKey.Batch> noted = ConcurrentHashMap.newKeySet();

    private ObjectRecords(SqliteFile database) {
        this.database = database;
    }

    /** Opens a file of this version or an earlier one, and makes it if it is absent. */
    static ObjectRecords open(Path file) throws DestinationException {
        ObjectRecords records = new ObjectRecords(new SqliteFile(file));
        try {
            run(() -> {
                records.database.check();
                return records.noted.addAll(records.database.write(ObjectRecords::prepare));
            });
            return records;
        } catch (DestinationException e) {
            records.close();
            throw new DestinationException(
                    e.code(),
                    false,
                    file + " could not be opened: " + e.getMessage()
                            + ". If it is damaged, move it away: another one is"
                            + " made, and objects of exports that were cut short stay",
                    e);
        }
    }

    /** Brings the tables up to date: the first version noted no stamps, but checksums that nobody read. */
    private static List<BatchKey.Batch> prepare(Handle handle) {
        handle.execute(TABLE);
        boolean isOld = handle.createQuery("SELECT COUNT(*) FROM pragma_table_info('early') WHERE name = 'modified'")
                        .mapTo(Integer.class)
                        .one()
                == 0;
        if (isOld) {
            handle.execute("ALTER TABLE early ADD COLUMN modified INTEGER");
            handle.execute("ALTER TABLE early ADD COLUMN size INTEGER");
            handle.execute("ALTER TABLE early ADD COLUMN folder TEXT");
        }
        handle.execute("DROP TABLE IF EXISTS objects");
        return handle.createQuery("SELECT DISTINCT batch FROM early")
                .mapTo(String.class)
                .map(batch -> BatchKey.parse(batch + "-0").batch())
                .list();
    }

    /** Notes objects of a batch that are about to be visible. */
    void add(BatchKey key, Collection<EarlyObject> objects) throws DestinationException {
        BatchKey.Batch batch = key.batch();
        noted.add(batch);
        write(ADD, batch, objects);
    }

    /** Forgets objects of a batch that are not visible any more. */
    void remove(BatchKey key, Collection<EarlyObject> objects) throws DestinationException {
        write(REMOVE, key.batch(), objects);
    }

    private void write(String sql, BatchKey.Batch batch, Collection<EarlyObject> objects) throws DestinationException {
        String rows = json(objects);
        run(() -> database.write(handle -> handle.execute(sql, batch.toString(), rows)));
    }

    private static String json(Collection<EarlyObject> objects) {
        ArrayNode rows = JSON.createArrayNode();
        for (EarlyObject object : objects) {
            ArrayNode row = rows.addArray()
                    .add(object.instance())
                    .add(object.name().bucket())
                    .add(object.name().name());
            object.stamp().ifPresent(stamp -> row.add(stamp.modified()).add(stamp.size()));
            object.folder().ifPresent(row::add);
        }
        return rows.toString();
    }

    /** Forgets the objects of a batch: it is committed, or none is left. */
    void settle(BatchKey key) throws DestinationException {
        BatchKey.Batch batch = key.batch();
        if (noted.contains(batch)) {
            run(() -> database.write(h -> h.execute("DELETE FROM early WHERE batch = ?", batch.toString())));
            noted.remove(batch);
        }
    }

    /**
     * At most {@code limit} objects of a batch.
     *
     * @param instance the only one to look for; empty for all
     */
    List<EarlyObject> find(BatchKey key, Optional<String> instance, int limit) throws DestinationException {
        BatchKey.Batch batch = key.batch();
        if (!noted.contains(batch)) {
            return List.of();
        }
        String ofInstance = instance.isPresent() ? " AND instance = :instance" : "";
        return run(() -> database.read(
                handle -> handle.createQuery("SELECT * FROM early WHERE batch = :batch" + ofInstance + " LIMIT :limit")
                        .bind("batch", batch.toString())
                        .bind("instance", instance.orElse(null))
                        .bind("limit", limit)
                        .map((row, context) -> object(row))
                        .list()));
    }

    private static EarlyObject object(ResultSet row) throws SQLException {
        long modified = row.getLong("modified");
        Optional<Stamp> stamp =
                row.wasNull() ? Optional.empty() : Optional.of(new Stamp(modified, row.getLong("size")));
        return new EarlyObject(
                row.getString("instance"),
                new ObjectName(row.getString("bucket"), row.getString("name")),
                stamp,
                Optional.ofNullable(row.getString("folder")));
    }

    /** The batches of an operation that objects may be noted of; the number of the attempt is 0. */
    List<BatchKey> batches(long operation) {
        return noted.stream()
                .filter(batch -> batch.operation() == operation)
                .map(batch -> new BatchKey(operation, batch.number(), 0))
                .toList();
    }

    /** The operations that objects may be noted of. */
    Set<Long> operations() {
        return noted.stream().map(BatchKey.Batch::operation).collect(toUnmodifiableSet());
    }

    /** Throws what a change would meet now. */
    void probe() throws DestinationException {
        run(() -> {
            database.probe();
            return true;
        });
    }

    private static <T> T run(Supplier<T> work) throws DestinationException {
        try {
            return work.get();
        } catch (DatabaseException e) {
            throw new DestinationException(
                    e.code(), false, "the records of the embedded buckets (objects.db): " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        database.close();
    }
}
