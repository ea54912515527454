package org.dicomcaravan.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A data folder on a disk of 24 MiB, which holds the state of operations as well as the buckets. */
class FullDiskTest {

    private static final String HUGE = ServerUnderTest.DATASET + "/dicomStores/huge";
    private static final String DICOM = "application/dicom";

    @TempDir
    Path folder;

    private boolean mounted;

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    @BeforeEach
    void mount() throws Exception {
        Path data = Files.createDirectories(folder.resolve("data"));
        mounted = Files.isExecutable(Path.of("/bin/mount"))
                && run("/bin/mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", data.toString()) == 0;
        assumeTrue(mounted, "Skipped, since it needs the right to mount a tmpfs: run it as root of a machine");
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            assertThat(run("/bin/umount", "-l", folder.resolve("data").toString()))
                    .isZero();
        }
    }

    @Test
    void endsTheOperationInOneClearErrorAndLeavesRoomForTheNext() throws Exception {
        Map<String, Path> stores = Map.of(
                HUGE,
                HugeFile.write(folder.resolve("huge"), HugeFile.ONE_FRAME),
                ServerUnderTest.STORE,
                TinyStore.of(folder.resolve("tiny"), 100).folder);
        try (RunningServer server = RunningServer.start(folder, null, Map.of(), stores)) {
            JsonNode ended = server.finished(server.start(HUGE, "huge", DICOM));
            assertThat(ended.at("/error/code").asInt()).isEqualTo(8);
            assertThat(ended.at("/error/message").asText())
                    .matches(
                            "object gs://demo/huge/.*: the disk is full, with \\d+ [KM]iB free; free space and export again")
                    .doesNotContain(folder.toString(), "Exception");
            assertThat(ServerUnderTest.counter(ended, "pending")).isZero();
            assertThat(server.objects("huge")).isEmpty();
            assertThat(ServerUnderTest.files(server.data.resolve("staging"))).allMatch(name -> name.endsWith("lock"));

            goesOn(server, "next");
        }
    }

    /** An instance is recoded into the scratch folder, on the same disk: that it is full is no fault of the instance. */
    @Test
    void endsTheOperationWhereTheScratchFolderIsFull() throws Exception {
        Map<String, Path> stores = Map.of(
                HUGE,
                HugeFile.write(folder.resolve("huge"), HugeFile.ONE_FRAME),
                ServerUnderTest.STORE,
                TinyStore.of(folder.resolve("tiny"), 100).folder);
        try (RunningServer server = RunningServer.start(folder, null, Map.of(), stores)) {
            Path ballast = fill(2 << 20);
            JsonNode ended = server.finished(
                    server.start(HUGE, "huge", "application/dicom; transfer-syntax=1.2.840.10008.1.2.1.99"));
            assertThat(ended.at("/error/code").asInt()).as(ended.toString()).isEqualTo(8);
            assertThat(ended.at("/error/message").asText())
                    .contains("scratch folder is full", "free space")
                    .doesNotContain(folder.toString(), "Exception");
            assertThat(ServerUnderTest.counter(ended, "failure")).isZero();
            Files.delete(ballast);
            goesOn(server, "next");
        }
    }

    private static void goesOn(RunningServer server, String prefix) throws IOException {
        JsonNode next = server.export(prefix, DICOM);
        assertThat(next.path("error").toString()).isEmpty();
        assertThat(next.has("response")).isTrue();
        assertThat(server.objects(prefix)).hasSize((int) ServerUnderTest.counter(next, "success"));
    }

    /** Whatever met the end of the disk, be it an object, its records or the state, is used again. */
    @Test
    void isReadyWhileTheDiskHasRoomAndExportsAsBeforeAfterwards() throws Exception {
        int port = freePort();
        URI ready = URI.create("http://127.0.0.1:" + port + "/observe/health/ready");
        Map<String, Path> stores = Map.of(ServerUnderTest.STORE, TinyStore.of(folder.resolve("tiny"), 200).folder);
        Map<String, String> properties =
                Map.of(RunningServer.MANAGEMENT_PORT, Integer.toString(port), "caravan.workers", "2");
        try (RunningServer server = RunningServer.start(folder, null, properties, stores)) {
            assertThat(get(ready).statusCode()).isEqualTo(200);
            for (int left = 0; left < 3; left++) {
                Path ballast = fill(left * 96 * 1024);
                JsonNode answer = server.post(
                        ServerUnderTest.STORE + ":export",
                        "{\"gcsDestination\":{\"uriPrefix\":\"gs://demo/full\",\"mimeType\":\"" + DICOM + "\"}}");
                String operation = answer.path("name").asText();
                if (operation.isEmpty()) {
                    assertThat(answer.at("/error/status").asText()).isEqualTo("RESOURCE_EXHAUSTED");
                }
                await().until(() -> get(ready).statusCode() == 503
                        || server.get(operation).at("/error/code").asInt() == 8);
                String said = get(ready).body();
                assertThat(said).doesNotContain(folder.toString(), "SQLITE_", "No space left");
                assertThat(said.contains("DOWN"))
                        .isEqualTo(said.contains("the disk is full, with ") && said.contains("iB free; free space"));
                Files.delete(ballast);
                if (!operation.isEmpty()) {
                    server.finished(operation);
                }
                await().until(() -> get(ready).statusCode() == 200);
                goesOn(server, "after-" + left);
            }
        }
    }

    /** A file that takes all of the disk but so many bytes. */
    private Path fill(int left) throws IOException {
        Path data = folder.resolve("data");
        long size = Files.getFileStore(data).getUsableSpace() - left;
        return Files.write(data.resolve("ballast"), new byte[(int) size]);
    }

    private static HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
