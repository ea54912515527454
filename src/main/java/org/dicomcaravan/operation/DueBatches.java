package org.dicomcaravan.operation;

import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The batches of all operations that somebody is to lease: a look at the state that changes nothing. Thread-safe. */
public final class DueBatches {
    private final StateDatabase database;

    DueBatches(StateDatabase database) {
        this.database = database;
    }

    /** A batch by its numbers. */
    public record Place(long operation, long batch) {}

    /**
     * Batches that may be leased now: nobody has them, or whoever has them let the lease run out.
     *
     * @param most at most so many; those of earlier operations first
     */
    public List<Place> due(int most) {
        return database.read("looking for batches that nobody works on", h -> {
            List<Place> due = new ArrayList<>();
            // One after the other: what a stopped or a waiting one has open, which may be a million, is not even looked
            // at.
            for (long operation : running(h)) {
                due.addAll(due(h, operation, most - due.size()));
                if (due.size() >= most) {
                    break;
                }
            }
            return due;
        });
    }

    /** Batches that somebody leased who was not heard of since, as long as nobody else leases them. */
    public List<Place> expired(int most) {
        return database.read(
                "looking for leases that ran out",
                h -> h.createQuery("""
                        SELECT b.operation_id, b.number FROM operation o JOIN batch b ON b.operation_id = o.id
                        WHERE o.state IN ('PLANNING', 'RUNNING') AND o.error_code IS NULL AND o.parked_until IS NULL
                            AND b.state = 'LEASED' AND b.lease_until <= <now>
                        ORDER BY b.operation_id, b.number LIMIT :most
                        """)
                        .bind("now", database.now())
                        .bind("most", most)
                        .map((row, context) -> new Place(row.getLong("operation_id"), row.getLong("number")))
                        .list());
    }

    private static List<Long> running(Handle handle) {
        // SQLite uses the index of unfinished operations only where its own condition, state <> 'DONE', stands here.
        return handle.createQuery("""
                        SELECT id FROM operation WHERE state <> 'DONE' AND state IN ('PLANNING', 'RUNNING')
                            AND error_code IS NULL AND parked_until IS NULL
                        ORDER BY id
                        """).mapTo(Long.class).list();
    }

    private List<Place> due(Handle handle, long operation, int most) {
        return handle.createQuery("""
                        SELECT number FROM batch WHERE operation_id = :id AND state <> 'DONE'
                            AND (state = 'PLANNED' OR lease_until <= <now>)
                        ORDER BY number LIMIT :most
                        """)
                .bind("id", operation)
                .bind("now", database.now())
                .bind("most", most)
                .map((row, context) -> new Place(operation, row.getLong("number")))
                .list();
    }
}
