package org.dicomcaravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.dicomcaravan.samples.MadeSamples;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Questions to exported tables, without a server. Numbers are those of the sample store. */
class QueryCommandTest {
    @TempDir
    private static Path folder;

    private static Path data;
    private static CommandLineRun exported;
    private static CommandLineRun quoted;

    @BeforeAll
    static void export() throws IOException {
        data = folder.resolve("data");
        MadeSamples.into(data);
        exported = run("export", "samples", "bq://demo.first.instances");
        quoted = run("export", "samples", "bq://my-project.first.some instances");
    }

    @Test
    void anExportSaysWhatTheTableBecameAndWhatToAsk() {
        assertThat(exported.code()).isZero();
        assertThat(exported.outLines()).hasSize(3);
        assertThat(exported.outLines().get(0))
                .startsWith("Done in ")
                .endsWith(": 40 instances exported to bq://demo.first.instances (" + file("demo") + ").");
        assertThat(exported.outLines().get(1))
                .matches("  Table bq://demo\\.first\\.instances has 40 rows and \\d+ columns now\\.");
        assertThat(exported.outLines().get(2))
                .isEqualTo("  Try: caravan query \"SELECT Modality, count(*) AS instances FROM demo.first.instances"
                        + " GROUP BY Modality\" --data " + data);
        String sql = exported.outLines().get(2).split("\"")[1];
        assertThat(run("query", sql).outLines()).hasSize(11).contains("CT        17", "9 rows");
    }

    @Test
    void namesThatNeedItAreInQuotes() {
        String command =
                "caravan query 'SELECT Modality, count(*) AS instances FROM \"my-project\".first.\"some instances\""
                        + " GROUP BY Modality' --data " + data;
        assertThat(quoted.outLines()).last().isEqualTo("  Try: " + command);
        assertThat(run("query", command.split("'")[1]).outLines()).hasSize(11);
    }

    @Test
    void listsTheTablesWithoutSql() {
        assertThat(run("query").outLines())
                .hasSize(3)
                .satisfies(lines -> assertThat(lines.get(0)).matches("TABLE +ROWS +COLUMNS"))
                .satisfies(lines -> assertThat(lines.get(1)).matches("demo\\.first\\.instances +40 +\\d+"))
                .satisfies(lines ->
                        assertThat(lines.get(2)).matches("\"my-project\"\\.first\\.\"some instances\" +40 +\\d+"));
    }

    @Test
    void listsThemForPrograms() throws IOException {
        List<String> json = run("query", "--format", "json").outLines();
        assertThat(json).hasSize(2);
        assertThat(new ObjectMapper().readTree(json.get(1)).path("table").asText())
                .isEqualTo("\"my-project\".first.\"some instances\"");
        assertThat(run("query", "--format", "csv").outLines())
                .startsWith("table,rows,columns")
                .anyMatch(line -> line.matches("demo\\.first\\.instances,40,\\d+"))
                .anyMatch(line -> line.matches("\"\"\"my-project\"\"\\.first\\..*\",40,\\d+"));
    }

    @Test
    void aTableShowsNullsStructuresAndTheirEnd() {
        assertThat(query("FROM (VALUES (NULL, {'a': [1, NULL], 'b': 'x'}, ''), ('山田', NULL, 'c')) t(p, q, r)"))
                .containsExactly(
                        "p     q                       r",
                        "NULL  {\"a\":[1,null],\"b\":\"x\"}",
                        "山田  NULL                    c",
                        "2 rows");
        assertThat(query("SELECT repeat('x', 100) AS long")).contains("x".repeat(79) + "…");
        assertThat(query("SELECT count(*) FROM \"my-project\".first.\"some instances\""))
                .contains("40", "1 row");
    }

    @Test
    void controlCharactersMoveNoCursor() {
        assertThat(query("SELECT 'a' || chr(27) || '[2Jb' || chr(10) || chr(8238) AS \"c" + (char) 7 + "\""))
                .containsExactly("c\\u0007", "a\\u001B[2Jb\\u000A\\u202E", "1 row");
    }

    @Test
    void aTableIsNoLongerThanAsked() {
        assertThat(query("FROM range(2345)"))
                .hasSize(102)
                .last(InstanceOfAssertFactories.STRING)
                .isEqualTo("The first 100 of 2345 rows; all: --max-rows 2345, --format csv or --format json");
        assertThat(run("query", "FROM range(5)", "--max-rows", "2").outLines()).hasSize(4);
        assertThat(run("query", "FROM range(5)", "--max-rows", "5").outLines())
                .hasSize(7)
                .contains("5 rows");
    }

    @Test
    void csvIsThatOfRfc4180() {
        String sql = "FROM (VALUES (1, 'a,\"b\"', NULL), (2, '', [1.50, 2])) t(\"n, m\", t, l)";
        assertThat(run("query", sql, "--format", "csv").outLines())
                .containsExactly("\"n, m\",t,l", "1,\"a,\"\"b\"\"\",", "2,\"\",\"[1.50,2.00]\"");
        assertThat(run("query", "FROM range(100000)", "--format", "csv").outLines())
                .hasSize(100_001);
    }

