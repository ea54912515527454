package org.dicomcaravan.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A destination that a site made by YAML alone, of an endpoint that knows nothing of this program, behaves as a built-in
 * one: it is tried again, and in the end the operation fails, not the instances.
 */
class SiteDestinationTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    /** Objects go to files below a folder that has to be there. */
    private static final String DELIVER = """
            - route:
                id: deliver
                routeConfigurationId: retry-destination
                from:
                  uri: direct:deliver
                  steps:
                    - bean:
                        ref: deliveries
                        method: address
                    - setHeader:
                        name: CamelFileName
                        simple: ${header.CaravanSopInstanceUid}-${header.CaravanFrame}
                    - to:
                        uri: "file:{{site.folder}}?autoCreate=false"
            """;

    @TempDir
    Path folder;

    private Path outbox;
    private TinyStore tiny;
    private RunningServer server;

    @BeforeEach
    void fill() throws IOException {
        tiny = TinyStore.of(folder.resolve("store"), 60);
        outbox = folder.resolve("outbox");
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private void start(String deliver, Map<String, String> more) throws IOException {
        Path routes = Files.createDirectories(folder.resolve("site"));
        Files.writeString(routes.resolve("deliver.camel.yaml"), deliver);
        Map<String, String> properties = new HashMap<>(more);
        properties.put("site.folder", outbox.toString());
        properties.put("caravan.retry.pause", "20");
        server = RunningServer.start(folder, routes, properties, Map.of(ServerUnderTest.STORE, tiny.folder));
    }

    private long errors(JsonNode ended) throws IOException {
        return server.log(ended).stream()
                .filter(line -> line.path("severity").asText().equals("ERROR"))
                .count();
    }

    private void endsWhole(JsonNode ended) throws IOException {
        assertThat(ended.has("response")).as(ended.toString()).isTrue();
        assertThat(ServerUnderTest.counter(ended, "success")).isEqualTo(tiny.instances.size());
        assertThat(ServerUnderTest.counter(ended, "failure")).isEqualTo(tiny.broken + tiny.repeated);
    }

    @Test
    void isTriedAgainUntilItIsBack() throws Exception {
        start(DELIVER, Map.of("caravan.retry.attempts", "1000", "caravan.retry.longest-pause", "20"));
        String operation = server.start("x", "application/dicom");
        await().during(Duration.ofMillis(500))
                .atMost(SOON)
                .until(() -> ServerUnderTest.counter(server.get(operation), "success") == 0);
        Files.createDirectory(outbox);
        endsWhole(server.finished(operation));
        assertThat(ServerUnderTest.files(outbox)).hasSize(tiny.instances.size());
    }

    @Test
    void endsTheOperationWhenItStaysAway() throws Exception {
        start(DELIVER, Map.of("caravan.retry.attempts", "2"));
        JsonNode ended = server.export("x", "application/dicom");
        assertThat(ended.at("/error/code").asInt()).isEqualTo(14);
        assertThat(ended.at("/error/message").asText())
                .contains("file:", "route deliver")
                .doesNotContain(folder.toString(), "Exception");
        assertThat(ServerUnderTest.counter(ended, "success")).isZero();
        assertThat(errors(ended)).isEqualTo(tiny.broken + tiny.repeated);
    }

    /** An error and no exception: a component's jar without a library that it needs. It must not end the worker. */
    @Test
    void endsTheOperationWhereAComponentIsNotWhole() throws Exception {
        String lacking = """
                - beans:
                    - name: lacking-component
                      type: org.dicomcaravan.server.LacksAClassComponent
                """;
        start(
                lacking
                        + DELIVER.replace("- to:", "- toD:")
                                .replace("file:{{site.folder}}?autoCreate=false", "lacking:${header.CaravanBucket}"),
                Map.of("caravan.retry.attempts", "2"));
        JsonNode ended = server.export("x", "application/dicom");
        assertThat(ended.at("/error/code").asInt()).isEqualTo(14);
        assertThat(ended.at("/error/message").asText()).contains("route deliver", "org/example/Missing");
    }

    /** Of an instance whose pixels can't be read the content is to blame, whoever reads it. */
    @Test
    void hasNoPartInWhatTheContentIsToBlameFor() throws Exception {
        tiny = TinyStore.of(folder.resolve("frames"), 60, 6);
        Files.createDirectory(outbox);
        start(DELIVER, Map.of("caravan.retry.attempts", "2"));
        JsonNode ended = server.export("x", "image/png");
        assertThat(ended.has("response")).as(ended.toString()).isTrue();
        assertThat(tiny.cut).isPositive();
        assertThat(ServerUnderTest.counter(ended, "failure")).isEqualTo(tiny.broken + tiny.repeated + tiny.cut);
    }

    @Test
    void theCommitOfABatchIsTriedAgainToo() throws Exception {
        Path routes = Files.createDirectories(folder.resolve("commit"));
        String batch = Files.readString(Path.of("routes/export-batch.camel.yaml"));
        String commit = "        - bean:\n            ref: batchRuns\n            method: commit\n";
        assertThat(batch).containsOnlyOnce(commit);
        Files.writeString(
                routes.resolve("export-batch.camel.yaml"),
                batch.replace(
                        commit,
                        commit
                                + "        - setBody:\n            constant: committed\n"
                                + "        - to:\n            uri: \"file:{{site.folder}}?autoCreate=false\"\n"));
        server = RunningServer.start(
                folder,
                routes,
                Map.of(
                        "site.folder", outbox.toString(),
                        "caravan.retry.pause", "20",
                        "caravan.retry.longest-pause", "20",
                        "caravan.retry.attempts", "1000"),
                Map.of(ServerUnderTest.STORE, tiny.folder));
        String operation = server.start("x", "application/dicom");
        await().during(Duration.ofMillis(500))
                .atMost(SOON)
                .until(() -> !server.get(operation).path("done").asBoolean());
        Files.createDirectory(outbox);
        endsWhole(server.finished(operation));
        assertThat(server.objects("x"))
                .isEqualTo(new TreeSet<>(tiny.instances.keySet().stream()
                        .map(key -> key + ".dcm")
                        .toList()));
    }

    /** They are made one after the other: side by side, they would be mixed up. */
    @Test
    void refusesToWorkOnTheOutputsOfAnInstanceInParallel() throws Exception {
        Path routes = Files.createDirectories(folder.resolve("parallel"));
        String instance = Files.readString(Path.of("routes/export-instance.camel.yaml"));
        String streaming = "                        streaming: true\n";
        assertThat(instance).containsOnlyOnce(streaming);
        Files.writeString(
                routes.resolve("export-instance.camel.yaml"),
                instance.replace(streaming, streaming + "                        parallelProcessing: true\n"));
        assertThatThrownBy(
                        () -> RunningServer.start(folder, routes, Map.of(), Map.of(ServerUnderTest.STORE, tiny.folder)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("export-instance")
                .hasMessageContaining("parallelProcessing");
    }

    /** The instances of a batch side by side. */
    @Test
    void countsRightWhereInstancesAreWorkedOnInParallel() throws Exception {
        tiny = TinyStore.of(folder.resolve("many"), 400, 6);
        Path routes = Files.createDirectories(folder.resolve("parallel"));
        String batch = Files.readString(Path.of("routes/export-batch.camel.yaml"));
        String streaming = "                  streaming: true\n";
        assertThat(batch).containsOnlyOnce(streaming);
        Files.writeString(
                routes.resolve("export-batch.camel.yaml"),
                batch.replace(streaming, streaming + "                  parallelProcessing: true\n"));
        server = RunningServer.start(folder, routes, Map.of(), Map.of(ServerUnderTest.STORE, tiny.folder));
        JsonNode ended = server.export("x", "image/png");
        assertThat(ended.has("response")).as(ended.toString()).isTrue();
        assertThat(ServerUnderTest.counter(ended, "success")).isEqualTo(tiny.instances.size() - tiny.cut);
        assertThat(ServerUnderTest.counter(ended, "failure")).isEqualTo(tiny.broken + tiny.repeated + tiny.cut);
        assertThat(errors(ended)).isEqualTo(tiny.broken + tiny.repeated + tiny.cut);
    }
}
