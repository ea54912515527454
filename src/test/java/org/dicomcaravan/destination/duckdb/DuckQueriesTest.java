package org.dicomcaravan.destination.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.dicomcaravan.destination.TableStore.Load;
import org.dicomcaravan.destination.TableUri;
import org.dicomcaravan.destination.WriteDisposition;
import org.dicomcaravan.destination.rows.Shard;
import org.dicomcaravan.table.Column;
import org.dicomcaravan.table.ColumnType;
import org.dicomcaravan.table.TableSchema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Questions beside other programs, and to tables of any name. */
class DuckQueriesTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private final List<String> notices = new ArrayList<>();

    private void make(String uri) throws Exception {
        Path shard = folder.resolve("shard.ndjson");
        Files.writeString(shard, "{\"A\":\"x\"}\n");
        List<Column> columns = List.of(new Column(0, "A", ColumnType.STRING, false, List.of()));
        new DuckTables(folder, 256)
                .load(
                        new Load(
                                uri,
                                TableUri.parse(uri),
                                WriteDisposition.ABSENT,
                                new TableSchema(columns),
                                List.of(new Shard(shard, 1, columns))),
                        () -> {});
    }

    private List<JsonNode> first(DuckQueries queries, String sql) throws Exception {
        List<JsonNode> found = new ArrayList<>();
        queries.run(sql, answer -> {
            while (answer.next()) {
                found.add(answer.values().get(0));
            }
        });
        return found;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bq://demo.first.instances",
                "bq://example.com:demo.first.instances",
                "bq://my-project.first.tables 2026-11 für_alle",
                "bq://demo.demo.demo",
                "bq://main.main.main",
                "bq://memory.memory.memory",
                "bq://system.x.x",
                "bq://temp.x.x",
                "bq://select.order.table",
                "bq://7.7.7"
            })
    void aTableOfAnyNameIsFoundByTheNameThatIsListed(String uri) throws Exception {
        make(uri);
        DuckQueries queries = new DuckQueries(folder, LONG, notices::add);
        String name = SqlName.of(TableUri.parse(uri));
        assertThat(queries.tables()).containsExactly(new DuckQueries.Table(name, 1, 1));
        assertThat(first(queries, "FROM " + name)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "bq://demo.first.instances, demo.first.instances",
                "bq://my-project.first.table, \"my-project\".first.table",
                "bq://select.select.select, \"select\".select.select",
                "bq://example.com:demo.first.x y, \"example.com:demo\".first.\"x y\""
            })
    void namesAreInQuotesWhereSqlWantsThem(String uri, String name) {
        assertThat(SqlName.of(TableUri.parse(uri))).isEqualTo(name);
    }

    @Test
    void allReservedWordsAreKnown() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet words = statement.executeQuery(
                        "SELECT keyword_name FROM duckdb_keywords() WHERE keyword_category = 'reserved'")) {
            while (words.next()) {
                String word = words.getString(1);
                assertThat(SqlName.of(word, word, word)).startsWith("\"" + word + "\"." + word);
            }
        }
    }

    @Test
    void aDatabaseThatIsWrittenAllTheTimeIsSaidToBe() throws Exception {
        make("bq://demo.first.instances");
        make("bq://other.first.instances");
        try (OpenDatabase writer = OpenDatabase.start(folder.resolve("demo.duckdb"))) {
            DuckQueries queries = new DuckQueries(folder, Duration.ofMillis(300), notices::add);
            assertThatThrownBy(() -> first(queries, "FROM demo.first.instances"))
                    .isInstanceOf(QueryException.class)
                    .hasMessageStartingWith("the database of project demo is being written")
                    .hasMessageNotContaining("\n");
            assertThat(notices).hasSize(1);
            assertThat(first(queries, "FROM other.first.instances"))
                    .as("it is not asked for")
                    .hasSize(1);
        }
    }

    @Test
    void aDatabaseThatIsWrittenIsWaitedFor() throws Exception {
        make("bq://demo.first.instances");
        OpenDatabase writer = OpenDatabase.start(folder.resolve("demo.duckdb"));
        DuckQueries queries = new DuckQueries(folder, LONG, notice -> {
            notices.add(notice);
            writer.end();
        });
        assertThat(first(queries, "FROM demo.first.instances")).hasSize(1);
        assertThat(notices)
                .containsExactly("the database of project demo is being written: waiting for it, 60 s at most");
    }

    /** What it committed lies beside the file. */
    @Test
    void whatAKilledWriterCommittedIsThere() throws Exception {
        OpenDatabase writer = OpenDatabase.start(
                folder.resolve("demo.duckdb"),
                "CREATE SCHEMA demo.first",
                "CREATE TABLE demo.first.t AS SELECT 'committed' AS a");
        writer.kill();
        assertThat(folder.resolve("demo.duckdb.wal")).exists();
        assertThat(first(new DuckQueries(folder, LONG, notices::add), "FROM demo.first.t"))
                .hasToString("[\"committed\"]");
    }

    /** What is left of it would be an error. */
    @Test
    void whatDoesNotFitInMemoryIsPutAsideAndRemoved() throws Exception {
        String sql = "SELECT count(DISTINCT a) FROM (SELECT range || repeat('x', 200) AS a FROM range(3000000))";
        assertThat(first(new DuckQueries(folder, LONG, notices::add), sql)).hasToString("[3000000]");
    }
}
