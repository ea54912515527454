package org.dicomcaravan.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
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
import org.junit.jupiter.params.provider.EnumSource;

/** A server that is killed while it exports to Cloud Storage, and goes on, ends with what an undisturbed one ends with. */
@Tag("environment")
@Tag("soak")
@Timeout(value = 1, unit = TimeUnit.HOURS)
class CloudStorageKillTest {

    private static final String DICOM = "application/dicom";
    private static final String PNG = "image/png";
    private static final long SEED = 20261130;
    private static final int FRAMES = 40;
    private static final int LENGTH_OF_FRAGMENT = 64 + 1 + 16 + 1; // RLE: header, one literal run, and even

    private static final int MANY_FRAMES = 4; // the fifth of a TinyStore

    @TempDir
    Path folder;

    private CloudBucket bucket;
    private final List<ServerProcess> servers = new ArrayList<>();

    /** Why an instance fails that was sent in part. */
    enum Failure {
        BROKEN_BEFORE,
        BROKEN_MEANWHILE,
        REMOVED_MEANWHILE
    }

    @BeforeEach
    void connect() throws IOException {
        bucket = CloudBucket.make(SEED);
    }

    @AfterEach
    void close() throws Exception {
        for (ServerProcess server : servers) {
            server.kill(); // one that a test failed before
        }
        if (bucket != null) {
            bucket.close();
        }
    }

    private ServerProcess begin(CloudBucket into, String name, Path store) throws IOException {
        Path own = Files.createDirectories(folder.resolve(name));
        ServerProcess server = ServerProcess.start(own, into.properties(), Map.of(ServerUnderTest.STORE, store));
        servers.add(server);
        return server;
    }

    private static Result result(ServerUnderTest server, CloudBucket in, String operation, String prefix)
            throws IOException {
        return Result.of(server, CloudBucket.finished(server, operation), in.objects(prefix));
    }

    private Result undisturbed(TinyStore tiny) throws Exception {
        try (CloudBucket quiet = CloudBucket.make(SEED);
                ServerProcess server = begin(quiet, "quiet", tiny.folder)) {
            String operation = quiet.start(server, ServerUnderTest.STORE, "quiet", DICOM);
            Result result = result(server, quiet, operation, "quiet");
            assertThat(result.error().isMissingNode()).isTrue();
            assertThat(result.success()).isEqualTo(tiny.instances.size());
            assertThat(result.failure()).isEqualTo(tiny.broken + tiny.repeated);
            assertThat(result.pending()).isZero();
            assertThat(result.objects()).isEqualTo(CloudBucket.copies(tiny.instances));
            return result;
        }
    }

    /** Moments are counted in requests, not in time, so that they are the same ones on every machine. */
    @Test
    void endsAsIfItHadNotBeenKilled() throws Exception {
        TinyStore tiny = TinyStore.of(folder.resolve("store"), Soak.times(600, 3000));
        Result expected = undisturbed(tiny);
        Random random = new Random(SEED);
        Map<String, String> operations = new TreeMap<>();
        for (int kill = 0; kill < Soak.times(3, 20); kill++) {
            ServerProcess server = begin(bucket, "killed", tiny.folder);
            keepBusy(server, operations);
            int moment = bucket.proxy.requests() + random.nextInt(300);
            await().atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(2))
                    .until(() -> bucket.proxy.requests() >= moment || isIdle(server, operations));
            server.kill();
        }
        try (ServerProcess server = begin(bucket, "killed", tiny.folder)) {
            for (Map.Entry<String, String> one : operations.entrySet()) {
                assertThat(result(server, bucket, one.getValue(), one.getKey())).isEqualTo(expected);
            }
            assertThat(ServerUnderTest.files(server.data.resolve("scratch"))).isEmpty();
        }
        assertThat(bucket.proxy.writes().objects()).isEqualTo(operations.size() * tiny.instances.size());
        assertThat(bucket.proxy.writes().shareAgain())
                .as("share of the objects that were written again")
                .isLessThanOrEqualTo(0.02);
    }

    private void keepBusy(ServerProcess server, Map<String, String> operations) {
        if (isIdle(server, operations)) {
            String prefix = "run-" + operations.size();
            operations.put(prefix, bucket.start(server, ServerUnderTest.STORE, prefix, DICOM));
        }
    }

    private static boolean isIdle(ServerProcess server, Map<String, String> operations) {
        return operations.values().stream()
                .allMatch(name -> server.get(name).path("done").asBoolean());
    }

    /** What sent its first frames does not live to see that it fails. */
    @ParameterizedTest
    @EnumSource
    void leavesNoFrameOfAnInstanceThatFailsAfterAKill(Failure failure) throws Exception {
        TinyStore tiny = TinyStore.of(folder.resolve("store"), MANY_FRAMES + 1, FRAMES);
        String key = TinyStore.key(MANY_FRAMES);
        Path file = tiny.instances.get(key);
        if (failure == Failure.BROKEN_BEFORE) {
            breakLastFrame(file);
        }
        bucket.proxy.play((call, dice) -> bucket.proxy.writes().objects() < FRAMES / 2 ? Fault.NONE : Fault.hang());
        ServerProcess first = begin(bucket, "killed", tiny.folder);
        String operation = bucket.start(first, ServerUnderTest.STORE, "x", PNG);
        await().atMost(Duration.ofMinutes(1)).until(() -> bucket.proxy.faulty() > 0);
        first.kill();
        assertThat(bucket.objects("x").keySet()).anyMatch(name -> name.startsWith(key));
        if (failure == Failure.BROKEN_MEANWHILE) {
            breakLastFrame(file);
        } else if (failure == Failure.REMOVED_MEANWHILE) {
            Files.delete(file);
        }
        bucket.proxy.play(Faults.NONE);
        try (ServerProcess second = begin(bucket, "killed", tiny.folder)) {
            JsonNode ended = CloudBucket.finished(second, operation);
            assertThat(ServerUnderTest.counter(ended, "success")).isEqualTo(MANY_FRAMES);
            assertThat(ServerUnderTest.counter(ended, "failure")).isEqualTo(1);
            assertThat(ServerUnderTest.counter(ended, "pending")).isZero();
        }
        assertThat(bucket.objects("x").keySet()).hasSize(MANY_FRAMES).noneMatch(name -> name.startsWith(key));
    }

    /** It says that it has more segments than there can be; behind it is nothing but the end of the sequence. */
    private static void breakLastFrame(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int lastFragment = bytes.length - 8 - LENGTH_OF_FRAGMENT;
        assertThat(bytes[lastFragment]).isOne();
        bytes[lastFragment] = 99;
        Files.write(file, bytes);
    }
}
