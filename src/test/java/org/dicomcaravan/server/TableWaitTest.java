package org.dicomcaravan.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dicomcaravan.destination.duckdb.OpenDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An export to a table whose file another program has open at the end waits for it, says so, and goes on. */
class TableWaitTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    /** Milliseconds before each instance; long while an export is to be in its middle, however long a program takes to start. */
    private static final String PAUSE = "caravan.test.table-wait.pause";

    private static final String LONG = "500";
    private static final String SHORT = "5";

    @TempDir
    Path folder;

    private TinyStore tiny;
    private RunningServer server;
    private final Map<String, String> properties = new HashMap<>(Map.of(
            "caravan.workers", "1",
            "caravan.wait.pause-seconds", "1",
            "caravan.wait.longest-pause-seconds", "1",
            "caravan.wait.look-millis", "50"));

    @BeforeEach
    void start() throws IOException {
        tiny = TinyStore.of(folder.resolve("store"), 60);
        System.setProperty(PAUSE, SHORT);
        restart();
    }

    private void restart() throws IOException {
        stop();
        server = RunningServer.start(
                folder,
                SlowRoutes.bySystemProperty(folder, PAUSE),
                properties,
                Map.of(ServerUnderTest.STORE, tiny.folder));
    }

    @AfterEach
    void stop() {
        System.setProperty(PAUSE, SHORT);
        if (server != null) {
            server.close();
        }
    }

    /** An export that is under way, and goes on when its file is open in {@link #another} program. */
    private String started() throws IOException {
        System.setProperty(PAUSE, LONG);
        String operation = server.startRows("t", "WRITE_APPEND").path("name").asText();
        assertThat(operation).isNotEmpty();
        Files.createDirectories(server.tables().getParent());
        return operation;
    }

    private OpenDatabase another() throws IOException {
        OpenDatabase open = OpenDatabase.start(server.tables());
        System.setProperty(PAUSE, SHORT);
        return open;
    }

    private void waits(String operation) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(warnings(operation))
                        .singleElement()
                        .asString()
                        .contains(
                                "The operation waits: the database of project demo is open in another program: close it there.")
                        .doesNotContain(folder.toString()));
        assertThat(server.get(operation).path("done").asBoolean()).isFalse();
    }

    private List<String> warnings(String operation) throws IOException {
        return server.log(server.get(operation)).stream()
                .filter(line -> line.path("severity").asText().equals("WARNING"))
                .map(line -> line.at("/jsonPayload/error/message").asText())
                .filter(message -> message.startsWith("The operation waits"))
                .toList();
    }

    private void endsWhole(String operation) throws IOException {
        JsonNode ended = server.finished(operation);
        assertThat(ended.has("response")).as(ended.toString()).isTrue();
        assertThat(server.log(ended).toString())
                .contains("The operation goes on.", "has " + tiny.instances.size() + " rows");
    }

    @Test
    void goesOnWhenItIsClosedAlsoAfterARestart() throws Exception {
        String operation = started();
        try (OpenDatabase open = another()) {
            waits(operation);
            restart();
            JsonNode refused = server.startRows("u", "WRITE_APPEND");
            assertThat(refused.at("/error/status").asText()).isEqualTo("UNAVAILABLE");
            assertThat(refused.at("/error/message").asText()).contains("close it there");
            assertThat(server.get(operation).path("done").asBoolean()).isFalse();
        }
        endsWhole(operation);
    }

    @Test
    void canBeCancelledMeanwhile() throws Exception {
        String operation = started();
        try (OpenDatabase open = another()) {
            waits(operation);
            server.cancel(operation);
            assertThat(server.finished(operation).at("/error/code").asInt()).isEqualTo(1);
        }
        String next = server.startRows("u", "WRITE_EMPTY").path("name").asText();
        assertThat(server.finished(next).has("response")).isTrue();
        assertThat(ServerUnderTest.files(server.data.resolve("rows"))).isEmpty();
    }

    /** Removed by somebody, or lost with the power: an export that is one row short did not go well. */
    @Test
    void rowsThatAreGoneMeanwhileAreMissed() throws Exception {
        String operation = started();
        try (OpenDatabase open = another()) {
            waits(operation);
            Path rows = server.data.resolve("rows");
            String some = ServerUnderTest.files(rows).stream()
                    .filter(name -> name.endsWith(".ndjson"))
                    .findFirst()
                    .orElseThrow();
            Files.delete(rows.resolve(some));
        }
        JsonNode ended = server.finished(operation);
        assertThat(ended.at("/error/code").asInt()).isEqualTo(15);
        assertThat(ended.at("/error/message").asText())
                .startsWith(tiny.instances.size() + " instances were exported, and the rows of ");
        String next = server.startRows("u", "WRITE_EMPTY").path("name").asText();
        assertThat(server.finished(next).has("response")).isTrue();
    }

    @Test
    void doesNotWaitForEver() throws Exception {
        properties.put("caravan.wait.minutes", "0");
        restart();
        String operation = started();
        try (OpenDatabase open = another()) {
            JsonNode ended = server.finished(operation);
            assertThat(ended.at("/error/code").asInt()).isEqualTo(14);
            assertThat(ended.at("/error/message").asText()).contains("close it there", "waited for since");
        }
    }

    @Test
    void whatIsCancelledBeforeItsEndWritesNoTable() throws Exception {
        String operation = started();
        await().atMost(SOON).until(() -> ServerUnderTest.counter(server.get(operation), "success") > 2);
        server.cancel(operation);
        assertThat(server.finished(operation).at("/error/code").asInt()).isEqualTo(1);
        assertThat(server.tables()).doesNotExist();
    }

    @Test
    void aTableThatIsThereIsSaidAtOnce() throws Exception {
        String operation = started();
        System.setProperty(PAUSE, SHORT);
        server.finished(operation);
        JsonNode refused = server.post(
                ServerUnderTest.STORE + ":export", "{\"bigqueryDestination\":{\"tableUri\":\"bq://demo.demo.t\"}}");
        assertThat(refused.at("/error/code").asInt()).isEqualTo(409);
        assertThat(refused.at("/error/status").asText()).isEqualTo("ALREADY_EXISTS");
        assertThat(server.startRows("t", "WRITE_EMPTY").at("/error/code").asInt())
                .isEqualTo(409);
        assertThat(server.startRows("T", "WRITE_TRUNCATE").at("/error/message").asText())
                .contains("case");
    }
}
