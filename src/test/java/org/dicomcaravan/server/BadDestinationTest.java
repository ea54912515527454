package org.dicomcaravan.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A destination that goes away ends the operation early, with one clear error; the others go on. */
class BadDestinationTest {

    private static final String DICOM = "application/dicom";
    private static final String HUGE = ServerUnderTest.DATASET + "/dicomStores/huge";

    /** Of all tests: only destinations go away. */
    @TempDir
    private static Path sources;

    private static Map<String, Path> stores;

    @TempDir
    Path folder;

    private RunningServer server;

    @BeforeAll
    static void fill() throws IOException {
        stores = Map.of(
                HUGE,
                HugeFile.write(sources.resolve("huge"), HugeFile.ONE_FRAME),
                ServerUnderTest.STORE,
                TinyStore.of(sources.resolve("tiny"), 400).folder);
    }

    private void start(Path routes, int workers) throws IOException {
        server = RunningServer.start(folder, routes, Map.of("caravan.workers", Integer.toString(workers)), stores);
    }

    private void start() throws IOException {
        start(null, 2);
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private static void remove(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        }
    }

    private JsonNode startIn(String bucket) {
        return server.post(
                ServerUnderTest.STORE + ":export",
                "{\"gcsDestination\":{\"uriPrefix\":\"gs://" + bucket + "/x\",\"mimeType\":\"" + DICOM + "\"}}");
    }

    private void endsInOneClearError(JsonNode ended, int code, String word) throws IOException {
        assertThat(ended.at("/error/code").asInt()).isEqualTo(code);
        assertThat(ended.at("/error/message").asText()).contains(word).doesNotContain(folder.toString(), "Exception");
        assertThat(ServerUnderTest.counter(ended, "pending")).isZero();
        // what failed was found while listing; nothing is blamed on an instance
        assertThat(ServerUnderTest.counter(ended, "success")).isLessThan(380);
        assertThat(server.log(ended))
                .allSatisfy(line ->
                        assertThat(line.toString()).doesNotContain("\"code\":13", "\"code\":5", folder.toString()));
    }

    private void serverGoesOn() {
        JsonNode next = server.export("next", DICOM);
        assertThat(next.has("response")).isTrue();
        assertThat(ServerUnderTest.counter(next, "success")).isGreaterThan(380);
    }

    @Test
    void aBucketIsRemovedWhileAnExportRuns() throws Exception {
        start();
        Path bucket = Files.createDirectories(server.data.resolve("buckets/goes-away"));
        String operation = startIn("goes-away").path("name").asText();
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> !ServerUnderTest.files(bucket).isEmpty());
        Files.move(bucket, folder.resolve("taken"));
        JsonNode ended = server.finished(operation);
        endsInOneClearError(ended, 5, "goes-away");
        serverGoesOn();
    }

    @Test
    void aFileIsWhereThePrefixShouldBeAFolder() throws Exception {
        start();
        Files.writeString(server.data.resolve("buckets/demo/x"), "an object");
        JsonNode ended = server.export("x", DICOM);
        endsInOneClearError(ended, 9, "gs://demo/x");
        assertThat(server.data.resolve("buckets/demo/x")).hasContent("an object");
        assertThat(ServerUnderTest.counter(ended, "success")).isZero();
        serverGoesOn();
    }

    @Test
    void theStagingFolderIsRemovedUnderAnIdleServer() throws Exception {
        start();
        remove(server.data.resolve("staging"));
        serverGoesOn();
        assertThat(ServerUnderTest.files(server.data.resolve("staging"))).allMatch(name -> name.endsWith("lock"));
    }

    @Test
    void theStagingFolderIsRemovedUnderARunningExport() throws Exception {
        start();
        String huge = server.start(HUGE, "huge", DICOM);
        await().atMost(Duration.ofMinutes(1))
                .until(() -> ServerUnderTest.files(server.data.resolve("staging")).stream()
                        .anyMatch(name -> !name.endsWith("lock")));
        remove(server.data.resolve("staging"));
        serverGoesOn();
        server.cancel(huge);
        assertThat(server.finished(huge).at("/error/code").asInt()).isEqualTo(1);
        assertThat(server.objects("huge")).isEmpty();
    }

    /** What names no object at the same time as another: a site's route gives such names, UIDs don't. */
    @Test
    void anObjectIsWhereAnotherNeedsAFolder() throws Exception {
        Path routes = Files.createDirectories(folder.resolve("clash"));
        String deliver = Files.readString(Path.of("routes/deliver.camel.yaml"));
        String address = "            method: address\n";
        assertThat(deliver).contains(address);
        Files.writeString(
                routes.resolve("deliver.camel.yaml"),
                deliver.replace(
                        address,
                        address
                                + named("true", "clash/a/${header.CaravanSopInstanceUid}")
                                + named("${header.CaravanSopInstanceUid} == '1.2.3.0.0.2'", "clash/a")));
        start(routes, 1);
        JsonNode ended = server.export("x", DICOM);
        endsInOneClearError(ended, 9, "gs://demo/clash/a");
        assertThat(ServerUnderTest.counter(ended, "success")).isZero();
        assertThat(ServerUnderTest.files(server.data.resolve("staging"))).allMatch(name -> name.endsWith("lock"));
        Path clash = server.data.resolve("buckets/demo/clash");
        for (String name : ServerUnderTest.files(clash)) {
            String uid = name.substring(name.lastIndexOf('/') + 1);
            assertThat(clash.resolve(name))
                    .hasSameBinaryContentAs(sources.resolve("tiny/000/%05d".formatted(number(uid))));
        }
    }

    /** A step that names the object where a condition holds. */
    private static String named(String condition, String name) {
        return """
                        - filter:
                            simple: "%s"
                            steps:
                              - setHeader:
                                  name: CamelGoogleCloudStorageObjectName
                                  simple: "%s"
                """.formatted(condition, name);
    }

    private static int number(String uid) {
        return Integer.parseInt(uid.substring(uid.lastIndexOf('.') + 1));
    }
}
