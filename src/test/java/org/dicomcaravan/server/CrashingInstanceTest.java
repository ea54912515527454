package org.dicomcaravan.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.dicomcaravan.transcode.CrashingTranscoder;
import org.dicomcaravan.transcode.PluginJar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An instance that ends the process costs itself in the end, and neither the operation nor the server. */
class CrashingInstanceTest {

    /** Twice with its batch, and twice alone. */
    private static final int MOST_CRASHES = 4;

    @TempDir
    Path folder;

    @Test
    void isGivenUpWhenProcessesEndedOverIt() throws Exception {
        Path plugins = Files.createDirectories(folder.resolve("transcoders"));
        PluginJar.naming(plugins, "crash.jar", CrashingTranscoder.class);
        TinyStore tiny = TinyStore.of(folder.resolve("store"), 120);
        Map<String, String> properties = Map.of("caravan.workers", "2", "caravan.batch.instances", "50");
        Map<String, Path> stores = Map.of(ServerUnderTest.STORE, tiny.folder);

        ServerProcess server = ServerProcess.start(folder, properties, stores);
        String operation = server.start("x", CrashingTranscoder.TYPE);
        int crashes = 0;
        while (!isDone(server, operation)) {
            crashes++;
            assertThat(crashes).isLessThanOrEqualTo(MOST_CRASHES);
            server = ServerProcess.begin(folder, "256m", properties, stores);
        }
        JsonNode ended = server.get(operation);
        List<JsonNode> log = server.log(ended);
        server.close();

        long crashing = tiny.instances.keySet().stream()
                .filter(CrashingTranscoder::crashesAt)
                .count();
        assertThat(crashing).isEqualTo(1);
        assertThat(ended.has("response")).isTrue();
        assertThat(ServerUnderTest.counter(ended, "success")).isEqualTo(tiny.instances.size() - crashing);
        assertThat(log)
                .filteredOn(line -> line.at("/jsonPayload/error/code").asInt() == 13)
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.at("/jsonPayload/error/message").asText()).contains("the server ended 2 times");
                    assertThat(CrashingTranscoder.crashesAt(
                                    line.at("/jsonPayload/resourceName").asText()))
                            .isTrue();
                });
        assertThat(server.objects("x")).hasSize(tiny.instances.size() - (int) crashing);
    }

    /** Waits until an operation ends, or the process does; whether it was the operation. */
    private static boolean isDone(ServerProcess server, String operation) {
        return await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> state(server, operation), state -> !state.isEmpty())
                .equals("done");
    }

    private static String state(ServerProcess server, String operation) {
        if (!server.isAlive()) {
            return "crashed";
        }
        try {
            return server.get(operation).path("done").asBoolean() ? "done" : "";
        } catch (RuntimeException hungUp) {
            return "";
        }
    }
}
