package org.dicomcaravan.destination.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.destination.TableStore.Load;
import org.dicomcaravan.destination.TableUri;
import org.dicomcaravan.destination.WriteDisposition;
import org.dicomcaravan.rpc.RpcCode;
import org.dicomcaravan.table.Column;
import org.dicomcaravan.table.ColumnType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in the way of a table is said, and stays as it is. */
class DuckRefusalsTest {

    @TempDir
    Path folder;

    private DuckUnderTest under;

    @BeforeEach
    void open() {
        under = new DuckUnderTest(folder);
    }

    private static TableUri table(String uri) {
        return TableUri.parse(uri);
    }

    /** A refusal at once, and the same when it comes to the load. */
    private void refuses(RpcCode code, TableUri table, WriteDisposition disposition, String... words) throws Exception {
        Optional<DestinationException> refusal = under.tables.refusal(table, disposition);
        assertThat(refusal).isPresent();
        assertThat(refusal.get().code()).isEqualTo(code);
        assertThat(refusal.get()).hasMessageContainingAll(words);
        if (code != RpcCode.INVALID_ARGUMENT) {
            assertThatThrownBy(() -> under.tables.load(under.one("refused", table, disposition), () -> {}))
                    .isInstanceOf(DestinationException.class)
                    .hasMessage(refusal.get().getMessage());
        }
    }

    private void conflicts(Load load, String... words) {
        assertThatThrownBy(() -> under.tables.load(load, () -> {}))
                .isInstanceOfSatisfying(
                        DestinationException.class,
                        refused -> assertThat(refused.code()).isEqualTo(RpcCode.FAILED_PRECONDITION))
                .hasMessageContainingAll(words)
                .hasMessageNotContaining(folder.toString());
    }

    @Test
    void namesThatDifferInCaseAreTwoTablesAndOnlyOneCanBe() throws Exception {
        under.tables.load(under.one("1", table("bq://demo.demo.t"), WriteDisposition.ABSENT), () -> {});
        for (WriteDisposition disposition : WriteDisposition.values()) {
            refuses(
                    RpcCode.FAILED_PRECONDITION,
                    table("bq://demo.demo.T"),
                    disposition,
                    "demo.demo.T",
                    "table t",
                    "case");
            refuses(RpcCode.FAILED_PRECONDITION, table("bq://demo.Demo.x"), disposition, "demo.Demo.x", "dataset demo");
        }
        assertThat(under.query("SELECT A FROM demo.demo.t")).containsExactly("1");
    }

    @Test
    void aViewIsNoTable() throws Exception {
        under.execute("CREATE VIEW main.v AS SELECT 1 AS A");
        for (WriteDisposition disposition : WriteDisposition.values()) {
            refuses(RpcCode.FAILED_PRECONDITION, table("bq://demo.main.v"), disposition, "demo.main.v is a view");
        }
        assertThat(under.query("SELECT A FROM main.v")).containsExactly("1");
    }

    @Test
    void namesOfTheDatabasesOwnAreNoDatasets() throws Exception {
        for (String dataset : List.of("information_schema", "pg_catalog", "PG_CATALOG", "_caravan")) {
            TableUri table = table("bq://demo." + dataset + ".t");
            refuses(RpcCode.INVALID_ARGUMENT, table, WriteDisposition.ABSENT, "dataset " + dataset);
        }
        for (String dataset : List.of("main", "temp", "system", "demo", "tables", "pg_temp", "select")) {
            TableUri table = table("bq://demo." + dataset + ".t");
            under.tables.load(under.one("a " + dataset, table, WriteDisposition.ABSENT), () -> {});
            under.tables.load(under.one("b " + dataset, table, WriteDisposition.APPEND), () -> {});
            assertThat(under.tables.refusal(table, WriteDisposition.ABSENT)).isPresent();
        }
    }

    @Test
    void projectsHaveAFileEachWhateverTheirNames() throws Exception {
        List<String> projects = List.of("x:y", "x.y:z", "system", "temp", "memory", "X", "x", "tables");
        for (String project : projects) {
            TableUri table = new TableUri(project, "d", "t");
            assertThat(under.tables.refusal(table, WriteDisposition.ABSENT)).isEmpty();
            assertThat(under.tables
                            .load(under.one("1", table, WriteDisposition.ABSENT), () -> {})
                            .rows())
                    .isEqualTo(1);
        }
        Set<String> names = projects.stream()
                .map(project ->
                        ProjectFiles.file(Path.of(""), project).toString().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        assertThat(names).hasSameSizeAs(projects);
        assertThat(ProjectFiles.file(Path.of(""), "example.com:my-project"))
                .isEqualTo(Path.of("example.com%3Amy-project.duckdb"));
        TableUri longest = new TableUri("x".repeat(300) + ":p", "d", "t");
        assertThatThrownBy(() -> under.tables.refusal(longest, WriteDisposition.ABSENT))
                .hasMessageContaining("too long a name");
    }

    @Test
    void aColumnOfAnotherModeIsAConflict() throws Exception {
        under.tables.load(under.one("1", WriteDisposition.ABSENT), () -> {});
        Column repeated = new Column(0, "A", ColumnType.STRING, true, List.of());
        conflicts(
                under.load("2", WriteDisposition.APPEND, List.of(repeated), "{\"A\":[\"x\"]}"),
                "column A of table bq://demo.demo.a table is STRING",
                "STRING REPEATED");
        assertThat(under.query("SELECT A FROM demo.demo.\"a table\"")).containsExactly("1");
    }

    @Test
    void aColumnOfATypeThatNoExportWritesIsAConflict() throws Exception {
        under.execute("CREATE TABLE main.t (A DECIMAL(10, 2))");
        conflicts(
                under.one("1", table("bq://demo.main.t"), WriteDisposition.APPEND),
                "column A of table bq://demo.main.t",
                "DECIMAL(10,2)",
                "STRING");
    }

    @Test
    void aColumnInOtherLettersIsAConflict() throws Exception {
        under.execute("CREATE TABLE main.t (a VARCHAR)");
        conflicts(
                under.one("1", table("bq://demo.main.t"), WriteDisposition.APPEND),
                "column a of table bq://demo.main.t is STRING",
                "in A");
    }

    /** A user's own columns are nobody else's business. */
    @Test
    void columnsThatRowsDontHaveMayBeOfAnyType() throws Exception {
        under.execute("CREATE TABLE main.t (A VARCHAR, price DECIMAL(10, 2) DEFAULT 3, m MAP(VARCHAR, BLOB))");
        assertThat(under.tables.load(under.one("1", table("bq://demo.main.t"), WriteDisposition.APPEND), () -> {}))
                .isEqualTo(new org.dicomcaravan.destination.TableStore.Loaded(1, 3));
    }

    @Test
    void aConditionOfTheTablesOwnIsSaid() throws Exception {
        under.execute("CREATE TABLE main.t (A VARCHAR, B VARCHAR NOT NULL)");
        conflicts(under.one("1", table("bq://demo.main.t"), WriteDisposition.APPEND), "NOT NULL", "demo.main.t");
    }

    @Test
    void whatIsNoDatabaseIsSaid() throws Exception {
        Files.createDirectories(under.file().getParent());
        Files.writeString(under.file(), "no database".repeat(1000));
        assertThatThrownBy(() -> under.tables.refusal(DuckUnderTest.TABLE, WriteDisposition.APPEND))
                .hasMessageContaining("database of project demo is damaged")
                .hasMessageNotContaining(folder.toString());
    }
}
