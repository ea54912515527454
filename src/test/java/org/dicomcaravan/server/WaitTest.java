package org.dicomcaravan.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.dicomcaravan.transcode.PluginJar;
import org.dicomcaravan.transcode.SidecarTranscoder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * An operation whose store, bucket or plugin is away when it is gone on with waits for it, says so, and goes on when it is
 * back, as if nothing had been.
 */
class WaitTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int FILES = 300;

    @TempDir
    Path folder;

    private Path store;
    private TinyStore tiny;
    private RunningServer server;
    private final Map<String, String> properties = new HashMap<>(Map.of(
            "caravan.workers", "1",
            "caravan.wait.pause-seconds", "1",
            "caravan.wait.longest-pause-seconds", "1",
            "caravan.wait.look-millis", "50"));

    @BeforeEach
    void fill() throws IOException {
        store = folder.resolve("store");
        tiny = TinyStore.of(store, FILES);
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private void start(Path source) throws IOException {
        server = RunningServer.start(
                folder, SlowRoutes.in(folder, 5), properties, Map.of(ServerUnderTest.STORE, source));
    }

    /** An operation that a server left in its middle when it stopped. */
    private String interrupted(String mimeType) throws IOException {
        start(store);
        String operation = server.start("x", mimeType);
        await().atMost(SOON).until(() -> ServerUnderTest.counter(server.get(operation), "success") > 10);
        server.close();
        server = null;
        return operation;
    }

    private List<String> warnings(String operation) throws IOException {
        return server.log(server.get(operation)).stream()
                .filter(line -> line.path("severity").asText().equals("WARNING"))
                .map(line -> line.at("/jsonPayload/error/message").asText())
                .toList();
    }

    private void waits(String operation, String... words) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(warnings(operation))
                        .singleElement()
                        .satisfies(
                                warning -> assertThat(warning).contains(words).doesNotContain(folder.toString())));
        assertThat(server.get(operation).path("done").asBoolean()).isFalse();
    }

    private void endsWhole(String operation) throws IOException {
        JsonNode ended = server.finished(operation);
        assertThat(ended.has("response")).as(ended.toString()).isTrue();
        assertThat(ServerUnderTest.counter(ended, "success")).isEqualTo(tiny.instances.size());
        assertThat(ServerUnderTest.counter(ended, "failure")).isEqualTo(tiny.broken + tiny.repeated);
        TreeSet<String> expected = new TreeSet<>();
        for (Map.Entry<String, Path> instance : tiny.instances.entrySet()) {
            expected.add(instance.getKey() + ".dcm");
        }
        assertThat(server.objects("x")).isEqualTo(expected);
        for (Map.Entry<String, Path> instance : tiny.instances.entrySet()) {
            Path object = server.data.resolve("buckets/demo/x").resolve(instance.getKey() + ".dcm");
            assertThat(Files.mismatch(object, instance.getValue())).isEqualTo(-1);
        }
    }

    @Test
    void waitsForAFolderThatIsNotMountedYet() throws Exception {
        String operation = interrupted("application/dicom");
        Path away = Files.move(store, folder.resolve("away"));
        Files.createDirectory(store); // where it is to be mounted
        start(store);
        waits(operation, ServerUnderTest.STORE, "is not there");
        Files.delete(store);
        Files.move(away, store);
        endsWhole(operation);
        assertThat(server.log(server.get(operation)))
                .anySatisfy(
                        line -> assertThat(line.path("textPayload").asText()).isEqualTo("The operation goes on."));
    }

    @Test
    void waitsForAFolderThatIsMissing() throws Exception {
        String operation = interrupted("application/dicom");
        Path away = Files.move(store, folder.resolve("away"));
        start(store);
        waits(operation, ServerUnderTest.STORE, "is not there");
        Files.move(away, store);
        endsWhole(operation);
    }

    @Test
    void waitsForTheFolderThatItsListingWasIn() throws Exception {
        properties.put("caravan.batch.instances", "5"); // so that what may be queued ends in the middle of the store
        String operation = interrupted("application/dicom");
        Path away = Files.move(store.resolve("000"), folder.resolve("away"));
        Path other = Files.move(store.resolve("001"), folder.resolve("other"));
        Path third = Files.move(store.resolve("002"), folder.resolve("third"));
        Files.writeString(store.resolve("readme"), "not empty");
        start(store);
        waits(operation, ServerUnderTest.STORE, "can't be listed");
        Files.move(away, store.resolve("000"));
        Files.move(other, store.resolve("001"));
        Files.move(third, store.resolve("002"));
        endsWhole(operation);
    }

    @Test
    void neverExportsAnotherFolderUnderTheSameName() throws Exception {
        String operation = interrupted("application/dicom");
        TinyStore.of(folder.resolve("elsewhere"), FILES);
        start(folder.resolve("elsewhere"));
        waits(operation, ServerUnderTest.STORE, "lies in another place");
        server.close();
        start(store);
        endsWhole(operation);
    }

    /** What is below a mount point, or the snapshot folder of a share. */
    @Test
    void neverTakesAnotherFolderInItsPlaceForIt() throws Exception {
        String operation = interrupted("application/dicom");
        Path away = Files.move(store, folder.resolve("away"));
        Files.createDirectory(store);
        Files.writeString(store.resolve("do not write here"), "");
        start(store);
        waits(operation, ServerUnderTest.STORE, "another folder");
        Files.delete(store.resolve("do not write here"));
        Files.delete(store);
        Files.move(away, store);
        endsWhole(operation);
    }

    @Test
    void waitsForTheFolderOfItsBucketAndTakesNoOtherForIt() throws Exception {
        Path bucket = folder.resolve("data/buckets/demo");
        Path share = Files.createDirectories(folder.resolve("share"));
        Files.createDirectories(bucket.getParent());
        Files.createSymbolicLink(bucket, share);
        String operation = interrupted("application/dicom");
        Path away = Files.move(share, folder.resolve("away"));
        Files.createDirectory(share);
        start(store);
        waits(operation, "gs://demo", "another folder");
        assertThat(share).isEmptyDirectory();
        Files.delete(share);
        Files.move(away, share);
        endsWhole(operation);
    }

    @Test
    void waitsForAStoreThatIsNotConfigured() throws Exception {
        String operation = interrupted("application/dicom");
        server = RunningServer.start(
                folder, null, properties, Map.of(ServerUnderTest.DATASET + "/dicomStores/other", store));
        waits(operation, ServerUnderTest.STORE, "is not configured");
        server.close();
        start(store);
        endsWhole(operation);
    }

    @Test
    void waitsForItsBucket() throws Exception {
        String operation = interrupted("application/dicom");
        Path away = Files.move(folder.resolve("data/buckets/demo"), folder.resolve("away"));
        server = RunningServer.startAsItIs(folder, null, properties, Map.of(ServerUnderTest.STORE, store));
        waits(operation, "gs://demo", "does not exist");
        Files.move(away, folder.resolve("data/buckets/demo"));
        endsWhole(operation);
    }

    @Test
    void waitsForThePluginThatMakesItsOutputs() throws Exception {
        Path plugins = Files.createDirectories(folder.resolve("transcoders"));
        PluginJar.naming(plugins, "sidecar.jar", SidecarTranscoder.class);
        String operation = interrupted(SidecarTranscoder.TYPE);
        Path jar = Files.move(plugins.resolve("sidecar.jar"), folder.resolve("sidecar.jar"));
        start(store);
        waits(operation, SidecarTranscoder.TYPE);
        server.close();
        Files.move(jar, plugins.resolve("sidecar.jar"));
        start(store);
        JsonNode ended = server.finished(operation);
        assertThat(ServerUnderTest.counter(ended, "success")).isEqualTo(tiny.instances.size());
    }

    @Test
    void canBeCancelledMeanwhile() throws Exception {
        String operation = interrupted("application/dicom");
        Path away = Files.move(store, folder.resolve("away"));
        start(store);
        waits(operation, ServerUnderTest.STORE);
        server.cancel(operation);
        assertThat(server.finished(operation).at("/error/code").asInt()).isEqualTo(1);
        Files.move(away, store);
        assertThat(server.export("y", "application/dicom").has("response")).isTrue();
    }

    @Test
    void doesNotWaitForEver() throws Exception {
        String operation = interrupted("application/dicom");
        Files.move(store, folder.resolve("away"));
        properties.put("caravan.wait.minutes", "0");
        start(store);
        JsonNode ended = server.finished(operation);
        assertThat(ended.at("/error/code").asInt()).isEqualTo(14);
        assertThat(ended.at("/error/message").asText())
                .contains(ServerUnderTest.STORE, "is not there", "waited for since")
                .doesNotContain(folder.toString());
    }

    /** It goes away under an export that runs. */
    @Test
    void waitsForAStoreThatGoesAwayInItsMiddle() throws Exception {
        start(store);
        String operation = server.start("x", "application/dicom");
        await().atMost(SOON).until(() -> ServerUnderTest.counter(server.get(operation), "success") > 10);
        Path away = Files.move(store, folder.resolve("away"));
        waits(operation, ServerUnderTest.STORE, "is not there");
        Files.move(away, store);
        endsWhole(operation);
    }

    /** Who starts a server before the share is mounted is told, with the path; clients are not told that. */
    @Test
    void tellsOfStoresThatAreAwayWhenItStarts() throws Exception {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(CaravanServer.class);
        log.start();
        logger.addAppender(log);
        try {
            Path none = folder.resolve("none");
            start(none);
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(log.list)
                            .filteredOn(line -> line.getLevel() == Level.WARN)
                            .singleElement()
                            .extracting(ILoggingEvent::getFormattedMessage)
                            .asString()
                            .contains(ServerUnderTest.STORE, "is not there", none.toString()));
            assertThat(log.list)
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .contains("Store " + ServerUnderTest.STORE + ": " + none);
        } finally {
            logger.detachAppender(log);
        }
    }

    @Test
    void refusesACallForAStoreThatIsAway() throws Exception {
        start(folder.resolve("none"));
        JsonNode answer =
                server.post(ServerUnderTest.STORE + ":export", "{\"gcsDestination\":{\"uriPrefix\":\"gs://demo/x\"}}");
        assertThat(answer.at("/error/status").asText()).isEqualTo("FAILED_PRECONDITION");
        assertThat(answer.at("/error/message").asText())
                .contains(ServerUnderTest.STORE, "mount it")
                .doesNotContain(folder.toString());
    }
}
