package org.dicomcaravan.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A state file that takes nothing for a while, as on a full disk: SQLite itself refuses the changes, for a trigger that
 * another connection made.
 */
class StateFaultTest {

    private static final String DICOM = "application/dicom";
    private static final String REASON = "no room for this change";
    private static final Duration SOON = Duration.ofSeconds(20);

    /** No batch is reported or released. */
    private static final String BATCHES = "BEFORE UPDATE ON batch WHEN NEW.state <> 'LEASED'";
    /** No batch is leased. */
    private static final String LEASES = "BEFORE UPDATE ON batch";
    /** No step of a plan is saved. */
    private static final String PLANS = "BEFORE INSERT ON batch";
    /** No operation ends. */
    private static final String ENDS = "BEFORE UPDATE ON operation WHEN NEW.state = 'DONE'";

    /** No operation is stopped. */
    private static final String STOPS = "BEFORE UPDATE ON operation WHEN NEW.error_code IS NOT NULL";

    @TempDir
    Path folder;

    private Map<String, Path> stores;

    @BeforeEach
    void fill() throws IOException {
        stores = Map.of(ServerUnderTest.STORE, TinyStore.of(folder.resolve("tiny"), 100).folder);
    }

    private RunningServer start() throws IOException {
        return RunningServer.start(folder, null, Map.of("caravan.workers", "2"), stores);
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("data/state.db"));
    }

    private void refuse(String... changes) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 10000");
            for (int i = 0; i < changes.length; i++) {
                statement.execute("CREATE TRIGGER full_" + i + " " + changes[i] + " BEGIN SELECT RAISE(ABORT, '"
                        + REASON + "'); END");
            }
        }
    }

    private void allow(int triggers) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 10000");
            for (int i = 0; i < triggers; i++) {
                statement.execute("DROP TRIGGER full_" + i);
            }
        }
    }

    private long count(String table, String condition) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM " + table + " WHERE " + condition)) {
            return rows.getLong(1);
        }
    }

    private static JsonNode ended(RunningServer server, String operation) {
        return await().atMost(SOON)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> server.get(operation), state -> state.path("done").asBoolean());
    }

    private void endsWithTheFault(JsonNode ended) throws Exception {
        assertThat(ended.at("/error/code").asInt()).isEqualTo(13);
        assertThat(ended.at("/error/message").asText()).contains(REASON);
        assertThat(ServerUnderTest.counter(ended, "pending")).isZero();
        assertThat(count("batch", "state = 'LEASED'")).isZero();
    }

    private static void serverGoesOn(RunningServer server) {
        assertThat(server.export("next", DICOM).has("response")).isTrue();
    }

    /** The last worker that held a batch comes back for it as soon as the file can be written again. */
    @Test
    void aBatchThatCouldNotBeGivenUpIsGivenUpLater() throws Exception {
        try (RunningServer server = start()) {
            refuse(BATCHES, STOPS);
            String operation = server.start("x", DICOM);
            await().atMost(SOON).until(() -> count("batch", "state = 'LEASED'") == 2);
            await().during(Duration.ofSeconds(2))
                    .until(() -> !server.get(operation).path("done").asBoolean());
            allow(2);
            endsWithTheFault(ended(server, operation));
            serverGoesOn(server);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {LEASES, PLANS})
    void anOperationThatCouldNotBeStoppedIsStoppedLater(String change) throws Exception {
        try (RunningServer server = start()) {
            refuse(change, STOPS);
            String operation = server.start("x", DICOM);
            await().during(Duration.ofSeconds(2))
                    .until(() -> !server.get(operation).path("done").asBoolean());
            allow(2);
            endsWithTheFault(ended(server, operation));
            serverGoesOn(server);
        }
    }

    /** All of it is done by then: it is no error of the operation. */
    @Test
    void anOperationThatCouldNotEndEndsLater() throws Exception {
        try (RunningServer server = start()) {
            refuse(ENDS);
            String operation = server.start("x", DICOM);
            await().atMost(SOON).until(() -> count("operation", "state = 'FINISHING'") == 1);
            await().during(Duration.ofSeconds(1))
                    .until(() -> !server.get(operation).path("done").asBoolean());
            allow(1);
            assertThat(ended(server, operation).has("response")).isTrue();
            serverGoesOn(server);
        }
    }

    /** Nobody waits for a state file when the server stops; the next one goes on. */
    @Test
    void stopsAllTheSame() throws Exception {
        String operation;
        try (RunningServer server = start()) {
            refuse(BATCHES, STOPS);
            operation = server.start("x", DICOM);
            await().atMost(SOON).until(() -> count("batch", "state = 'LEASED'") == 2);
            long began = System.nanoTime();
            server.close();
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
        }
        allow(2);
        try (RunningServer server = start()) {
            JsonNode ended = ended(server, operation);
            assertThat(ended.has("response")).isTrue();
            assertThat(server.objects("x")).hasSize((int) ServerUnderTest.counter(ended, "success"));
        }
    }
}
