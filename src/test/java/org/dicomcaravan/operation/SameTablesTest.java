package org.dicomcaravan.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts of SQLite, and those of PostgreSQL, make the same tables. */
@Tag("environment")
class SameTablesTest {
    @TempDir
    Path folder;

    private static Set<String> columns(StateFile state, String sql) {
        Set<String> columns = new TreeSet<>();
        state.query(sql).forEach(row -> columns.add(row.values().toString()));
        columns.removeIf(column -> column.contains("flyway_schema_history"));
        return columns;
    }

    @Test
    void haveTheSameColumns() {
        Path file = folder.resolve("state.db");
        OperationStore.open(file).close();
        Set<String> ofOne = columns(new StateFile(file), """
                SELECT m.name AS table_name, c.name AS column_name, CASE WHEN c."notnull" = 1 THEN 'NO' ELSE 'YES' END AS is_null
                FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table'
                """);
        assertThat(ofOne).contains("[operation, claim_fence, NO]", "[node, heartbeat, NO]");
        try (TwoServers servers = TwoServers.open()) {
            assertThat(columns(servers.state, """
                            SELECT table_name, column_name, is_nullable FROM information_schema.columns
                            WHERE table_schema = current_schema()
                            """)).isEqualTo(ofOne);
        }
    }
}
