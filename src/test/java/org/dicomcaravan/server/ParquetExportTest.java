package org.dicomcaravan.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
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
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An export to one object of rows: there as a whole when the operation ends well, and else not at all. */
class ParquetExportTest {

    private static final String PARQUET = "application/vnd.apache.parquet";
    private static final String OBJECT = "instances.parquet";

    @TempDir
    Path folder;

    private TinyStore tiny;
    private RunningServer server;

    @BeforeEach
    void start() throws IOException {
        tiny = TinyStore.of(folder.resolve("store"), 150);
        server = RunningServer.start(
                folder,
                SlowRoutes.in(folder, 5),
                Map.of("caravan.batch.instances", "40"),
                Map.of(ServerUnderTest.STORE, tiny.folder));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private List<String> query(String select, String prefix) throws SQLException {
        Path file = server.data.resolve("buckets/demo").resolve(prefix).resolve(OBJECT);
        List<String> found = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(select + " FROM read_parquet('" + file + "') ORDER BY 1")) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }

    private void isLeftBehind(String... nothing) throws IOException {
        assertThat(ServerUnderTest.files(server.data.resolve("rows"))).containsExactly(nothing);
        assertThat(ServerUnderTest.files(server.data.resolve("scratch"))).isEmpty();
        assertThat(ServerUnderTest.files(server.data.resolve("staging"))).allMatch(name -> name.endsWith("lock"));
    }

    @Test
    void holdsARowForEachInstance() throws Exception {
        String operation = server.start("x/y", PARQUET);
        await().until(() -> ServerUnderTest.counter(server.get(operation), "success") > 50);
        assertThat(server.objects("x")).isEmpty();
        JsonNode ended = server.finished(operation);
        assertThat(ended.has("response")).as(ended.toString()).isTrue();
        assertThat(server.objects("x")).containsExactly("y/" + OBJECT);
        List<String> expected = tiny.instances.keySet().stream().sorted().toList();
        assertThat(query("SELECT StudyInstanceUID || '/' || SeriesInstanceUID || '/' || SOPInstanceUID", "x/y"))
                .isEqualTo(expected);
        assertThat(query("SELECT DISTINCT PatientName.Alphabetic.FamilyName", "x/y"))
                .containsExactly("Tiny");
        assertThat(server.log(ended).toString())
                .contains("Object gs://demo/x/y/instances.parquet has " + expected.size() + " rows");
        isLeftBehind();
    }

    @Test
    void overwritesWhatIsThere() throws Exception {
        Path object = server.data.resolve("buckets/demo/x").resolve(OBJECT);
        Files.createDirectories(object.getParent());
        Files.writeString(object, "an older one");
        assertThat(server.export("x", PARQUET).has("response")).isTrue();
        assertThat(query("SELECT count(*)", "x")).containsExactly(Integer.toString(tiny.instances.size()));
    }

    @Test
    void isNotThereWhereTheOperationWasCancelled() throws Exception {
        String operation = server.start("x", PARQUET);
        await().until(() -> ServerUnderTest.counter(server.get(operation), "success") > 5);
        server.cancel(operation);
        assertThat(server.finished(operation).at("/error/code").asInt()).isEqualTo(1);
        assertThat(server.objects("x")).isEmpty();
        isLeftBehind();
    }

    @Test
    void ofNothingThereAreTheColumns() throws Exception {
        Files.writeString(server.data.resolve("buckets/demo/filter"), "/studies/9.9.9\n");
        JsonNode answer = server.post(
                ServerUnderTest.STORE + ":export",
                "{\"gcsDestination\":{\"uriPrefix\":\"gs://demo/x\",\"mimeType\":\"" + PARQUET
                        + "\"},\"filterConfig\":{\"resourcePathsGcsUri\":\"gs://demo/filter\"}}");
        assertThat(server.finished(answer.path("name").asText()).has("response"))
                .isTrue();
        assertThat(query("SELECT count(BlobStorageSize)", "x")).containsExactly("0");
    }

    @Test
    void aBucketThatIsMissingIsSaidAtOnce() {
        JsonNode answer = server.post(
                ServerUnderTest.STORE + ":export",
                "{\"gcsDestination\":{\"uriPrefix\":\"gs://none/x\",\"mimeType\":\"" + PARQUET + "\"}}");
        assertThat(answer.at("/error/status").asText()).isEqualTo("NOT_FOUND");
    }

    /** A stage of the end is done again after a server's end in its middle. */
    @Test
    void aCancelAtTheVeryEndComesTooLateAndDoesNoHarm() throws Exception {
        String operation = server.start("x", PARQUET);
        await().pollInterval(Duration.ofMillis(1))
                .atMost(Duration.ofMinutes(1))
                .until(() -> server.get(operation).path("done").asBoolean()
                        || ServerUnderTest.counter(server.get(operation), "pending") == 0
                                && ServerUnderTest.counter(server.get(operation), "success") > 100);
        server.cancel(operation);
        JsonNode ended = server.finished(operation);
        assertThat(ended.has("response") || ended.at("/error/code").asInt() == 1)
                .as(ended.toString())
                .isTrue();
        assertThat(server.objects("x")).hasSize(ended.has("response") ? 1 : 0);
    }
}
