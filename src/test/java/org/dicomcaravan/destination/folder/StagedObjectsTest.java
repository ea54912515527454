package org.dicomcaravan.destination.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dicomcaravan.destination.BreakingStream;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.destination.ObjectName;
import org.dicomcaravan.rpc.RpcCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagedObjectsTest {
    @TempDir
    Path data;

    private FolderBuckets buckets;
    private StagedObjects objects;

    @BeforeEach
    void open() throws IOException {
        buckets = FolderBuckets.open(data);
        objects = StagedObjects.open(buckets);
        Files.createDirectories(FolderBuckets.root(data).resolve("demo"));
    }

    @AfterEach
    void close() {
        objects.close();
        buckets.close();
    }

    private void stage(String batch, String instance, String name, String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        ObjectName object = new ObjectName("demo", name);
        objects.stage(
                batch, instance, object, "text/plain", OptionalLong.of(bytes.length), new ByteArrayInputStream(bytes));
    }

    private Set<String> visible() throws IOException {
        Path bucket = data.resolve("buckets/demo");
        try (var all = Files.walk(bucket)) {
            return all.filter(path -> !Files.isDirectory(path))
                    .map(path -> bucket.relativize(path).toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private long stagedFiles() throws IOException {
        try (var all = Files.walk(data.resolve("staging"))) {
            return all.filter(path -> path.getFileName().toString().matches("\\d+"))
                    .count();
        }
    }

    @Test
    void showsABatchAtOnceAndOnlyWhatHeld() throws IOException {
        stage("b1", "i1", "s/i1/1.png", "x");
        stage("b1", "i2", "s/i2/1.png", "x");
        stage("b1", "i2", "s/i2/2.png", "x");
        stage("b2", "i3", "s/i3.png", "x");
        assertThat(visible()).isEmpty();
        objects.discard("b1", "i2");
        objects.discard("b1", "unknown");
        objects.commit("b1");
        assertThat(visible()).containsExactly("s/i1/1.png");
        objects.abandon("b2");
        objects.commit("b2");
        assertThat(visible()).containsExactly("s/i1/1.png");
        assertThat(stagedFiles()).isZero();
    }

    @Test
    void takesBackWhatBecameVisibleEarly() throws IOException {
        stage("b1", "good", "good/1", "x");
        for (int frame = 1; frame <= StagedObjects.MOST_STAGED * 2 + 100; frame++) {
            stage("b1", "bad", "bad/" + frame + ".png", "x");
        }
        assertThat(visible()).hasSize(StagedObjects.MOST_STAGED * 2);
        objects.discard("b1", "bad");
        objects.commit("b1");
        assertThat(visible()).containsExactly("good/1");
        assertThat(data.resolve("buckets/demo/bad")).doesNotExist();
    }

    @Test
    void takesBackWhatBecameVisibleBeforeACrash() throws IOException {
        for (int frame = 1; frame <= StagedObjects.MOST_STAGED; frame++) {
            stage("b1", "bad", "bad/" + frame + ".png", "x");
        }
        assertThat(visible()).hasSize(StagedObjects.MOST_STAGED);
        close();
        open();
        stage("b1", "bad", "bad/1.png", "x");
        objects.discard("b1", "bad");
        objects.commit("b1");
        assertThat(visible()).isEmpty();
    }

    @Test
    void leavesWhatAnEarlierBatchShowed() throws IOException {
        stage("b1", "i1", "x", "first");
        objects.commit("b1");
        stage("b2", "i1", "x", "second");
        objects.discard("b2", "i1");
        objects.commit("b2");
        assertThat(data.resolve("buckets/demo/x")).hasContent("first");
    }

    @Test
    void takesTheLastOfTwoObjectsOfOneName() throws IOException {
        stage("b1", "i1", "x", "first");
        stage("b1", "i1", "x", "second");
        objects.commit("b1");
        assertThat(data.resolve("buckets/demo/x")).hasContent("second");
        assertThat(stagedFiles()).isZero();
    }

    @Test
    void leavesNothingOfAContentThatBreaks() throws IOException {
        InputStream breaking = new BreakingStream(1_000_000);
        assertThatThrownBy(() ->
                        objects.stage("b1", "i1", new ObjectName("demo", "x"), "", OptionalLong.empty(), breaking))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage(BreakingStream.MESSAGE);
        objects.commit("b1");
        assertThat(visible()).isEmpty();
        assertThat(stagedFiles()).isZero();
    }

    @Test
    void removesWhatADeadProcessLeftAndNothingElse() throws IOException {
        stage("b1", "i1", "x", "of the living");
        Path dead = Files.createDirectories(data.resolve("staging/of-a-dead-process"));
        Files.writeString(dead.resolve("1"), "half an obj");
        Files.createFile(dead.resolve("lock"));
        try (StagedObjects second = StagedObjects.open(buckets)) {
            assertThat(second).isNotNull();
            assertThat(dead).doesNotExist();
        }
        objects.commit("b1");
        assertThat(visible()).containsExactly("x");
    }

    @Test
    void failsABatchWhoseObjectCannotBeAndLeavesNothingStaged() throws IOException {
        stage("b1", "i1", "x", "object");
        stage("b1", "i2", "x/y", "below it");
        assertThatThrownBy(() -> objects.commit("b1"))
                .isInstanceOfSatisfying(
                        DestinationException.class, e -> assertThat(e.code()).isEqualTo(RpcCode.FAILED_PRECONDITION))
                .hasMessageContaining("gs://demo/x/y");
        assertThat(stagedFiles()).isZero();
    }

    @Test
    void manyThreadsWriteReplaceAndDeleteTheSameNames() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<Void>> done = new ArrayList<>();
        for (int thread = 0; thread < 8; thread++) {
            done.add(threads.submit(busy("t" + thread)));
        }
        for (Future<Void> one : done) {
            one.get();
        }
        threads.shutdown();
        for (String name : visible()) {
            String content = Files.readString(data.resolve("buckets/demo").resolve(name));
            assertThat(content).isEqualTo(content.substring(0, 1).repeat(10_000));
        }
        assertThat(stagedFiles()).isZero();
    }

    private Callable<Void> busy(String batch) {
        return () -> {
            for (int round = 0; round < 30; round++) {
                for (int i : IntStream.range(0, 5).toArray()) {
                    stage(
                            batch,
                            "i" + i,
                            "d" + i % 2 + "/e/" + i,
                            Integer.toString(i).repeat(10_000));
                }
                objects.commit(batch);
                buckets.remove(new ObjectName("demo", "d0/e/" + round % 5), new HashSet<>());
                buckets.remove(new ObjectName("demo", "d1/e/" + round % 5), new HashSet<>());
            }
            return null;
        };
    }
}
