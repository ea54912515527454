package org.dicomcaravan.destination.google;

import java.io.Closeable;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.dicomcaravan.database.Database;
import org.dicomcaravan.database.DatabaseException;
import org.dicomcaravan.destination.BatchKey;
import org.dicomcaravan.destination.BatchOverException;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.rpc.RpcCode;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/**
 * What batches that are not committed sent: written down before it is sent, so that it is known after a kill, and
 * forgotten when the batch is committed. One line an instance, however many frames it has: see {@link SentNames}. Lines
 * survive the end of the process, and are on disk soon after. Servers that share work share the record. Thread-safe.
 */
final class SentObjects implements Closeable {
    private static final String SCRIPTS = "org/dicomcaravan/destination/google";
    private static final String HISTORY = "sent_history";
    private static final int NAME_LENGTH = 18;

    private final Database database;
    private final Optional<String> fence;
    private final String server;
    private final long longestWay;

    /**
     * What an instance sent.
     *
     * @param batch with the last attempt that sent it
     * @param instance its key in the batch
     * @param names of the objects
     */
    record Line(BatchKey batch, String instance, SentNames names) {}

    private SentObjects(SentRecord record, String server, long longestWay) {
        this.database = record.database();
        this.fence = record.fence();
        this.server = server;
        this.longestWay = longestWay;
    }

    /**
     * Takes a record, whose database is closed with this, and brings its tables up to date.
     *
     * @param longestWay how long what was left without an answer may still arrive, in milliseconds
     */
    static SentObjects open(SentRecord record, long longestWay) throws DestinationException {
        Database database = record.database();
        try {
            String name = run(() -> {
                database.migrate(SCRIPTS, HISTORY);
                return database.write(SentObjects::name);
            });
            return new SentObjects(record, name, longestWay);
        } catch (DestinationException | FlywayException e) {
            database.close();
            throw new DestinationException(
                    e instanceof DestinationException own ? own.code() : RpcCode.INTERNAL,
                    false,
                    database.name() + " could not be opened: " + e.getMessage()
                            + ". If it is a file that is damaged, move it away: another one is made, and what exports that"
                            + " were cut short sent of instances that fail stays in the bucket",
                    e);
        }
    }

    private static String name(Handle handle) {
        handle.execute(
                "INSERT INTO sent_record (one, name) VALUES (1, ?) ON CONFLICT DO NOTHING",
                UUID.randomUUID().toString().substring(0, NAME_LENGTH).replace("-", ""));
        return handle.createQuery("SELECT name FROM sent_record")
                .mapTo(String.class)
                .one();
    }

    /** A name that no other record has. */
    String server() {
        return server;
    }

    /**
     * Notes that an instance is about to send objects of such names.
     *
     * @throws BatchOverException if somebody else has the batch by now
     */
    void add(BatchKey batch, String instance, SentNames names) throws DestinationException {
        int noted = change(
                """
                INSERT INTO sent (operation, batch, instance, bucket, head, tail, numbered, attempt)
                SELECT :operation, :batch, :instance, :bucket, :head, :tail, :numbered, :attempt WHERE %s
                ON CONFLICT (operation, batch, instance, bucket, head, tail, numbered)
                DO UPDATE SET attempt = excluded.attempt, failed = 0, committed = 0, at_work = 1
                    WHERE sent.attempt <= excluded.attempt
                """.formatted(fence.orElse("1 = 1")),
                batch,
                update -> update.bind("instance", instance)
                        .bind("bucket", names.bucket())
                        .bind("head", names.head())
                        .bind("tail", names.tail())
                        .bind("numbered", names.isNumbered() ? 1 : 0)
                        .bind("attempt", batch.attempt()));
        if (noted == 0) {
            throw new BatchOverException(batch);
        }
    }

    /** Holds whoever else wants the batch up until the transaction ends, or finds that he has it. */
    private void requireHeld(Handle handle, BatchKey batch) {
        if (fence.isPresent()
                && handle.createQuery("SELECT 1 WHERE " + fence.get())
                        .bind("operation", batch.operation())
                        .bind("batch", batch.number())
                        .bind("attempt", batch.attempt())
                        .mapTo(Integer.class)
                        .findOne()
                        .isEmpty()) {
            throw new BatchOverException(batch);
        }
    }

    /** Notes that what an instance sent may still arrive for a while. */
    void arrives(BatchKey batch, String instance) throws DestinationException {
        change(
                LATER + " WHERE operation = :operation AND batch = :batch AND instance = :instance",
                batch,
                update -> update.bind("instance", instance));
    }

