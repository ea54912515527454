package org.dicomcaravan.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that is told to stop in the middle of an export does so soon, and the next one goes on as if nothing was. */
class ShutdownTest {

    private static final String PNG = "image/png";
    private static final Duration SOON = Duration.ofSeconds(8);
    /** 128 and the number of SIGTERM, as every shell says. */
    private static final int TERMINATED = 143;
    /** Many small batches, of which few are through at a time: an export is far from its end when it is stopped. */
    private static final Map<String, String> LITTLE_BY_LITTLE =
            Map.of("caravan.workers", "2", "caravan.batch.instances", "20");

    @TempDir
    Path folder;

    private static Duration since(long began) {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    @Test
    void stopsInTheMiddleOfAnExport() throws Exception {
        Map<String, Path> stores = Map.of(ServerUnderTest.STORE, TinyStore.of(folder.resolve("tiny"), 400, 10).folder);
        Result expected;
        try (RunningServer quiet = RunningServer.start(folder.resolve("quiet"), null, Map.of(), stores)) {
            expected = Result.of(quiet, quiet.export("x", PNG), "x");
        }
        Path stopped = Files.createDirectories(folder.resolve("stopped"));
        String operation = null;
        for (int times = 0; times < 2; times++) {
            ServerProcess server = ServerProcess.start(stopped, LITTLE_BY_LITTLE, stores);
            operation = operation == null ? server.start("x", PNG) : operation;
            String name = operation;
            long before = ServerUnderTest.counter(server.get(name), "success");
            await().pollInterval(Duration.ofMillis(20))
                    .until(() -> ServerUnderTest.counter(server.get(name), "success") > before);
            assertThat(server.get(name).path("done").asBoolean()).isFalse();
            long began = System.nanoTime();
            server.terminate();
            assertThat(server.awaitEnd()).isEqualTo(TERMINATED);
            assertThat(since(began)).isLessThan(SOON);
            assertThat(server.said()).doesNotContain("WARN", "ERROR");
        }
        try (RunningServer server = RunningServer.start(stopped, null, Map.of(), stores)) {
            assertThat(Result.of(server, server.finished(operation), "x")).isEqualTo(expected);
        }
    }

    @Test
    void stopsInTheMiddleOfAHugeFrame() throws Exception {
        Map<String, Path> stores =
                Map.of(ServerUnderTest.STORE, HugeFile.write(folder.resolve("huge"), HugeFile.ONE_FRAME));
        String operation;
        Path staging = folder.resolve("data/staging");
        try (RunningServer server = RunningServer.start(folder, null, Map.of(), stores)) {
            operation = server.start("x", "application/dicom");
            await().until(() -> ServerUnderTest.files(staging).size() > 2);
            long began = System.nanoTime();
            server.close();
            assertThat(since(began)).isLessThan(SOON);
            assertThat(server.objects("x")).isEmpty();
            assertThat(ServerUnderTest.files(staging)).allMatch("lock"::equals);
        }
        try (RunningServer server = RunningServer.start(folder, null, Map.of(), stores)) {
            JsonNode ended = server.finished(operation);
            assertThat(ended.has("response")).isTrue();
            assertThat(ServerUnderTest.counter(ended, "success")).isEqualTo(1);
            assertThat(server.objects("x")).hasSize(1);
            assertThat(server.data
                            .resolve("buckets/demo/x")
                            .resolve(server.objects("x").first()))
                    .hasSize(Files.size(folder.resolve("huge/huge.dcm")));
        }
    }
}
