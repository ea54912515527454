package org.dicomcaravan.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.dicomcaravan.Soak;
import org.dicomcaravan.server.faults.Fault;
import org.dicomcaravan.server.faults.Faults;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An export to a Cloud Storage that goes away in its middle ends soon, and says why. */
@Tag("environment")
@Tag("soak")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class CloudStorageAwayTest {

    private static final String DICOM = "application/dicom";
    private static final Duration AT_ONCE = Duration.ofSeconds(5);
    /** More than the patience of {@link #start}, with what else an end may take on a busy machine. */
    private static final Duration SOON = Duration.ofSeconds(40);

    private static final int TERMINATED = 143;
    private static final int CANCELLED = 1;

    @TempDir
    Path folder;

    private CloudBucket bucket;
    private TinyStore tiny;
    private ServerProcess server;

    @BeforeEach
    void start() throws IOException {
        bucket = CloudBucket.make(1);
        tiny = TinyStore.of(folder.resolve("tiny"), Soak.times(200, 2000));
        Map<String, String> properties = bucket.properties();
        properties.put("caravan.gcs.patience-seconds", "6");
        properties.put("caravan.retry.attempts", "0");
        properties.put("caravan.wait.minutes", "0");
        properties.put("caravan.batch.instances", "20");
        server = ServerProcess.start(folder, properties, Map.of(ServerUnderTest.STORE, tiny.folder));
    }

    @AfterEach
    void stop() throws Exception {
        if (bucket != null) {
            bucket.close(); // first, so that nothing hangs any more
        }
        if (server != null) {
            server.close();
        }
    }

    /** An export of which half is there when Cloud Storage goes away. */
    private String halfWay(Fault fault) {
        Faults later = (call, dice) -> bucket.proxy.writes().objects() < tiny.instances.size() / 2 ? Fault.NONE : fault;
        bucket.proxy.play(later);
        String operation = bucket.start(server, ServerUnderTest.STORE, "x", DICOM);
        await().atMost(Duration.ofMinutes(Soak.times(1, 10))).until(() -> bucket.proxy.faulty() > 0);
        return operation;
    }

    static Stream<Arguments> ends() {
        return Stream.of(
                Arguments.of("404", Fault.error(404, "notFound", "The specified bucket does not exist."), 5, "bucket"),
                Arguments.of(
                        "403",
                        Fault.error(403, "forbidden", "a@b does not have storage.objects.create access."),
                        7,
                        "storage.objectAdmin"),
                Arguments.of("503", Fault.error(503, "backendError", "Service Unavailable"), 14, "Cloud Storage"),
                Arguments.of(
                        "429", Fault.error(429, "rateLimitExceeded", "Slow down", 1), 8, "Slow down|429|overloaded"),
                Arguments.of("resets", Fault.cutBody(0), 14, "Cloud Storage"),
                Arguments.of("no-answer", Fault.hang(), 14, "Cloud Storage"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ends")
    void endsInAnErrorThatSaysWhy(String name, Fault fault, int code, String why) throws Exception {
        String operation = halfWay(fault);
        JsonNode ended = await().atMost(SOON)
                .until(() -> server.get(operation), state -> state.path("done").asBoolean());
        assertThat(ended.at("/error/code").asInt()).as(ended.toString()).isEqualTo(code);
        assertThat(ended.at("/error/message").asText())
                .containsPattern(why)
                .contains(bucket.name)
                .doesNotContain("upload_id", "uploadType", "http:", "127.0.0.1", "PUT ", "POST ", "{", "\n", "|>")
                .hasSizeLessThan(600);
        countersAddUp(ended);
    }

    private void countersAddUp(JsonNode ended) throws IOException {
        Map<String, String> copies = CloudBucket.copies(tiny.instances);
        Map<String, String> objects = bucket.objects("x");
        assertThat(copies.entrySet()).containsAll(objects.entrySet());
        assertThat(ServerUnderTest.counter(ended, "pending")).isZero();
        assertThat(ServerUnderTest.counter(ended, "success")).isBetween(0L, (long) objects.size());
        assertThat(ServerUnderTest.counter(ended, "failure")).isLessThanOrEqualTo(tiny.broken + tiny.repeated);
    }

    /** Workers are all at requests that nobody answers. */
    private String hanging() {
        String operation = halfWay(Fault.hang());
        int workers = 2 * Runtime.getRuntime().availableProcessors();
        await().atMost(AT_ONCE).until(() -> bucket.proxy.faulty() >= workers);
        return operation;
    }

    @Test
    void isCancelledAtOnceWhereNothingAnswers() throws Exception {
        String operation = hanging();
        server.cancel(operation);
        JsonNode ended = await().atMost(AT_ONCE)
                .until(() -> server.get(operation), state -> state.path("done").asBoolean());
        assertThat(ended.at("/error/code").asInt()).isEqualTo(CANCELLED);
        countersAddUp(ended);
    }

    @Test
    void stopsAtOnceWhereNothingAnswers() throws Exception {
        hanging();
        server.terminate();
        assertThat(server.endsWithin(AT_ONCE)).as("the server has stopped").isTrue();
        assertThat(server.awaitEnd()).isEqualTo(TERMINATED);
    }
}
