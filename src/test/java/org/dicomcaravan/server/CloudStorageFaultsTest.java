package org.dicomcaravan.server;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Exports to a Cloud Storage that fails now and then, in every way, end whole. */
@Tag("environment")
@Tag("soak")
@Timeout(value = 1, unit = TimeUnit.HOURS)
class CloudStorageFaultsTest {

    private static final String DICOM = "application/dicom";
    private static final String LARGE = ServerUnderTest.DATASET + "/dicomStores/large";
    private static final long SEED = 20261130;
    private static final int MEBIBYTE = 1 << 20;
    /** Of the requests; each costs a second or more of waiting. */
    private static final double SHARE = Soak.times(8, 20) / 100.0;

    private static final int[] SIZES = {20, 50};

    @TempDir
    static Path folder;

    private static CloudBucket bucket;
    private static TinyStore tiny;
    private static Map<String, Path> large;
    private static ServerProcess server;

    /** One for all of them: what one fault did to it must not show in the next export. */
    @BeforeAll
    static void start() throws IOException {
        bucket = CloudBucket.make(SEED);
        tiny = TinyStore.of(folder.resolve("tiny"), Soak.times(200, 2000));
        large = LargeInstances.write(folder.resolve("large"), SIZES);
        server = ServerProcess.start(
                folder,
                bucket.properties(),
                Map.of(ServerUnderTest.STORE, tiny.folder, LARGE, folder.resolve("large")));
    }

    @AfterEach
    void calm() {
        bucket.proxy.play(Faults.NONE);
    }

    @AfterAll
    static void stop() throws Exception {
        if (server != null) {
            server.close();
        }
        if (bucket != null) {
            bucket.close();
        }
    }

    static Stream<Arguments> faultsOfSmallObjects() {
        return Stream.of(
                Arguments.of("none", Faults.NONE),
                Arguments.of("storm-503", Faults.some(SHARE, Fault.error(503, "backendError", "Service Unavailable"))),
                Arguments.of("storm-429", Faults.some(SHARE, Fault.error(429, "rateLimitExceeded", "Slow down", 1))),
                Arguments.of("408", Faults.some(SHARE, Fault.error(408, "uploadBrokenConnection", "Timed out"))),
                Arguments.of("resets-in-bodies", Faults.some(SHARE, Fault.cutBody(500))),
                Arguments.of("slow-reads", slowReads()),
                Arguments.of("stalls", Faults.some(SHARE / 2, Fault.stall(Duration.ofSeconds(10)))),
                Arguments.of("short-answers", Faults.some(SHARE, Fault.shortAnswer(60))),
                Arguments.of("resets-in-answers", Faults.some(SHARE, Fault.cutAnswer(60))),
                Arguments.of("lost-answers", Faults.some(SHARE, Fault.loseAnswer())),
                Arguments.of("wrong-crc32c", Faults.some(SHARE, Fault.damage())));
    }

    /** All of them, and some so slow that they take longer than the time-out, though something always moves. */
    private static Faults slowReads() {
        Fault slow = Fault.trickle(64, Duration.ofMillis(2));
        Fault slower = Fault.trickle(64, Duration.ofMillis(200));
        return (call, dice) -> dice.nextDouble() < 0.02 ? slower : slow;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faultsOfSmallObjects")
    void smallObjectsAreAllThere(String name, Faults faults) throws Exception {
        int before = bucket.proxy.faulty();
        String operation = bucket.start(server, ServerUnderTest.STORE, name, DICOM);
        bucket.proxy.play(faults);
        JsonNode ended = CloudBucket.finished(server, operation);
        assertThat(ended.has("response")).as(ended.toString()).isTrue();
        assertThat(bucket.proxy.faulty() - before > 0).isEqualTo(faults != Faults.NONE);
        assertThat(bucket.objects(name)).isEqualTo(CloudBucket.copies(tiny.instances));
        assertThat(ServerUnderTest.counter(ended, "success")).isEqualTo(tiny.instances.size());
        assertThat(ServerUnderTest.counter(ended, "failure")).isEqualTo(tiny.broken + tiny.repeated);
        assertThat(ServerUnderTest.counter(ended, "pending")).isZero();
    }

    static Stream<Arguments> faultsOfLargeObjects() {
        Fault unavailable = Fault.error(503, "backendError", "Service Unavailable");
        Fault cut = Fault.cutBody(5 * MEBIBYTE);
        return Stream.of(
                Arguments.of("none", Faults.NONE, 1.01),
                Arguments.of(
                        "every-third-503",
                        (Faults) (call, dice) -> call.isUpload() && call.number() % 3 == 0 ? unavailable : Fault.NONE,
                        2.5),
                Arguments.of(
                        "reset-after-5-mebibytes",
                        (Faults) (call, dice) -> call.length() > 5 * MEBIBYTE ? cut : Fault.NONE,
                        1.5),
                // once, or the upload would never end
                Arguments.of("lost-at-the-end", loseOnce(), 2.1));
    }

    private static Faults loseOnce() {
        java.util.Set<String> lost = java.util.concurrent.ConcurrentHashMap.newKeySet();
        return (call, dice) -> call.isLastPart() && lost.add(call.path()) ? Fault.loseAnswer() : Fault.NONE;
    }

    /** The proxy keeps what came of a part that broke, as Cloud Storage does, so that not all of it is sent again. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("faultsOfLargeObjects")
    void largeObjectsAreWhole(String name, Faults faults, double longest) throws Exception {
        int before = bucket.proxy.faulty();
        long bytes = bucket.proxy.bytes();
        String prefix = "large-" + name;
        bucket.proxy.play(faults);
        JsonNode ended = CloudBucket.finished(server, bucket.start(server, LARGE, prefix, DICOM));
        assertThat(ended.has("response")).as(ended.toString()).isTrue();
        assertThat(bucket.proxy.faulty() - before > 0).isEqualTo(faults != Faults.NONE);
        assertThat(bucket.objects(prefix)).isEqualTo(CloudBucket.copies(large));
        assertThat(ServerUnderTest.counter(ended, "success")).isEqualTo(SIZES.length);
        assertThat((double) (bucket.proxy.bytes() - bytes) / MEBIBYTE)
                .as("MiB that were sent")
                .isLessThan(longest * java.util.Arrays.stream(SIZES).sum());
    }
}
