package org.dicomcaravan.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cancelling, wherever an operation is. There is one worker. */
class CancelTest {

    private static final String HUGE = ServerUnderTest.DATASET + "/dicomStores/huge";
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final int SIDE = 128;

    @TempDir
    Path folder;

    private Webhook webhook;
    private RunningServer server;

    @BeforeEach
    void listen() throws IOException {
        webhook = new Webhook();
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
        webhook.close();
    }

    private void start(int side) throws IOException {
        Map<String, String> properties = new HashMap<>(webhook.property());
        properties.put("caravan.workers", "1");
        Map<String, Path> stores = Map.of(
                HUGE,
                HugeFile.write(folder.resolve("huge"), side),
                ServerUnderTest.STORE,
                TinyStore.of(folder.resolve("tiny"), 300).folder);
        server = RunningServer.start(folder, Webhook.ROUTES, properties, stores);
    }

    private static long bytes(Path folder) throws IOException {
        long bytes = 0;
        for (String name : ServerUnderTest.files(folder)) {
            Path file = folder.resolve(name);
            bytes += Files.exists(file) ? Files.size(file) : 0;
        }
        return bytes;
    }

    /** The operation on the huge instance, in the middle of it. */
    private String inTheMiddle(String mimeType) {
        String operation = server.start(HUGE, "huge", mimeType);
        await().atMost(Duration.ofMinutes(1))
                .until(() -> bytes(server.data.resolve("staging")) + bytes(server.data.resolve("scratch")) > 500_000);
        return operation;
    }

    private JsonNode endsCancelled(String operation) {
        JsonNode ended = await().alias(operation)
                .atMost(SOON)
                .until(() -> server.get(operation), state -> state.path("done").asBoolean());
        assertThat(ended.at("/error/code").asInt()).isEqualTo(1);
        assertThat(ended.at("/metadata/cancelRequested").asBoolean()).isTrue();
        assertThat(ServerUnderTest.counter(ended, "pending")).isZero();
        assertThat(ServerUnderTest.counter(ended, "success")).isZero();
        return ended;
    }

    private void nothingIsLeftHalfDone() {
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(bytes(server.data.resolve("staging"))).isZero();
            assertThat(bytes(server.data.resolve("scratch"))).isZero();
        });
    }

    @ParameterizedTest
    @CsvSource({"application/dicom", "application/octet-stream", "application/dicom; transfer-syntax=1.2.840.10008.1.2"
    })
    void stopsInTheMiddleOfAHugeFrame(String mimeType) throws Exception {
        start(HugeFile.ONE_FRAME);
        String operation = inTheMiddle(mimeType);
        assertThat(server.cancel(operation)).isEmpty();
        JsonNode ended = endsCancelled(operation);
        assertThat(ServerUnderTest.counter(ended, "failure")).isZero();
        assertThat(server.log(ended)).isEmpty();
        nothingIsLeftHalfDone();
        assertThat(server.objects("huge")).isEmpty();
        // the server is fine
        assertThat(server.export("after", "application/dicom").has("response")).isTrue();
        assertThat(webhook.told()).containsOnlyOnce(operation);
    }

    /** Nothing is delivered before all of it is deflated. */
    @Test
    void stopsWhileATranscoderWorks() throws Exception {
        start(HugeFile.ONE_FRAME);
        String operation = server.start(HUGE, "huge", "application/dicom; transfer-syntax=1.2.840.10008.1.2.1.99");
        await().atMost(SOON).until(() -> ServerUnderTest.counter(server.get(operation), "pending") == 1);
        server.cancel(operation);
        JsonNode ended = endsCancelled(operation);
        assertThat(ServerUnderTest.counter(ended, "failure")).isZero();
        nothingIsLeftHalfDone();
    }

    @Test
    void stopsBetweenTheFramesOfAHugeInstance() throws Exception {
        start(SIDE);
        String operation = server.start(HUGE, "huge", "application/octet-stream");
        await().atMost(Duration.ofMinutes(1)).until(() -> Files.exists(server.data.resolve("buckets/demo/huge")));
        server.cancel(operation);
        JsonNode ended = endsCancelled(operation);
        assertThat(ServerUnderTest.counter(ended, "failure")).isZero();
        assertThat(server.log(ended)).isEmpty();
        nothingIsLeftHalfDone();
        assertThat(server.data.resolve("buckets/demo")).isEmptyDirectory();
    }

    @Test
    void endsWhatWaitsForAWorkerAtOnce() throws Exception {
        start(HugeFile.ONE_FRAME);
        String busy = inTheMiddle("application/dicom");
        // the first four are planned, and soon stand before the full queue of batches; the others are not even looked
        // at
        List<String> waiting = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            waiting.add(server.start("waits-" + i, "application/dicom"));
        }
        List<String> backwards = new ArrayList<>(waiting);
        java.util.Collections.reverse(backwards);
        backwards.forEach(server::cancel);
        waiting.forEach(this::endsCancelled);
        assertThat(server.get(busy).path("done").asBoolean()).isFalse();

        server.cancel(busy);
        endsCancelled(busy);
        assertThat(server.export("after", "application/dicom").has("response")).isTrue();
        assertThat(ServerUnderTest.files(server.data.resolve("buckets/demo")))
                .isNotEmpty()
                .allMatch(name -> name.startsWith("after/"));
        nothingIsLeftHalfDone();
        assertThat(webhook.told()).containsAll(waiting).contains(busy).doesNotHaveDuplicates();
    }

    @Test
    void isAskedManyTimesAtOnce() throws Exception {
        start(HugeFile.ONE_FRAME);
        String busy = inTheMiddle("application/dicom");
        String waiting = server.start("waits", "application/dicom");
        IntStream.range(0, 40).parallel().forEach(i -> server.cancel(i % 2 == 0 ? waiting : busy));
        JsonNode ended = endsCancelled(waiting);
        endsCancelled(busy);
        server.cancel(waiting);
        assertThat(server.get(waiting)).isEqualTo(ended);
        String last = server.start("last", "application/dicom");
        server.finished(last);
        await().untilAsserted(() -> assertThat(webhook.told()).containsExactlyInAnyOrder(busy, waiting, last));
    }

    @Test
    void changesNothingAfterTheEnd() throws Exception {
        start(HugeFile.ONE_FRAME);
        JsonNode ended = server.export("well", "application/dicom");
        String name = ended.path("name").asText();
        assertThat(server.cancel(name)).isEmpty();
        assertThat(server.get(name)).isEqualTo(ended);
        assertThat(ended.has("response")).isTrue();
        String next = server.start("next", "application/dicom");
        server.finished(next);
        await().untilAsserted(() -> assertThat(webhook.told()).containsExactly(name, next));
    }
}
