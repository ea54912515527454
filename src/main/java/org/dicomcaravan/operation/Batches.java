package org.dicomcaravan.operation;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.jdbi.v3.core.Handle;

/**
 * The batches of operations: leased by one worker at a time, reported once. A worker that lets its lease run out loses
 * the batch to whoever leases it next, and its own report then counts for nothing. Thread-safe.
 */
public final class Batches {
    private final StateDatabase database;
    private final InstantSource clock;

    Batches(StateDatabase database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Numbers of the batches of an operation that are not done, ascending, whether leased or not. Reads the file as
     * the stream goes on: batches that are done meanwhile may be missing.
     */
    public LongStream open(long operation) {
        return LongStream.iterate(nextOpen(operation, 0), number -> number > 0, number -> nextOpen(operation, number));
    }

    private long nextOpen(long operation, long after) {
        return database.read(
                "listing the open batches of operation " + operation,
                h -> h.createQuery("""
                        SELECT COALESCE(MIN(number), 0) FROM batch
                        WHERE operation_id = :id AND number > :after AND state <> 'DONE'
                        """)
                        .bind("id", operation)
                        .bind("after", after)
                        .mapTo(Long.class)
                        .one());
    }

    /**
     * Leases a batch.
     *
     * @param owner the node that works on it, see {@link #releaseLeases}
     * @param duration how long the lease holds, if no progress renews it
     * @return empty if there is nothing to do: the batch is done, leased by a worker that is alive, or its operation
     *     is to stop or has ended
     */
    public Optional<Batch> lease(long operation, long number, String owner, Duration duration) {
        long now = now();
        return database.writeSoon(named("leasing", operation, number), h -> {
            int leased = h.createUpdate("""
                            UPDATE batch SET state = 'LEASED', owner = :owner, lease_until = :until,
                                attempts = attempts + 1, success = 0, failure = 0,
                                deaths = deaths + CASE WHEN state = 'LEASED' THEN 1 ELSE 0 END
                            WHERE operation_id = :id AND number = :number
                                AND (state = 'PLANNED' OR (state = 'LEASED' AND lease_until <= :now))
                                AND EXISTS (SELECT 1 FROM operation
                                    WHERE id = :id AND state <> 'DONE' AND error_code IS NULL
                                        AND parked_until IS NULL)
                            """)
                    .bind("owner", owner)
                    .bind("until", now + micros(duration))
                    .bind("now", now)
                    .bind("id", operation)
                    .bind("number", number)
                    .execute();
            return leased == 0 ? Optional.empty() : Optional.of(read(h, operation, number, duration));
        });
    }

    private static Batch read(Handle handle, long operation, long number, Duration lease) {
        return handle.createQuery("""
                        SELECT b.attempts, b.deaths, i.items, b.instances FROM batch b
                        JOIN batch_items i ON i.operation_id = b.operation_id AND i.number = b.number
                        WHERE b.operation_id = :id AND b.number = :number
                        """)
                .bind("id", operation)
                .bind("number", number)
                .map((row, context) -> new Batch(
                        operation,
                        number,
                        row.getInt("attempts"),
                        row.getInt("deaths"),
                        row.getInt("deaths") == 0 ? Map.of() : Suspects.judge(handle, operation, number),
                        row.getString("items"),
                        row.getLong("instances"),
                        lease))
                .one();
    }

    /**
     * Renews the lease of a batch that is worked on.
     *
     * @return false if it is lost, or the operation has ended: the worker stops
     */
    public boolean renew(Batch batch) {
        return database.writeSoon(named("renewing", batch.operation(), batch.number()), h -> renew(h, batch) == 1);
    }

    private int renew(Handle handle, Batch batch) {
        return handle.createUpdate("""
                        UPDATE batch SET lease_until = :until
                        WHERE operation_id = :id AND number = :number AND state = 'LEASED' AND attempts = :attempt
                            AND EXISTS (SELECT 1 FROM operation WHERE id = :id AND state <> 'DONE')
                        """)
                .bind("until", now() + micros(batch.lease()))
                .bind("id", batch.operation())
                .bind("number", batch.number())
                .bind("attempt", batch.attempt())
                .execute();
    }

    /**
     * Tells how far a leased batch is, and renews its lease. The counters of the operation show it until the batch is
     * reported, or begun again.
     *
     * @param success instances exported so far
     * @param failure instances failed so far
     * @return false if the lease is lost, or the operation has ended: the worker stops
     */
    public boolean progress(Batch batch, long success, long failure) {
        check(batch, success, failure);
        return database.writeSoon(
                named("progress of", batch.operation(), batch.number()),
                h -> renew(h, batch) == 1
                        && h.createUpdate("""
                                        UPDATE batch SET success = :success, failure = :failure
                                        WHERE operation_id = :id AND number = :number
                                        """)
                                        .bind("success", success)
                                        .bind("failure", failure)
                                        .bind("id", batch.operation())
                                        .bind("number", batch.number())
                                        .execute()
                                == 1);
    }

    /**
     * Reports a batch as done. A second report, one of a lease that was lost, and one after the operation's end change
     * nothing. Instances that are neither exported nor failed count as excluded.
     *
     * @param log one ERROR entry for each failed instance
     * @return true if nothing of the operation is left to do: this caller, and no other, sees to the finish
     */
    public boolean report(Batch batch, long success, long failure, List<LogEntry> log) {
        check(batch, success, failure);
        return database.writeSoon(named("report of", batch.operation(), batch.number()), h -> {
            if (done(h, batch, success, failure)) {
                h.createUpdate("""
                                UPDATE operation SET batches_done = batches_done + 1, settled = settled + :instances,
                                    success = success + :success, failure = failure + :failure
                                WHERE id = :id
                                """)
                        .bind("instances", batch.instances())
                        .bind("success", success)
                        .bind("failure", failure)
                        .bind("id", batch.operation())
                        .execute();
                Rows.log(h, batch.operation(), log);
                Rows.gotOn(h, batch.operation());
                h.execute(
                        "DELETE FROM batch_items WHERE operation_id = ? AND number = ?",
                        batch.operation(),
                        batch.number());
                if (batch.deaths() > 0) {
                    Suspects.forget(h, batch);
                }
            }
            return Transitions.settle(h, batch.operation(), now());
        });
    }

    private static boolean done(Handle handle, Batch batch, long success, long failure) {
        return handle.createUpdate("""
                                UPDATE batch SET state = 'DONE', owner = NULL, lease_until = NULL,
                                    success = :success, failure = :failure
                                WHERE operation_id = :id AND number = :number
                                    AND state = 'LEASED' AND attempts = :attempt
                                    AND EXISTS (SELECT 1 FROM operation WHERE id = :id AND state <> 'DONE')
                                """)
                        .bind("success", success)
                        .bind("failure", failure)
                        .bind("id", batch.operation())
                        .bind("number", batch.number())
                        .bind("attempt", batch.attempt())
                        .execute()
                == 1;
    }

    /**
     * Gives a batch back undone, to be leased again, or because its operation stops. Nothing happens if the lease is
     * lost.
     *
     * @return true if nothing of the operation is left to do: this caller, and no other, sees to the finish
     */
    public boolean release(Batch batch) {
        return database.writeSoon(named("release of", batch.operation(), batch.number()), h -> {
            h.createUpdate("""
                            UPDATE batch SET state = 'PLANNED', owner = NULL, lease_until = NULL,
                                success = 0, failure = 0
                            WHERE operation_id = :id AND number = :number
                                AND state = 'LEASED' AND attempts = :attempt
                            """)
                    .bind("id", batch.operation())
                    .bind("number", batch.number())
                    .bind("attempt", batch.attempt())
                    .execute();
            return Transitions.settle(h, batch.operation(), now());
        });
    }

    /**
     * Releases all that a node had leased when it died: to be called when it starts, before it leases anything. Operations that
     * were only waiting for these move to {@code FINISHING}, see {@link Operations#unfinished}.
     *
     * @return number of batches released
     */
    public int releaseLeases(String owner) {
        return database.writeSoon("releasing the leases of " + owner, h -> {
            int released = h.createUpdate("""
                            UPDATE batch SET state = 'PLANNED', owner = NULL, lease_until = NULL,
                                success = 0, failure = 0, deaths = deaths + 1
                            WHERE state = 'LEASED' AND owner = :owner
                            """).bind("owner", owner).execute();
            h.createQuery("SELECT id FROM operation WHERE state = 'RUNNING' ORDER BY id")
                    .mapTo(Long.class)
                    .list()
                    .forEach(id -> Transitions.settle(h, id, now()));
            return released;
        });
    }

    private static void check(Batch batch, long success, long failure) {
        if (success < 0 || failure < 0 || success > batch.instances() - failure) {
            throw new IllegalArgumentException(named("counters of", batch.operation(), batch.number()) + ": " + success
                    + " exported and " + failure + " failed of " + batch.instances() + " instances");
        }
    }

    private static String named(String what, long operation, long number) {
        return what + " batch " + number + " of operation " + operation;
    }

    private long now() {
        return Microseconds.of(clock.instant());
    }

    private static long micros(Duration duration) {
        return duration.toNanos() / 1000;
    }
}
