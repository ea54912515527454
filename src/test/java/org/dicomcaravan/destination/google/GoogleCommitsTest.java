package org.dicomcaravan.destination.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.storage.BlobInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.dicomcaravan.database.sqlite.SqliteFile;
import org.dicomcaravan.destination.BatchKey;
import org.dicomcaravan.destination.BatchOverException;
import org.dicomcaravan.destination.ObjectHeaders;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the objects of batches, in an emulator of Cloud Storage. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
@Tag("environment")
class GoogleCommitsTest {
    private static final BatchKey BATCH = new BatchKey(1, 1, 1);

    private static EmulatedStorage emulated;

    @TempDir
    static Path folder;

    @BeforeAll
    static void start() throws Exception {
        emulated = EmulatedStorage.start(folder);
    }

    @AfterAll
    static void stop() throws Exception {
        if (emulated != null) {
            emulated.close();
        }
    }

    private static Exception send(String name, Object body, long length, Map<String, Object> more) {
        return emulated.send(emulated.bucket(), name, body, length, more);
    }

    @Test
    void takesBackWhatAnInstanceSent() throws Exception {
        emulated.commits().begin(BATCH, () -> {});
        for (int frame = 1; frame <= 12; frame++) {
            assertThat(send("f/1.2/" + frame + ".png", "x", 1, instance("i1"))).isNull();
        }
        assertThat(send("f/5.png", "x", 1, instance("i1"))).isNull();
        assertThat(send("f/6.png", "x", 1, instance("i2"))).isNull();
        assertThat(send("f/1.2/13.png", "x", 1, instance("i2"))).isNull();
        emulated.commits().discard(BATCH, "i1");
        assertThat(emulated.names("f/")).containsExactly("f/1.2/13.png", "f/6.png");
        emulated.commits().commit(BATCH);
        assertThatThrownBy(() -> emulated.commits().discard(BATCH, "i2")).isInstanceOf(BatchOverException.class);
        assertThat(emulated.blob("f/6.png")).isNotNull();
    }

    /** Whatever attempt sent it, and whenever. */
    @Test
    void takesBackWhatWasSentForABatchThatIsNotCommitted() throws Exception {
        BatchKey first = new BatchKey(2, 1, 1);
        BatchKey second = new BatchKey(2, 1, 2);
        BatchKey committed = new BatchKey(2, 2, 1);
        emulated.commits().begin(committed, () -> {});
        send("e/kept.png", "x", 1, instance(committed, "i1"));
        emulated.commits().commit(committed);
        emulated.commits().begin(first, () -> {});
        send("e/first.png", "x", 1, instance(first, "i1"));
        send("e/failing.png", "x", 1, instance(first, "i2"));
        emulated.commits().abandon(first);
        assertThat(send("e/late.png", "x", 1, instance(first, "i1"))).isInstanceOf(BatchOverException.class);
        assertThatThrownBy(() -> emulated.commits().discard(first, "i1")).isInstanceOf(BatchOverException.class);
        emulated.commits().begin(second, () -> {});
        assertThatThrownBy(() -> emulated.commits().commit(first)).isInstanceOf(BatchOverException.class);
        emulated.commits().discard(second, "i2");
        assertThat(emulated.blob("e/failing.png")).isNull();
        assertThat(emulated.blob("e/first.png")).isNotNull();
        emulated.commits().end(2);
        assertThat(emulated.names("e/")).containsExactly("e/kept.png");
        assertThatThrownBy(() -> emulated.commits().commit(second)).isInstanceOf(BatchOverException.class);
    }

    /** As after a kill: what was sent is known from the record and from the objects themselves. */
    @Test
    void takesBackWhatAnotherProcessSent() throws Exception {
        BatchKey first = new BatchKey(3, 1, 1);
        BatchKey second = new BatchKey(3, 1, 2);
        emulated.commits().begin(first, () -> {});
        for (int frame = 1; frame <= 3; frame++) {
            send("k/1.2/" + frame + ".png", "x" + frame, 2, instance(first, "i1"));
            send("k/1.3/" + frame + ".png", "x" + frame, 2, instance(first, "i2"));
        }
        emulated.client()
                .create(BlobInfo.newBuilder(emulated.bucket(), "k/1.2/4.png").build(), new byte[1]); // somebody else's
        emulated.client()
                .create(BlobInfo.newBuilder(emulated.bucket(), "k/1.2/3.png").build(), new byte[1]);
        Files.copy(folder.resolve("sent.db"), folder.resolve("next.db"));
        Files.copy(folder.resolve("sent.db-wal"), folder.resolve("next.db-wal"));
        try (GoogleCommits next = GoogleCommits.open(
                emulated.storage(), SentRecord.ofOne(new SqliteFile(folder.resolve("next.db"))), Duration.ZERO)) {
            assertThat(next.unended()).contains(3L);
            next.begin(second, () -> {});
            next.discard(second, "i1");
            assertThat(emulated.names("k/"))
                    .containsExactly("k/1.2/3.png", "k/1.2/4.png", "k/1.3/1.png", "k/1.3/2.png", "k/1.3/3.png");
            next.end(3);
            assertThat(next.unended()).doesNotContain(3L);
            assertThat(emulated.names("k/")).containsExactly("k/1.2/3.png", "k/1.2/4.png");
        }
        emulated.commits().end(3);
    }

