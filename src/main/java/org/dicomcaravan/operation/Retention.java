package org.dicomcaravan.operation;

import java.time.Duration;
import java.util.List;

/** Removes what is no longer kept. Thread-safe; may be interrupted by a crash and repeated. */
public final class Retention {
    private static final int ROWS_A_DELETE = 10_000;
    private static final Duration LONGEST_CALL = Duration.ofDays(1);

    private final StateDatabase database;
    private final SavedFilters filters;

    Retention(StateDatabase database, SavedFilters filters) {
        this.database = database;
        this.filters = filters;
    }

    /**
     * Removes operations that ended longer ago than {@code age}, with their batches and logs, and what ended
     * operations hold needlessly: items of batches that never ran, fingerprints, filters. In slices: other work goes on.
     *
     * @return number of operations removed
     */
    public int purge(Duration age) {
        ended("EXISTS (SELECT 1 FROM batch_items i WHERE i.operation_id = o.id)", Long.MAX_VALUE)
                .forEach(id -> deleteSlices("batch_items", "number", id));
        ended("EXISTS (SELECT 1 FROM fingerprint f WHERE f.operation_id = o.id)", Long.MAX_VALUE)
                .forEach(id -> Plans.forgetFingerprints(database, id));
        filtersOfNobody().forEach(filters::forget);
        List<Long> old = ended("1 = 1", before(age));
        old.forEach(this::remove);
        return old.size();
    }

    /** Those of ended operations, and what a crash left of calls that were never accepted. */
    private List<Long> filtersOfNobody() {
        long longAgo = before(LONGEST_CALL) * Operations.IDS_A_MICROSECOND;
        return database.read(
                "looking for filters to remove",
                h -> h.createQuery("""
                        SELECT DISTINCT p.operation_id FROM filter_part p LEFT JOIN operation o ON o.id = p.operation_id
                        WHERE o.state = 'DONE' OR (o.id IS NULL AND p.operation_id < :longAgo)
                        """)
                        .bind("longAgo", longAgo)
                        .mapTo(Long.class)
                        .list());
    }

    private long before(Duration age) {
        return database.read("reading the clock", database::now) - Batches.micros(age);
    }

    private List<Long> ended(String condition, long before) {
        return database.read(
                "looking for operations to remove",
                h -> h.createQuery("SELECT o.id FROM operation o WHERE o.state = 'DONE' AND o.end_time < :before AND "
                                + condition)
                        .bind("before", before)
                        .mapTo(Long.class)
                        .list());
    }

    private void remove(long operation) {
        deleteSlices("log_line", "line", operation);
        deleteSlices("batch", "number", operation);
        database.write(
                "removing operation " + operation,
                h -> h.execute("DELETE FROM operation WHERE id = ? AND state = 'DONE'", operation));
    }

    private void deleteSlices(String table, String key, long operation) {
        String delete = """
                DELETE FROM %1$s WHERE operation_id = :id AND %2$s IN
                    (SELECT %2$s FROM %1$s WHERE operation_id = :id ORDER BY %2$s LIMIT :limit)
                """.formatted(table, key);
        int deleted;
        do {
            deleted = database.write(
                    "removing " + table + " rows of operation " + operation,
                    h -> h.createUpdate(delete)
                            .bind("id", operation)
                            .bind("limit", ROWS_A_DELETE)
                            .execute());
        } while (deleted == ROWS_A_DELETE);
    }
}
