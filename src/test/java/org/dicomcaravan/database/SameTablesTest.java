package org.dicomcaravan.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.dicomcaravan.database.postgresql.PostgresDatabase;
import org.dicomcaravan.database.postgresql.PostgresUnderTest;
import org.dicomcaravan.database.sqlite.SqliteFile;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts of SQLite, and those of PostgreSQL, make the same tables. */
@Tag("environment")
class SameTablesTest {
    private static final String STATE = "org/dicomcaravan/operation";
    private static final String SENT = "org/dicomcaravan/destination/google";

    /** A table of Flyway's own. */
    private static final String HISTORY = "migration_history";

    /** Table, column, whether it may be null, and its place in the primary key, 0 for none. */
    private static final String COLUMNS_OF_SQLITE = """
            SELECT m.name AS table_name, c.name AS column_name, CASE WHEN c."notnull" = 1 THEN 'NO' ELSE 'YES' END AS is_null, c.pk
            FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table'
            """;

    private static final String COLUMNS_OF_POSTGRESQL = """
            SELECT c.table_name, c.column_name, c.is_nullable, COALESCE(k.ordinal_position, 0) AS pk
            FROM information_schema.columns c LEFT JOIN (
                SELECT u.* FROM information_schema.key_column_usage u
                JOIN information_schema.table_constraints t USING (constraint_schema, constraint_name)
                WHERE t.constraint_type = 'PRIMARY KEY') k USING (table_schema, table_name, column_name)
            WHERE c.table_schema = current_schema()
            """;

    /** Table, index, whether it is of some rows alone, and each column with its place; not those of primary keys. */
    private static final String INDEXES_OF_SQLITE = """
            SELECT m.name AS table_name, i.name AS index_name, CASE WHEN i.partial = 1 THEN 'SOME' ELSE 'ALL' END AS which,
                c.seqno + 1 AS place, c.name AS column_name
            FROM sqlite_master m, pragma_index_list(m.name) i, pragma_index_info(i.name) c
            WHERE m.type = 'table' AND i.origin <> 'pk'
            """;

    private static final String INDEXES_OF_POSTGRESQL = """
            SELECT t.relname AS table_name, i.relname AS index_name,
                CASE WHEN x.indpred IS NULL THEN 'ALL' ELSE 'SOME' END AS which, k.place, a.attname AS column_name
            FROM pg_index x
                JOIN pg_class i ON i.oid = x.indexrelid
                JOIN pg_class t ON t.oid = x.indrelid
                JOIN pg_namespace n ON n.oid = t.relnamespace
                CROSS JOIN unnest(x.indkey) WITH ORDINALITY k (attribute, place)
                JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.attribute
            WHERE n.nspname = current_schema() AND NOT x.indisprimary
            """;

    @TempDir
    Path folder;

    private PostgresUnderTest postgres;
    private Jdbi file;
    private Jdbi shared;

    @BeforeEach
    void migrate() {
        postgres = PostgresUnderTest.there();
        shared = postgres.tables();
        Path path = folder.resolve("tables.db");
        file = Jdbi.create("jdbc:sqlite:" + path);
        try (SqliteFile sqlite = new SqliteFile(path);
                PostgresDatabase postgresql = postgres.open()) {
            for (String scripts : Set.of(STATE, SENT)) {
                sqlite.migrate(scripts, history(scripts));
                postgresql.migrate(scripts, history(scripts));
            }
        }
    }

    private static String history(String scripts) {
        return scripts.substring(scripts.lastIndexOf('/') + 1) + "_" + HISTORY;
    }

    @AfterEach
    void close() {
        if (postgres != null) {
            postgres.close();
        }
    }

    private static Set<String> rows(Jdbi tables, String sql) {
        Set<String> rows = new TreeSet<>();
        tables.useHandle(handle -> handle.createQuery(sql)
                .mapToMap()
                .forEach(row -> rows.add(row.values().toString())));
        rows.removeIf(row -> row.contains(HISTORY));
        return rows;
    }

    @Test
    void haveTheSameColumnsAndKeys() {
        Set<String> ofOne = rows(file, COLUMNS_OF_SQLITE);
        assertThat(ofOne)
                .contains(
                        "[operation, claim_fence, NO, 0]",
                        "[batch, operation_id, NO, 1]",
                        "[batch, number, NO, 2]",
                        "[sent, instance, NO, 3]",
                        "[sent_record, one, NO, 1]");
        assertThat(rows(shared, COLUMNS_OF_POSTGRESQL)).isEqualTo(ofOne);
    }

    @Test
    void haveTheSameIndexesButForTwo() {
        Set<String> ofOne = rows(file, INDEXES_OF_SQLITE);
        // A lease that is renewed is no change of an index of PostgreSQL's, whose rows then stay on their page.
        assertThat(ofOne.remove("[batch, batch_leased, SOME, 2, lease_until]")).isTrue();
        // What is parked is looked for among what is unfinished, by both; files of earlier versions have it.
        assertThat(ofOne.remove("[operation, operation_parked, SOME, 1, parked_until]"))
                .isTrue();
        assertThat(ofOne).contains("[batch, batch_leased, SOME, 1, operation_id]");
        assertThat(rows(shared, INDEXES_OF_POSTGRESQL)).isEqualTo(ofOne);
    }
}