    /** Of what somebody left at work who may be dead, or just frozen, nobody knows whether more of it comes. */
    private static final String LATER = "UPDATE sent SET at_work = 0, arrives = <now> / 1000 + :way";

    /** Notes that what an instance sent is not to be there, whatever becomes of its batch. */
    void fails(BatchKey batch, String instance) throws DestinationException {
        changeHeld("""
                UPDATE sent SET failed = 1, at_work = CASE WHEN attempt = :attempt THEN 0 ELSE at_work END
                WHERE operation = :operation AND batch = :batch AND instance = :instance
                """, batch, update -> update.bind("instance", instance).bind("attempt", batch.attempt()));
    }

    /** Notes that what a batch sent stays, but of instances that failed. */
    void commit(BatchKey batch) throws DestinationException {
        changeHeld("""
                UPDATE sent SET committed = 1, at_work = 0
                WHERE operation = :operation AND batch = :batch AND attempt <= :attempt AND failed = 0
                """, batch, update -> update.bind("attempt", batch.attempt()));
    }

    /** Notes that nothing more comes of an attempt. */
    void over(BatchKey batch) throws DestinationException {
        change(
                "UPDATE sent SET at_work = 0 WHERE operation = :operation AND batch = :batch AND attempt = :attempt",
                batch,
                update -> update.bind("attempt", batch.attempt()));
    }

    /** Notes that a batch is done again, which was committed, perhaps, or is still worked on by one who was frozen. */
    void reopen(BatchKey batch) throws DestinationException {
        run(() -> database.writeSoon(handle -> {
            requireHeld(handle, batch);
            bound(
                            handle,
                            LATER + " WHERE operation = :operation AND batch = :batch AND at_work = 1"
                                    + " AND attempt < :attempt",
                            batch)
                    .bind("attempt", batch.attempt())
                    .execute();
            return handle.execute(
                    "UPDATE sent SET committed = 0 WHERE operation = ? AND batch = ? AND failed = 0",
                    batch.operation(),
                    batch.number());
        }));
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

    /** Forgets what an instance sent, which is gone, unless it may still arrive. */
    void remove(Line line) throws DestinationException {
        change(
                """
                DELETE FROM sent WHERE operation = :operation AND batch = :batch AND instance = :instance
                    AND bucket = :bucket AND head = :head AND tail = :tail AND numbered = :numbered
                    AND arrives < <now> / 1000
                """,
                line.batch(),
                update -> update.bind("instance", line.instance())
                        .bind("bucket", line.names().bucket())
                        .bind("head", line.names().head())
                        .bind("tail", line.names().tail())
                        .bind("numbered", line.names().isNumbered() ? 1 : 0));
    }

    /** Forgets a batch that is done, but for what may still arrive of instances that failed. */
    void settle(BatchKey batch) throws DestinationException {
        change(
                "DELETE FROM sent WHERE operation = :operation AND batch = :batch AND attempt <= :attempt AND committed = 1",
                batch,
                update -> update.bind("attempt", batch.attempt()));
    }

    private int change(String sql, BatchKey batch, UnaryOperator<Update> binding) throws DestinationException {
        return run(() -> database.writeSoon(
                handle -> binding.apply(bound(handle, sql, batch)).execute()));
    }

    private void changeHeld(String sql, BatchKey batch, UnaryOperator<Update> binding) throws DestinationException {
        run(() -> database.writeSoon(handle -> {
            requireHeld(handle, batch);
            return binding.apply(bound(handle, sql, batch)).execute();
        }));
    }

    private Update bound(Handle handle, String sql, BatchKey batch) {
        Update update =
                handle.createUpdate(sql).bind("operation", batch.operation()).bind("batch", batch.number());
        if (sql.contains("<now>")) {
            update.bind("now", System.currentTimeMillis() * 1000);
        }
        return sql.contains(":way") ? update.bind("way", longestWay) : update;
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
        run(() -> database.writeSoon(handle -> {
            handle.createUpdate(LATER + " WHERE operation = :operation AND committed = 0 AND at_work = 1")
                    .bind("now", System.currentTimeMillis() * 1000)
                    .bind("way", longestWay)
                    .bind("operation", operation)
                    .execute();
            return handle.execute("DELETE FROM sent WHERE operation = ? AND committed = 1", operation);
        }));
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
                                row.getInt("numbered") != 0)))
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
            throw new DestinationException(
                    e.code() == RpcCode.UNAVAILABLE ? RpcCode.UNAVAILABLE : RpcCode.INTERNAL,
                    true,
                    "the record of sent objects: " + e.getMessage(),
                    e);
        }
    }

    @Override
    public void close() {
        database.close();
    }
}
