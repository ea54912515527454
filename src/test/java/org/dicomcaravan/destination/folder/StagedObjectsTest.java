package org.dicomcaravan.destination.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.dicomcaravan.destination.BatchKey;
import org.dicomcaravan.destination.BatchOverException;
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

    private OpenBuckets open;
    private StagedObjects objects;

    @BeforeEach
    void open() throws IOException {
        open = OpenBuckets.in(data);
        objects = open.objects;
    }

    @AfterEach
    void close() {
        open.close();
    }

    @Test
    void showsABatchAtOnceAndOnlyWhatHeld() throws IOException {
        BatchKey first = open.begin(7, 1, 1);
        BatchKey second = open.begin(7, 2, 1);
        open.stage(first, "i1", "s/i1/1.png", "x");
        open.stage(first, "i2", "s/i2/1.png", "x");
        open.stage(first, "i2", "s/i2/2.png", "x");
        open.stage(second, "i3", "s/i3.png", "x");
        assertThat(open.visible()).isEmpty();
        objects.discard(first, "i2");
        objects.discard(first, "unknown");
        objects.commit(first);
        assertThat(open.visible()).containsExactly("s/i1/1.png");
        objects.abandon(second);
        assertThat(open.visible()).containsExactly("s/i1/1.png");
        assertThat(open.stagedFiles()).isZero();
    }

    @Test
    void storesNothingOfAnAttemptThatIsOverOrWasNeverBegun() throws IOException {
        BatchKey committed = open.begin(7, 1, 1);
        objects.commit(committed);
        assertOver(committed);
        BatchKey abandoned = open.begin(7, 2, 1);
        open.stage(abandoned, "i1", "x", "x");
        objects.abandon(abandoned);
        objects.abandon(abandoned);
        assertOver(abandoned);
        BatchKey late = open.begin(7, 3, 1);
        open.stage(late, "i1", "x", "x");
        BatchKey next = open.begin(7, 3, 2);
        assertOver(late);
        objects.abandon(late);
        BatchKey ended = open.begin(8, 1, 1);
        open.stage(ended, "i1", "x", "x");
        objects.end(8);
        assertOver(ended);
        assertOver(new BatchKey(9, 1, 1));
        assertThat(open.visible()).isEmpty();
        assertThat(open.stagedFiles()).isZero();
        open.stage(next, "i1", "x", "of the attempt that goes on");
        objects.commit(next);
        assertThat(open.visible()).containsExactly("x");
    }

    private void assertOver(BatchKey batch) {
        assertThatThrownBy(() -> open.stage(batch, "i1", "late", "x"))
                .isInstanceOf(BatchOverException.class)
                .hasMessageContaining("is over");
        assertThatThrownBy(() -> objects.discard(batch, "i1")).isInstanceOf(BatchOverException.class);
        assertThatThrownBy(() -> objects.commit(batch)).isInstanceOf(BatchOverException.class);
    }

    @Test
    void takesBackWhatBecameVisibleEarly() throws IOException {
        BatchKey batch = open.begin(7, 1, 1);
        open.stage(batch, "good", "good/1", "x");
        open.stageFrames(batch, "bad", StagedObjects.MOST_STAGED * 2 + 100);
        assertThat(open.visible()).hasSize(StagedObjects.MOST_STAGED * 2);
        objects.discard(batch, "bad");
        objects.commit(batch);
        assertThat(open.visible()).containsExactly("good/1");
        assertThat(open.bucket().resolve("bad")).doesNotExist();
        assertThat(objects.unended()).isEmpty();
    }

    @Test
    void leavesWhatAnEarlierBatchShowed() throws IOException {
        BatchKey first = open.begin(7, 1, 1);
        open.stage(first, "i1", "x", "first");
        objects.commit(first);
        BatchKey second = open.begin(7, 2, 1);
        open.stage(second, "i1", "x", "second");
        objects.discard(second, "i1");
        objects.commit(second);
        assertThat(open.bucket().resolve("x")).hasContent("first");
    }

    @Test
    void takesTheLastOfTwoObjectsOfOneName() throws IOException {
        BatchKey batch = open.begin(7, 1, 1);
        open.stage(batch, "i1", "x", "first");
        open.stage(batch, "i1", "x", "second");
        objects.commit(batch);
        assertThat(open.bucket().resolve("x")).hasContent("second");
        assertThat(open.stagedFiles()).isZero();
    }

    @Test
    void leavesNothingOfAContentThatBreaks() throws IOException {
        BatchKey batch = open.begin(7, 1, 1);
        InputStream breaking = new BreakingStream(1_000_000);
        assertThatThrownBy(() ->
                        objects.stage(batch, "i1", new ObjectName("demo", "x"), "", OptionalLong.empty(), breaking))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage(BreakingStream.MESSAGE);
        objects.commit(batch);
        assertThat(open.visible()).isEmpty();
        assertThat(open.stagedFiles()).isZero();
    }

    @Test
    void removesWhatADeadProcessLeftAndNothingElse() throws IOException {
        BatchKey batch = open.begin(7, 1, 1);
        open.stage(batch, "i1", "x", "of the living");
        Path dead = Files.createDirectories(data.resolve("staging/of-a-dead-process"));
        Files.writeString(dead.resolve("1"), "half an obj");
        Files.createFile(dead.resolve("lock"));
        try (StagedObjects second = StagedObjects.open(open.buckets)) {
            assertThat(second).isNotNull();
            assertThat(dead).doesNotExist();
        }
        objects.commit(batch);
        assertThat(open.visible()).containsExactly("x");
    }

    @Test
    void failsABatchWhoseObjectCannotBeForGoodAndLeavesNothingStaged() throws IOException {
        BatchKey batch = open.begin(7, 1, 1);
        open.stage(batch, "i1", "x", "object");
        open.stage(batch, "i2", "x/y", "below it");
        for (int again = 0; again < 2; again++) {
            assertThatThrownBy(() -> objects.commit(batch))
                    .isInstanceOfSatisfying(
                            DestinationException.class,
                            e -> assertThat(e.code()).isEqualTo(RpcCode.FAILED_PRECONDITION))
                    .hasMessageContaining("gs://demo/x/y");
        }
        assertThatThrownBy(() -> open.stage(batch, "i3", "z", "z")).isInstanceOf(DestinationException.class);
        assertThat(open.stagedFiles()).isZero();
        objects.end(7);
        assertThat(open.visible()).isEmpty();
    }

    @Test
    void manyThreadsWriteReplaceAndDeleteTheSameNames() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<Void>> done = new ArrayList<>();
        for (int thread = 0; thread < 8; thread++) {
            done.add(threads.submit(busy(thread)));
        }
        for (Future<Void> one : done) {
            one.get();
        }
        threads.shutdown();
        for (String name : open.visible()) {
            String content = Files.readString(open.bucket().resolve(name));
            assertThat(content).isEqualTo(content.substring(0, 1).repeat(10_000));
        }
        assertThat(open.stagedFiles()).isZero();
        assertThat(objects.unended()).isEmpty();
    }

    private Callable<Void> busy(long operation) {
        return () -> {
            for (int round = 0; round < 8; round++) {
                BatchKey batch = open.begin(operation, round, 1);
                for (int i : IntStream.range(0, 5).toArray()) {
                    open.stage(
                            batch,
                            "i" + i,
                            "d" + i % 2 + "/e/" + i,
                            Integer.toString(i).repeat(10_000));
                }
                objects.commit(batch);
                open.buckets.records().add(batch, List.of(early(round, 0), early(round, 1)));
                objects.end(operation);
            }
            return null;
        };
    }

    private static EarlyObject early(int round, int folder) {
        ObjectName name = new ObjectName("demo", "d" + folder + "/e/" + round % 5);
        return new EarlyObject("i", name, Optional.empty(), Optional.empty());
    }
}
