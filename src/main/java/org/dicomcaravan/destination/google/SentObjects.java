package org.dicomcaravan.destination.google;

import java.io.Closeable;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import org.dicomcaravan.destination.BatchKey;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.rpc.RpcCode;
import org.dicomcaravan.sqlite.SqliteException;
import org.dicomcaravan.sqlite.SqliteFile;
import org.jdbi.v3.core.Handle;

/**
 * What batches that are not committed sent: written down before it is sent, so that it is known after a kill, and
 * forgotten when the batch is committed. One line an instance, however many frames it has: see {@link SentNames}. A
 * SQLite file. Lines survive the end of the process, and are on disk soon after. Thread-safe.
 */
final class SentObjects implements Closeable {
    private static final List<String> TABLES = List.of("""
            CREATE TABLE IF NOT EXISTS sent (
                operation INTEGER NOT NULL,
                batch INTEGER NOT NULL,
                instance TEXT NOT NULL,
                bucket TEXT NOT NULL,
                head TEXT NOT NULL,
                tail TEXT NOT NULL,
                numbered INTEGER NOT NULL,
                attempt INTEGER NOT NULL,
                PRIMARY KEY (operation, batch, instance, bucket, head, tail, numbered)
            ) WITHOUT ROWID
            """, "CREATE TABLE IF NOT EXISTS server (name TEXT NOT NULL)");

    private final SqliteFile database;
    private final String server;

    /**
     * What an instance sent.
     *
     * @param batch with the last attempt that sent it
     * @param instance its key in the batch
     * @param names of the objects
     */
    record Line(BatchKey batch, String instance, SentNames names) {}

    private SentObjects(SqliteFile database, String server) {
        this.database = database;
        this.server = server;
    }

    /** Opens a file, and makes it if it is absent. */
    static SentObjects open(Path file) throws DestinationException {
        SqliteFile database = new SqliteFile(file);
        try {
            return new SentObjects(database, run(() -> database.write(SentObjects::prepare)));
        } catch (DestinationException e) {
            database.close();
            throw new DestinationException(
                    e.code(),
                    false,
                    file + " could not be opened: " + e.getMessage()
                            + ". If it is damaged, move it away: another one is made, and what exports that were cut"
                            + " short sent of instances that fail stays in the bucket",
                    e);
        }
    }

    private static String prepare(Handle handle) {
        TABLES.forEach(handle::execute);
        handle.execute(
                "INSERT INTO server SELECT ? WHERE NOT EXISTS (SELECT 1 FROM server)",
                UUID.randomUUID().toString().substring(0, 18).replace("-", ""));
        return handle.createQuery("SELECT name FROM server").mapTo(String.class).one();
    }

    /** A name that no other server has. */
    String server() {
        return server;
    }

    /** Notes that an instance is about to send objects of such names. */
    void add(BatchKey batch, String instance, SentNames names) throws DestinationException {
        run(() -> database.writeSoon(handle -> handle.execute(
                "INSERT OR REPLACE INTO sent VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                batch.operation(),
                batch.number(),
                instance,
                names.bucket(),
                names.head(),
                names.tail(),
                names.isNumbered(),
                batch.attempt())));
    }

    /** Forgets what an instance sent: it is gone. */
    void remove(Line line) throws DestinationException {
        run(() -> database.writeSoon(handle -> handle.execute(
                """
                DELETE FROM sent WHERE operation = ? AND batch = ? AND instance = ? AND bucket = ? AND head = ? AND tail = ?
                    AND numbered = ?
                """,
                line.batch().operation(),
                line.batch().number(),
                line.instance(),
                line.names().bucket(),
                line.names().head(),
                line.names().tail(),
                line.names().isNumbered())));
    }

    /** Forgets a batch: it is committed. */
    void settle(BatchKey batch) throws DestinationException {
        run(() -> database.writeSoon(handle -> handle.execute(
                "DELETE FROM sent WHERE operation = ? AND batch = ?", batch.operation(), batch.number())));
    }

    /** What an instance sent in any attempt at its batch. */
    List<Line> of(BatchKey batch, String instance) throws DestinationException {
        return find("operation = ? AND batch = ? AND instance = ?", batch.operation(), batch.number(), instance);
    }

    /** What only earlier attempts at a batch sent. */
    List<Line> before(BatchKey batch) throws DestinationException {
        return find("operation = ? AND batch = ? AND attempt < ?", batch.operation(), batch.number(), batch.attempt());
    }

    /** Some of what batches of an operation sent. */
    List<Line> of(long operation) throws DestinationException {
        return find("operation = ? LIMIT 1000", operation);
    }

    private List<Line> find(String condition, Object... values) throws DestinationException {
        return run(() -> database.read(handle -> handle.select("SELECT * FROM sent WHERE " + condition, values)
                .map((row, context) -> new Line(
                        new BatchKey(row.getLong("operation"), row.getLong("batch"), row.getInt("attempt")),
                        row.getString("instance"),
                        new SentNames(
                                row.getString("bucket"),
                                row.getString("head"),
                                row.getString("tail"),
                                row.getBoolean("numbered"))))
                .list()));
    }

    /** The operations that anything is noted of. */
    Set<Long> operations() {
        return database.read(handle -> new TreeSet<>(handle.createQuery("SELECT DISTINCT operation FROM sent")
                .mapTo(Long.class)
                .list()));
    }

    private static <T> T run(Supplier<T> work) throws DestinationException {
        try {
            return work.get();
        } catch (SqliteException e) {
            throw new DestinationException(RpcCode.INTERNAL, true, "the record of sent objects: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        database.close();
    }
}
