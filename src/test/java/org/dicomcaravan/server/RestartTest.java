package org.dicomcaravan.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server finds in its data folder when it starts. */
class RestartTest {

    private static final String DICOM = "application/dicom";

    @TempDir
    Path folder;

    private RunningServer start() throws IOException {
        Path store = folder.resolve("store");
        if (!store.toFile().exists()) {
            TinyStore.of(store, 100);
        }
        return RunningServer.start(folder, null, Map.of(), Map.of(ServerUnderTest.STORE, store));
    }

    private void change(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("data/state.db"));
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isEqualTo(1);
        }
    }

    private String exported() throws IOException {
        try (RunningServer server = start()) {
            JsonNode ended = server.export("x", DICOM);
            assertThat(ended.has("response")).isTrue();
            return ended.path("name").asText();
        }
    }

    /** As after a crash between the last report and the end. */
    @Test
    void finishesWhatWasOnlyToBeFinished() throws Exception {
        String name = exported();
        change("UPDATE operation SET state = 'FINISHING', end_time = NULL");
        try (RunningServer server = start()) {
            assertThat(server.finished(name).has("response")).isTrue();
        }
    }

    /** As after a crash before the request was answered. */
    @Test
    void plansWhatWasOnlySaved() throws Exception {
        String name = exported();
        change("UPDATE operation SET state = 'PLANNING', end_time = NULL, plan_steps = 0, plan_cursor = NULL,"
                + " ignored = 0, listing_failure = 0, instances = 0, settled = 0, success = 0, failure = 0,"
                + " batches = 0, batches_done = 0, log_lines = 0 WHERE 0 = (SELECT COUNT(*) FROM log_line"
                + " WHERE line < 0)");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("data/state.db"));
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("DELETE FROM log_line");
            statement.executeUpdate("DELETE FROM batch");
        }
        try (RunningServer server = start()) {
            JsonNode ended = server.finished(name);
            assertThat(ended.has("response")).isTrue();
            assertThat(ServerUnderTest.counter(ended, "success"))
                    .isEqualTo(server.objects("x").size());
        }
    }

    /** As after a crash while a cancelled operation was let go. */
    @Test
    void endsWhatWasCancelled() throws Exception {
        String name = exported();
        change("UPDATE operation SET state = 'PLANNING', end_time = NULL, cancel_requested = 1, error_code = 1,"
                + " error_message = 'cancelled'");
        try (RunningServer server = start()) {
            assertThat(server.finished(name).at("/error/code").asInt()).isEqualTo(1);
        }
    }

    @Test
    void aSecondServerOnTheSameFolderSaysWhyItDoesNotStart() throws Exception {
        try (RunningServer first = start()) {
            ServerProcess second = ServerProcess.begin(
                    folder, "256m", Map.of(), Map.of(ServerUnderTest.STORE, folder.resolve("store")));
            assertThat(second.awaitEnd()).isNotZero();
            assertThat(second.said()).contains("Another server works on", first.data.toString(), "--data");
            assertThat(first.export("y", DICOM).has("response")).isTrue();
        }
    }
}
