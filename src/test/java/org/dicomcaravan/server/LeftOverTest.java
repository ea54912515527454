package org.dicomcaravan.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.dicomcaravan.samples.MadeSamples;
import org.dicomcaravan.store.FolderStores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a command finds in a data folder that is somebody else's to finish, and what a server finds that a command left. */
class LeftOverTest {

    private static final Map<String, String> ONE_WORKER = Map.of("caravan.workers", "1");

    @TempDir
    Path folder;

    private String interrupted(String store, TinyStore tiny) throws IOException {
        try (RunningServer server =
                RunningServer.start(folder, SlowRoutes.in(folder, 5), ONE_WORKER, Map.of(store, tiny.folder))) {
            String operation = server.start(store, "x", "application/dicom");
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> ServerUnderTest.counter(server.get(operation), "success") > 10);
            return operation;
        }
    }

    @Test
    void aCommandLeavesTheOperationsOfAServerAlone() throws Exception {
        TinyStore tiny = TinyStore.of(folder.resolve("store"), 300);
        String operation = interrupted(ServerUnderTest.STORE, tiny);
        MadeSamples.into(folder.resolve("data"));
        Path said = folder.resolve("said");
        Process command = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.dicomcaravan.cli.Caravan",
                        "export",
                        "samples",
                        "gs://demo/first",
                        "--data=" + folder.resolve("data"),
                        "--transcoders=" + Files.createDirectories(folder.resolve("none")))
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        assertThat(command.waitFor()).as(Files.readString(said)).isZero();
        assertThat(said).content().contains("1 unfinished operation: `caravan serve` goes on with it");
        try (RunningServer server =
                RunningServer.start(folder, null, ONE_WORKER, Map.of(ServerUnderTest.STORE, tiny.folder))) {
            JsonNode ended = server.finished(operation);
            assertThat(ended.has("response")).isTrue();
            assertThat(ServerUnderTest.counter(ended, "success")).isEqualTo(tiny.instances.size());
        }
    }

    /** A store that nobody configured: it lies where its operation says. */
    @Test
    void aServerGoesOnWithTheFolderThatACommandWasGiven() throws Exception {
        TinyStore tiny = TinyStore.of(folder.resolve("cd1/DICOM"), 300);
        String operation = interrupted(FolderStores.name(tiny.folder.toRealPath()), tiny);
        try (RunningServer server = RunningServer.start(folder, null, ONE_WORKER, Map.of())) {
            await().alias(operation)
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> server.objects("x").size() == tiny.instances.size());
        }
    }
}
