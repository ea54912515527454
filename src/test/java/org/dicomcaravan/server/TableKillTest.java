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
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import org.dicomcaravan.Soak;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that is killed at the end of an export to a table has loaded it once in the end, or not yet at all. */
@Tag("soak")
class TableKillTest {

    private static final Duration SOON = Duration.ofMinutes(1);
    private static final String STEPS = "      uri: direct:load-table\n      steps:\n";
    private static final String SAY =
            "        - log:\n            message: comes to the load\n            loggingLevel: WARN\n";
    private static final String PAUSE = SAY + "        - delay:\n            constant: \"60000\"\n";
    private static final String LOAD = "            ref: ending\n            method: loadTable\n";

    @TempDir
    Path folder;

    private TinyStore tiny;

    private ServerProcess begin(Path customisation) throws IOException {
        ServerProcess server = ServerProcess.begin(
                folder, "256m", customisation, Map.of(), Map.of(ServerUnderTest.STORE, tiny.folder));
        server.awaitReady();
        return server;
    }

    /** The project's routes with a pause of a minute before the load of a table, or behind it. */
    private Path pausing(String name, String before, String behind) throws IOException {
        String stages = Files.readString(Path.of("routes/finish-export.camel.yaml"));
        assertThat(stages).containsOnlyOnce(STEPS).containsOnlyOnce(LOAD);
        Path routes = Files.createDirectories(folder.resolve(name));
        Files.writeString(
                routes.resolve("finish-export.camel.yaml"),
                stages.replace(STEPS, STEPS + before).replace(LOAD, LOAD + behind));
        return routes;
    }

    /** How many rows the table has, and how many of them are there twice. */
    private static String rows(ServerUnderTest server) throws SQLException {
        Properties asItIs = new Properties();
        asItIs.setProperty("duckdb.read_only", "true");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + server.tables(), asItIs);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT count(*) || ' ' || (count(*) - count(DISTINCT SOPInstanceUID)) FROM demo.demo.t")) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static String started(ServerUnderTest server) {
        String operation = server.startRows("t", "WRITE_APPEND").path("name").asText();
        assertThat(operation).isNotEmpty();
        return operation;
    }

    /** All that was exported so far, each time of the same instances. */
    private void endsWell(ServerProcess server, String operation, int times) throws Exception {
        JsonNode ended = server.finished(operation);
        assertThat(ended.has("response")).as(ended.toString()).isTrue();
        assertThat(rows(server)).isEqualTo(state(times));
        assertThat(ServerUnderTest.files(server.data.resolve("rows"))).isEmpty();
        assertThat(ServerUnderTest.files(server.data.resolve("bigquery"))).containsExactly("demo.duckdb");
    }

    private String state(int times) {
        int each = tiny.instances.size();
        return times * each + " " + (times - 1) * each;
    }

    private static void comesToTheLoad(ServerProcess server) {
        await().pollInterval(Duration.ofMillis(2))
                .atMost(SOON)
                .until(() -> server.said().contains("comes to the load"));
    }

    @Test
    void survivesKillsBeforeTheLoadBehindItAndInIt() throws Exception {
        tiny = TinyStore.of(folder.resolve("store"), Soak.times(100, 3000));
        ServerProcess server = begin(pausing("before", PAUSE, ""));
        String operation = started(server);
        comesToTheLoad(server);
        server.kill();
        server = begin(pausing("behind", "", PAUSE));
        comesToTheLoad(server);
        server.kill();
        Random random = new Random(20261124);
        Path routes = pausing("said", SAY, "");
        int times = 1;
        for (; times <= Soak.times(1, 100); times++) {
            server = begin(routes);
            endsWell(server, operation, times);
            operation = started(server);
            comesToTheLoad(server);
            server.runFor(random.nextInt(Soak.times(100, 600)));
            server.kill();
            assertThat(rows(server)).isIn(state(times), state(times + 1)); // the old table, or the new one
        }
        try (ServerProcess last = begin(null)) {
            endsWell(last, operation, times);
        }
    }
}
