package org.dicomcaravan.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dicomcaravan.database.postgresql.PostgresUnderTest;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/** A state, in a file or in a database that servers share, as another program sees it. */
final class StateFile {
    private static final List<String> CONTRADICTIONS = List.of("""
            SELECT o.id FROM operation o
            WHERE (o.instances, o.batches, o.settled, o.batches_done, o.success, o.failure)
            <> (SELECT COALESCE(SUM(instances), 0), COUNT(*),
                    COALESCE(SUM(CASE WHEN state = 'DONE' THEN instances END), 0),
                    COUNT(CASE WHEN state = 'DONE' THEN 1 END),
                    COALESCE(SUM(CASE WHEN state = 'DONE' THEN success END), 0),
                    COALESCE(SUM(CASE WHEN state = 'DONE' THEN failure END), 0)
                FROM batch b WHERE b.operation_id = o.id)
            """, """
            SELECT o.id FROM operation o WHERE (o.log_lines, o.log_lines)
            <> (SELECT COUNT(*), COALESCE(MAX(line), 0) FROM log_line l WHERE l.operation_id = o.id)
            """, """
            SELECT b.operation_id FROM batch b LEFT JOIN batch_items i USING (operation_id, number)
            WHERE (b.state = 'DONE') <> (i.items IS NULL)
            """, """
            SELECT o.id FROM operation o
            WHERE o.state = 'PLANNING'
                AND o.instances <> (SELECT COUNT(*) FROM fingerprint f WHERE f.operation_id = o.id)
            """, """
            SELECT o.id FROM operation o
            WHERE o.error_code IS NULL
                AND (o.state IN ('FINISHING', 'DONE')) <> (o.batches = o.batches_done AND o.state <> 'PLANNING')
            """);

    private final Jdbi jdbi;
    private final boolean isFile;

    StateFile(Path file) {
        jdbi = Jdbi.create("jdbc:sqlite:" + file);
        isFile = true;
    }

    StateFile(PostgresUnderTest postgres) {
        jdbi = postgres.tables();
        isFile = false;
    }

    /** Sums over batches, lines and fingerprints agree with the operations' own numbers, all in one moment. */
    void assertConsistent() {
        jdbi.useTransaction(TransactionIsolationLevel.SERIALIZABLE, handle -> {
            for (String contradiction : CONTRADICTIONS) {
                assertThat(handle.createQuery(contradiction).mapTo(Long.class).list())
                        .as(contradiction)
                        .isEmpty();
            }
            if (isFile) {
                assertThat(handle.createQuery("PRAGMA foreign_key_check")
                                .mapToMap()
                                .list())
                        .isEmpty();
            }
        });
    }

    List<Map<String, Object>> query(String sql) {
        return jdbi.withHandle(handle -> handle.createQuery(sql).mapToMap().list());
    }

    /** Whether somebody waits for what another transaction holds. */
    boolean waitsForALock() {
        return jdbi.withHandle(
                handle -> handle.createQuery("""
                        SELECT EXISTS (SELECT 1 FROM pg_locks l JOIN pg_stat_activity a USING (pid)
                            WHERE NOT l.granted AND a.query LIKE '%operation%' AND a.datname = current_database())
                        """).mapTo(Boolean.class).one());
    }

    long count(String table) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT COUNT(*) FROM " + table)
                .mapTo(Long.class)
                .one());
    }

    void execute(String sql) {
        if (isFile) {
            jdbi.useHandle(handle -> handle.execute("PRAGMA busy_timeout = 10000"));
        }
        jdbi.useHandle(handle -> handle.execute(sql));
    }
}