    /** The names of an instance may be others at the next attempt, where a route was changed in between. */
    @Test
    void takesBackAtTheEndWhatOnlyEarlierAttemptsSent() throws Exception {
        BatchKey first = new BatchKey(4, 1, 1);
        BatchKey second = new BatchKey(4, 1, 2);
        emulated.commits().begin(first, () -> {});
        send("m/old.png", "x", 1, instance(first, "i1"));
        send("m/same.png", "x", 1, instance(first, "i2"));
        emulated.commits().begin(second, () -> {});
        send("m/new.png", "x", 1, instance(second, "i1"));
        send("m/same.png", "x", 1, instance(second, "i2"));
        emulated.commits().commit(second);
        assertThat(emulated.names("m/")).containsExactly("m/new.png", "m/same.png");
    }

    /** What an earlier export left is the same, so it stays: also when the instance fails. */
    @Test
    void leavesWhatWasThereBefore() throws Exception {
        BatchKey batch = new BatchKey(5, 1, 1);
        send("n/1.png", "x", 1, Map.of());
        emulated.commits().begin(batch, () -> {});
        send("n/1.png", "x", 1, instance(batch, "i1"));
        send("n/2.png", "x", 1, instance(batch, "i1"));
        emulated.commits().discard(batch, "i1");
        assertThat(emulated.blob("n/1.png")).isNotNull();
        assertThat(emulated.blob("n/2.png")).isNull();
    }

    /** A kill between the end of a batch and its report: the batch is done again, and its instance fails this time. */
    @Test
    void takesBackWhatWasCommittedButNotCounted() throws Exception {
        BatchKey first = new BatchKey(6, 1, 1);
        BatchKey second = new BatchKey(6, 1, 2);
        commit(first, "q/1.2/1.png");
        emulated.commits().begin(second, () -> {});
        emulated.commits().discard(second, "i1");
        emulated.commits().commit(second);
        assertThat(emulated.names("q/")).isEmpty();
        BatchKey done = new BatchKey(7, 1, 1);
        commit(done, "q/1.3/1.png");
        emulated.commits().settle(done);
        emulated.commits().end(7);
        assertThat(emulated.names("q/")).containsExactly("q/1.3/1.png");
        commit(new BatchKey(8, 1, 1), "q/1.4/1.png"); // counted, but the process ended before this was noted
        emulated.commits().end(8);
        assertThat(emulated.names("q/")).containsExactly("q/1.3/1.png", "q/1.4/1.png");
    }

    private static void commit(BatchKey batch, String name) throws Exception {
        emulated.commits().begin(batch, () -> {});
        assertThat(send(name, "x", 1, instance(batch, "i1"))).isNull();
        emulated.commits().commit(batch);
    }

    /** Two operations send the same: what one of them reports as there must not go with the other. */
    @Test
    void leavesNothingToAnOperationThatMayTakeItBack() throws Exception {
        BatchKey one = new BatchKey(9, 1, 1);
        emulated.commits().begin(one, () -> {});
        assertThat(send("s/1.png", "x", 1, instance(one, "i1"))).isNull();
        commit(new BatchKey(10, 1, 1), "s/1.png");
        emulated.commits().end(9);
        assertThat(emulated.names("s/")).containsExactly("s/1.png");
    }

    /** Many objects of one instance go by hundreds. */
    @Test
    void takesBackManyFrames() throws Exception {
        BatchKey batch = new BatchKey(11, 1, 1);
        emulated.commits().begin(batch, () -> {});
        for (int frame = 1; frame <= 250; frame++) {
            assertThat(send("t/1.2/" + frame + ".png", "x", 1, instance(batch, "i1")))
                    .isNull();
        }
        emulated.commits().discard(batch, "i1");
        assertThat(emulated.names("t/")).isEmpty();
    }

    private static Map<String, Object> instance(String key) {
        return instance(BATCH, key);
    }

    private static Map<String, Object> instance(BatchKey batch, String key) {
        return Map.of(ObjectHeaders.BATCH, batch.toString(), ObjectHeaders.INSTANCE, key);
    }
}