    @Test
    void jsonIsAnObjectALine() throws IOException {
        CommandLineRun run = run(
                "query",
                "SELECT SOPInstanceUID, StudyDate, StudyTime, LastUpdated, PatientName.Alphabetic, Rows,"
                        + " 'nan'::DOUBLE AS d, '{\"k\": [0.10]}'::JSON AS j, 1 AS twice, 2 AS twice"
                        + " FROM demo.first.instances WHERE Modality = 'SEG'",
                "--format",
                "json");
        assertThat(run.outLines()).hasSize(1);
        assertThat(run.out()).contains("\"j\":{\"k\":[0.10]},\"twice\":1,\"twice\":2}");
        JsonNode row = new ObjectMapper().readTree(run.out());
        assertThat(row.path("SOPInstanceUID").asText()).startsWith("2.25.");
        assertThat(row.path("StudyDate").asText()).matches("\\d{4}-\\d\\d-\\d\\d");
        assertThat(row.path("StudyTime").asText()).isEqualTo("10:15:00");
        assertThat(row.path("LastUpdated").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z");
        assertThat(row.path("Alphabetic").path("FamilyName").asText()).isNotEmpty();
        assertThat(row.path("Rows").isIntegralNumber()).isTrue();
        assertThat(row.path("d").asText()).isEqualTo("NaN");
    }

    @Test
    void whatIsWrongIsSaidByDuckDb() {
        CommandLineRun column = run("query", "SELECT Modalit FROM demo.first.instances");
        assertThat(column.code()).isEqualTo(ExitCode.REFUSED);
        assertThat(column.out()).isEmpty();
        assertThat(column.err()).startsWith("caravan: Binder Error: ").contains("Modalit", "Modality");
        CommandLineRun syntax = run("query", "SELEC 1");
        assertThat(syntax.code()).isEqualTo(ExitCode.REFUSED);
        assertThat(syntax.err()).isEqualTo("caravan: Parser Error: syntax error at or near \"SELEC\"\n");
        assertThat(run("query", "").code()).isEqualTo(ExitCode.REFUSED);
        assertThat(run("query", "SELECT 1", "--format", "xml").code()).isEqualTo(ExitCode.USAGE);
    }

    /** A query may come from anywhere. {@code :file} is the database, {@code :new} a place beside it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "COPY (SELECT 1) TO ':new'",
                "COPY (SELECT 1) TO ':file.wal' (FORMAT csv)",
                "COPY (SELECT 1) TO ':file' (FORMAT csv, USE_TMP_FILE false)",
                "SELECT 1; COPY (SELECT 1) TO ':new'",
                "EXPLAIN ANALYZE COPY (SELECT 1) TO ':new'",
                "EXPORT DATABASE ':new'",
                "ATTACH ':new'",
                "DETACH demo",
                "SELECT 1; DETACH demo; ATTACH ':file' AS demo; DROP TABLE demo.first.instances",
                "INSTALL httpfs",
                "LOAD httpfs",
                "SET enable_external_access = true",
                "DELETE FROM demo.first.instances",
                "WITH gone AS (DELETE FROM demo.first.instances RETURNING 1) FROM gone",
                "DROP TABLE demo.first.instances",
                "FROM read_text(':properties')",
                "FROM read_csv(':properties')",
                "FROM ':properties'",
                "FROM glob(':new*')",
                "FROM read_text('http://127.0.0.1:1/x')",
                "FROM query('COPY (SELECT 1) TO '':new''')",
                "FROM enable_logging(storage = 'file', storage_path = ':new')",
                "FROM enable_profiling(save_location = ':new')"
            })
    void noQueryWritesOrReadsAFile(String sql) throws IOException {
        byte[] before = Files.readAllBytes(file("demo"));
        CommandLineRun run = run(
                "query",
                sql.replace(
                                ":properties",
                                Path.of("config/application.properties")
                                        .toAbsolutePath()
                                        .toString())
                        .replace(":file", file("demo").toString())
                        .replace(":new", file("new").toString()));
        assertThat(run.code()).as(run.toString()).isEqualTo(ExitCode.REFUSED);
        assertThat(run.out()).isEmpty();
        assertThat(Files.readAllBytes(file("demo"))).isEqualTo(before);
        try (Stream<Path> files = Files.list(data.resolve("bigquery"))) {
            assertThat(files).containsExactlyInAnyOrder(file("demo"), file("my-project"));
        }
    }

    @Test
    void withoutTablesItSaysHowToMakeOne() {
        CommandLineRun run =
                CommandLineRun.of("query", "--data", folder.resolve("empty").toString());
        assertThat(run.code()).isEqualTo(ExitCode.REFUSED);
        assertThat(run.err())
                .contains(
                        "no tables in " + folder.resolve("empty/bigquery"), "export samples bq://demo.first.instances")
                .hasLineCount(1);
    }

    @Test
    void withGooglesProfileItSaysWhereTheTablesAre() {
        CommandLineRun run = CommandLineRun.of(Map.of("CARAVAN_PROFILE", "google"), "query", "SELECT 1");
        assertThat(run.code()).isEqualTo(ExitCode.REFUSED);
        assertThat(run.err()).contains("BigQuery", "bq query").hasLineCount(1);
    }

    private static List<String> query(String sql) {
        return run("query", sql).outLines();
    }

    private static CommandLineRun run(String... arguments) {
        return CommandLineRun.of(Stream.concat(Stream.of(arguments), Stream.of("--data", data.toString()))
                .toArray(String[]::new));
    }

    private static Path file(String project) {
        return data.resolve("bigquery/" + project + ".duckdb");
    }
}
