package org.dicomcaravan.operation;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/**
 * The batches of operations: leased by one worker at a time, reported once. A worker that lets its lease run out loses
 * the batch to whoever leases it next, and its own report then counts for nothing. Thread-safe.
 */
public final class Batches {
    private final StateDatabase database;

    Batches(StateDatabase database) {
        this.database = database;
    }

    /**
     * Numbers of the batches of an operation that are not done, ascending, whether leased or not. Reads the state as
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
     * @param owner the node that works on it
     * @param duration how long the lease holds, if no progress renews it
     * @return empty if there is nothing to do: the batch is done, leased by a worker that is alive, or its operation
     *     is to stop or has ended
     */
    public Optional<Batch> lease(long operation, long number, String owner, Duration duration) {
        Leasing leasing = new Leasing(operation, number, owner, duration);
        return database.writeSoon(named("leasing", operation, number), h -> leasing.run(h, database.now()));
    }

    /**
     * Renews the lease of a batch that is worked on.
     *
     * @return false if it is lost, or the operation has ended: the worker stops
     */
    public boolean renew(Batch batch) {
        return database.writeSoon(
                named("renewing", batch.operation(), batch.number()),
                h -> ofLease(h, batch, "lease_until = <now> + :lease")
                                .bind("lease", micros(batch.lease()))
                                .bind("now", database.now())
                                .execute()
                        == 1);
    }

    /** A change of a batch by whoever has it, and nobody else. */
    private static Update ofLease(Handle handle, Batch batch, String change) {
        return handle.createUpdate("UPDATE batch SET " + change + """
                         WHERE operation_id = :id AND number = :number AND state = 'LEASED' AND attempts = :attempt
                            AND EXISTS (SELECT 1 FROM operation WHERE id = :id AND state <> 'DONE')
                        """)
                .bind("id", batch.operation())
                .bind("number", batch.number())
                .bind("attempt", batch.attempt());
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
                h -> ofLease(h, batch, "lease_until = <now> + :lease, success = :success, failure = :failure")
                                .bind("lease", micros(batch.lease()))
                                .bind("now", database.now())
                                .bind("success", success)
                                .bind("failure", failure)
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
        try {
            return database.writeSoon(
                    named("report of", batch.operation(), batch.number()),
                    h -> reported(h, batch, success, failure, log));
        } catch (EndedMeanwhile e) {
            return false;
        }
    }

    /** The operation ended while a batch of it was reported; all that the report changed is undone by that. */
    private static final class EndedMeanwhile extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private boolean reported(Handle handle, Batch batch, long success, long failure, List<LogEntry> log) {
        if (!done(handle, batch, success, failure)) {
            return Transitions.settle(handle, batch.operation(), database.now());
        }
        handle.execute(
                "DELETE FROM batch_items WHERE operation_id = ? AND number = ?", batch.operation(), batch.number());
        if (batch.deaths() > 0) {
            Suspects.forget(handle, batch);
        }
        Standing after = count(handle, batch, success, failure).orElseThrow(EndedMeanwhile::new);
        Rows.log(handle, batch.operation(), log);
        if (after.wasParked()) {
            Rows.gotOn(handle, batch.operation());
        }
        return after.mayEnd() && Transitions.settle(handle, batch.operation(), database.now());
    }

    private static boolean done(Handle handle, Batch batch, long success, long failure) {
        return ofLease(
                                handle,
                                batch,
                                "state = 'DONE', owner = NULL, lease_until = NULL, success = :success, failure = :failure")
                        .bind("success", success)
                        .bind("failure", failure)
                        .execute()
                == 1;
    }

    /** What a report finds out by the way, so that it need not ask for it. */
    private record Standing(boolean mayEnd, boolean wasParked) {}

    /**
     * Late in the transaction: others who report of the same operation wait from here to its end. Empty for an operation
     * that ended meanwhile, and counts nothing any more.
     */
    private static Optional<Standing> count(Handle handle, Batch batch, long success, long failure) {
        return handle.createQuery("""
                        UPDATE operation SET batches_done = batches_done + 1, settled = settled + :instances,
                            success = success + :success, failure = failure + :failure
                        WHERE id = :id AND state <> 'DONE'
                        RETURNING batches = batches_done OR error_code IS NOT NULL AS may_end,
                            parked_reason IS NOT NULL AS was_parked
                        """)
                .bind("instances", batch.instances())
                .bind("success", success)
                .bind("failure", failure)
                .bind("id", batch.operation())
                .map((row, context) -> new Standing(row.getBoolean("may_end"), row.getBoolean("was_parked")))
                .findOne();
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
            return Transitions.settle(h, batch.operation(), database.now());
        });
    }

    /**
     * Releases all that an earlier process had leased or claimed: to be called by the only server when it starts, before it
     * leases anything. Operations that were only waiting for these move to {@code FINISHING}, see
     * {@link Operations#unfinished}.
     *
     * @return number of batches released
     */
    public int releaseAll() {
        return database.writeSoon("releasing the leases of earlier servers", h -> {
            h.execute("UPDATE operation SET claim_owner = NULL, claim_until = NULL WHERE claim_until IS NOT NULL");
            int released = h.execute("""
                    UPDATE batch SET state = 'PLANNED', owner = NULL, lease_until = NULL,
                        success = 0, failure = 0, deaths = deaths + 1
                    WHERE state = 'LEASED'
                    """);
            h.createQuery("SELECT id FROM operation WHERE state = 'RUNNING' ORDER BY id")
                    .mapTo(Long.class)
                    .list()
                    .forEach(id -> Transitions.settle(h, id, database.now()));
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

    static long micros(Duration duration) {
        return duration.toNanos() / 1000;
    }
}
