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
import org.dicomcaravan.database.DatabaseException;
import org.dicomcaravan.database.sqlite.SqliteFile;
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
                arrives INTEGER NOT NULL DEFAULT 0,
                failed INTEGER NOT NULL DEFAULT 0,
                committed INTEGER NOT NULL DEFAULT 0,
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
     * @param arrives until when more of them may arrive, in milliseconds since 1970
     */
    record Line(BatchKey batch, String instance, SentNames names, long arrives) {}

    private SentObjects(SqliteFile database, String server) {
        this.database = database;
        this.server = server;
    }

    /**
     * Opens a file, and makes it if it is absent.
     *
     * @param arrives until when what an earlier process sent may arrive, in milliseconds since 1970
     */
    static SentObjects open(Path file, long arrives) throws DestinationException {
        SqliteFile database = new SqliteFile(file);
        try {
            return new SentObjects(database, run(() -> database.write(handle -> prepare(handle, arrives))));
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

    private static String prepare(Handle handle, long arrives) {
        TABLES.forEach(handle::execute);
        handle.execute("UPDATE sent SET arrives = ?", arrives); // of the process before nobody knows
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
                """
                INSERT INTO sent (operation, batch, instance, bucket, head, tail, numbered, attempt)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET attempt = excluded.attempt, failed = 0, committed = 0
                """,
                batch.operation(),
                batch.number(),
                instance,
                names.bucket(),
                names.head(),
                names.tail(),
                names.isNumbered(),
                batch.attempt())));
    }

    /** Notes that what an instance sent may still arrive until some time, in milliseconds since 1970. */
    void arrives(BatchKey batch, String instance, long until) throws DestinationException {
        run(() -> database.writeSoon(handle -> handle.execute(
                "UPDATE sent SET arrives = MAX(arrives, ?) WHERE operation = ? AND batch = ? AND instance = ?",
                until,
                batch.operation(),
                batch.number(),
                instance)));
    }

    /** Notes that what an instance sent is not to be there, whatever becomes of its batch. */
    void fails(BatchKey batch, String instance) throws DestinationException {
        run(() -> database.writeSoon(handle -> handle.execute(
                "UPDATE sent SET failed = 1 WHERE operation = ? AND batch = ? AND instance = ?",
                batch.operation(),
                batch.number(),
                instance)));
    }

    /** Notes that what a batch sent stays, but of instances that failed. */
    void commit(BatchKey batch) throws DestinationException {
        set("committed = 1", batch);
    }

    /** Notes that a batch that was committed is done again. */
    void reopen(BatchKey batch) throws DestinationException {
        set("committed = 0", batch);
    }

    private void set(String column, BatchKey batch) throws DestinationException {
        run(() -> database.writeSoon(handle -> handle.execute(
                "UPDATE sent SET " + column + " WHERE operation = ? AND batch = ? AND failed = 0",
                batch.operation(),
                batch.number())));
    }

    /** Whether a batch is not committed, as far as it sent anything. */
    boolean has(long operation, long batch) {
        return database.read(handle -> handle.select(
                        "SELECT EXISTS (SELECT 1 FROM sent WHERE operation = ? AND batch = ? AND committed = 0)",
                        operation,
                        batch)
                .mapTo(Boolean.class)
                .one());
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

    /** Forgets a batch that is done, but for what may still arrive of instances that failed. */
    void settle(BatchKey batch) throws DestinationException {
        run(() -> database.writeSoon(handle -> handle.execute(
                "DELETE FROM sent WHERE operation = ? AND batch = ? AND committed = 1",
                batch.operation(),
                batch.number())));
    }

    /** What an instance sent in any attempt at its batch. */
    List<Line> of(BatchKey batch, String instance) throws DestinationException {
        return find("operation = ? AND batch = ? AND instance = ?", batch.operation(), batch.number(), instance);
    }

    /** What only earlier attempts at a batch sent. */
    List<Line> before(BatchKey batch) throws DestinationException {
        return find("operation = ? AND batch = ? AND attempt < ?", batch.operation(), batch.number(), batch.attempt());
    }

    /** What an operation that ends sent in vain; what stays of it is forgotten. */
    List<Line> vain(long operation) throws DestinationException {
        run(() -> database.writeSoon(
                handle -> handle.execute("DELETE FROM sent WHERE operation = ? AND committed = 1", operation)));
        return find("operation = ?", operation);
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
                                row.getBoolean("numbered")),
                        row.getLong("arrives")))
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
        } catch (DatabaseException e) {
            throw new DestinationException(RpcCode.INTERNAL, true, "the record of sent objects: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        database.close();
    }
}
