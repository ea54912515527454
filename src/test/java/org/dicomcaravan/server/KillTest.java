package org.dicomcaravan.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.dicomcaravan.Soak;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that is killed at random moments, and goes on, ends with what an undisturbed one ends with. */
@Tag("soak")
class KillTest {

    private static final String DICOM = "application/dicom";
    private static final String PNG = "image/png";

    @TempDir
    Path folder;

    /** A killed run: where it is, what it exported, and the operations so far by their prefixes. */
    private record Run(Path folder, TinyStore store, String mimeType, Map<String, String> operations, Random random) {

        ServerProcess begin() throws IOException {
            return ServerProcess.begin(folder, "256m", Map.of(), Map.of(ServerUnderTest.STORE, store.folder));
        }

        /** Sees to it that an export is under way. */
        void keepBusy(ServerProcess server) {
            boolean idle = operations.values().stream()
                    .allMatch(name -> server.get(name).path("done").asBoolean());
            if (idle) {
                String prefix = "run-" + operations.size();
                operations.put(prefix, server.start(prefix, mimeType));
            }
        }

        /** Kills a server at a random moment, sometimes before it is ready. */
        void kill(boolean ready, int longest) throws IOException, InterruptedException {
            ServerProcess server = begin();
            if (ready || random.nextInt(4) > 0) {
                server.awaitReady();
                keepBusy(server);
                server.runFor(random.nextInt(longest));
            } else {
                server.runFor(random.nextInt(2 * longest));
            }
            server.kill();
        }
    }

    private void survives(TinyStore store, String mimeType, int kills, int longest) throws Exception {
        Result expected = undisturbed(store, mimeType);
        Run run = new Run(folder.resolve("killed"), store, mimeType, new TreeMap<>(), new Random(20261124));
        java.nio.file.Files.createDirectories(run.folder());
        for (int i = 0; i < kills; i++) {
            run.kill(i == 0, longest);
        }
        List<Result> results = new ArrayList<>();
        Path data;
        try (ServerProcess server = run.begin()) {
            server.awaitReady();
            run.keepBusy(server);
            data = server.data;
            for (Map.Entry<String, String> one : run.operations().entrySet()) {
                JsonNode operation = server.finished(one.getValue());
                results.add(Result.of(server, operation, one.getKey()));
            }
        }
        assertThat(results).allSatisfy(result -> assertThat(result).isEqualTo(expected));
        int objects = expected.objects().size() * results.size();
        assertThat(ServerUnderTest.files(data.resolve("buckets"))).hasSize(objects);
        assertThat(ServerUnderTest.files(data.resolve("staging"))).allMatch("lock"::equals);
        assertThat(ServerUnderTest.files(data.resolve("scratch"))).isEmpty();
        assertThat(count(data, "objects.db", "early")).isZero();
        assertThat(count(data, "state.db", "batch_items")).isZero();
        assertThat(count(data, "state.db", "fingerprint")).isZero();
    }

    private Result undisturbed(TinyStore store, String mimeType) throws Exception {
        Path quiet = java.nio.file.Files.createDirectories(folder.resolve("quiet"));
        try (RunningServer server =
                RunningServer.start(quiet, null, Map.of(), Map.of(ServerUnderTest.STORE, store.folder))) {
            JsonNode operation = server.export("quiet", mimeType);
            Result result = Result.of(server, operation, "quiet");
            assertThat(result.error().isMissingNode()).isTrue();
            assertThat(result.pending()).isZero();
            int failures = store.broken + store.repeated + (mimeType.equals(PNG) ? store.cut : 0);
            assertThat(result.failure()).isEqualTo(failures);
            assertThat(result.success()).isEqualTo(store.instances.size() + store.broken + store.repeated - failures);
            assertThat(result.log()).hasSize(failures + (store.ignored > 0 ? 1 : 0));
            if (mimeType.equals(DICOM)) {
                assertThat(result.objects()).isEqualTo(copies(store));
            }
            return result;
        }
    }

    private static Map<String, String> copies(TinyStore store) throws IOException {
        Map<String, String> copies = new TreeMap<>();
        for (Map.Entry<String, Path> instance : store.instances.entrySet()) {
            copies.put(instance.getKey() + ".dcm", Result.checksum(instance.getValue()));
        }
        return copies;
    }

    private static long count(Path data, String file, String table) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve(file));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
            return rows.getLong(1);
        }
    }

    @Test
    void survivesKillsOverManyInstances() throws Exception {
        int files = Soak.times(300, 5000);
        survives(TinyStore.of(folder.resolve("store"), files), DICOM, Soak.times(1, 100), 1200);
    }

    @Test
    void survivesKillsOverPictures() throws Exception {
        survives(TinyStore.of(folder.resolve("store"), 300, 5), PNG, Soak.times(3, 50), 500);
    }

    @Test
    void survivesKillsOverPicturesOfManyFrames() throws Exception {
        // more frames than a batch keeps back until its end, so that some are visible early
        survives(TinyStore.of(folder.resolve("store"), Soak.times(4, 60), 1100), PNG, Soak.times(1, 50), 2500);
    }
}
