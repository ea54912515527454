package org.dicomcaravan.operation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * One wish for a batch. It may be run again where nobody saw the end of its transaction: what the first try got, and nobody
 * answered, is not lost until the lease runs out. For one thread.
 */
final class Leasing {
    private final long operation;
    private final long number;
    private final String owner;
    private final Duration duration;

    /** The attempt that the try before got; 0 at the first. */
    private int given;

    Leasing(long operation, long number, String owner, Duration duration) {
        this.operation = operation;
        this.number = number;
        this.owner = owner;
        this.duration = duration;
    }

    /** Inside a transaction; empty as {@link Batches#lease} has it. */
    Optional<Batch> run(Handle handle, long now) {
        Optional<Batch> batch = handle.createQuery("""
                        UPDATE batch SET state = 'LEASED', owner = :owner, lease_until = <now> + :lease,
                            attempts = attempts + 1, success = 0, failure = 0,
                            deaths = deaths + CASE WHEN state = 'LEASED' AND attempts <> :given
                                AND NOT EXISTS (
                                    SELECT 1 FROM node n WHERE n.owner = batch.owner AND n.heartbeat > batch.lease_until)
                                THEN 1 ELSE 0 END
                        WHERE operation_id = :id
                            AND number = (
                                SELECT number FROM batch
                                WHERE operation_id = :id AND number = :number
                                    AND (state = 'PLANNED' OR (state = 'LEASED' AND (
                                        lease_until <= <now> OR (owner = :owner AND attempts = :given))))
                                <skipLocked>)
                            AND EXISTS (
                                SELECT 1 FROM operation
                                WHERE id = :id AND state <> 'DONE' AND error_code IS NULL AND parked_until IS NULL
                                <forKeyShare>)
                        RETURNING attempts, deaths, instances,
                            (SELECT items FROM batch_items WHERE operation_id = :id AND number = :number) AS items
                        """)
                .bind("owner", owner)
                .bind("given", given)
                .bind("lease", Batches.micros(duration))
                .bind("now", now)
                .bind("id", operation)
                .bind("number", number)
                .map((row, context) -> leased(row))
                .findOne()
                .map(leased -> judged(handle, leased));
        batch.ifPresent(leased -> given = leased.attempt());
        return batch;
    }

    private Batch leased(ResultSet row) throws SQLException {
        return new Batch(
                operation,
                number,
                row.getInt("attempts"),
                row.getInt("deaths"),
                Map.of(),
                row.getString("items"),
                row.getLong("instances"),
                duration);
    }

    private static Batch judged(Handle handle, Batch batch) {
        return batch.deaths() == 0
                ? batch
                : batch.withSuspects(Suspects.judge(handle, batch.operation(), batch.number()));
    }
}
