package org.dicomcaravan.destination.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import org.dicomcaravan.destination.BatchKey;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.rpc.RpcCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An attempt that is cut short, in every order: nothing of it stays visible, and nothing is remembered of it. */
class UncommittedTest {
    private static final int FRAMES = StagedObjects.MOST_STAGED + 10;

    @TempDir
    Path data;

    private OpenBuckets open;

    @BeforeEach
    void open() throws IOException {
        open = OpenBuckets.in(data);
        open.put("kept/1.png", "of an earlier export");
    }

    @AfterEach
    void close() {
        open.close();
    }

    private void restart() throws IOException {
        open = open.reopened();
    }

    /** The first attempt at batch 1 of operation 7, in the middle of an instance of many frames. */
    private BatchKey inTheMiddle() throws IOException {
        BatchKey batch = open.begin(7, 1, 1);
        open.stageFrames(batch, "huge", FRAMES);
        assertThat(open.visible()).hasSizeGreaterThanOrEqualTo(StagedObjects.MOST_STAGED);
        assertThat(open.objects.unended()).containsExactly(7L);
        return batch;
    }

    private void assertNothingIsLeft() throws IOException {
        assertThat(open.visible()).containsExactly("kept/1.png");
        assertThat(open.bucket()).isDirectoryNotContaining("glob:**/huge");
        assertThat(open.stagedFiles()).isZero();
        assertThat(open.objects.unended()).isEmpty();
    }

    @Test
    void cancelled() throws IOException {
        open.objects.abandon(inTheMiddle());
        open.objects.end(7);
        assertNothingIsLeft();
    }

    @Test
    void endedWhileItRuns() throws IOException {
        inTheMiddle();
        open.objects.end(7);
        assertNothingIsLeft();
    }

    @Test
    void killedThenEnded() throws IOException {
        inTheMiddle();
        restart();
        open.objects.end(7);
        assertNothingIsLeft();
        open.objects.end(7);
        assertNothingIsLeft();
    }

    @Test
    void killedThenRedoneWithAFailure() throws IOException {
        inTheMiddle();
        restart();
        BatchKey again = open.begin(7, 1, 2);
        assertNothingIsLeft();
        open.stageFrames(again, "huge", 3);
        open.objects.discard(again, "huge");
        open.objects.commit(again);
        assertNothingIsLeft();
    }

    @Test
    void killedThenRedoneWithoutTheInstance() throws IOException {
        inTheMiddle();
        restart();
        open.objects.commit(open.begin(7, 1, 2));
        assertNothingIsLeft();
    }

    @Test
    void abandonedThenRedoneToTheEnd() throws IOException {
        open.objects.abandon(inTheMiddle());
        BatchKey again = open.begin(7, 1, 2);
        open.stageFrames(again, "huge", FRAMES);
        open.objects.commit(again);
        assertThat(open.visible()).hasSize(FRAMES + 1);
        assertThat(open.objects.unended()).isEmpty();
        open.objects.end(7);
        restart();
        open.objects.end(7);
        assertThat(open.visible()).hasSize(FRAMES + 1);
    }

    /** Its objects become visible one after the other, so that some are when it fails, and when it is killed. */
    @Test
    void failedInTheMiddleOfItsCommit() throws IOException {
        BatchKey batch = open.begin(7, 1, 1);
        open.stageFrames(batch, "huge", 5);
        open.stage(batch, "wrong", "huge/3.png/below", "x");
        assertThatThrownBy(() -> open.objects.commit(batch)).isInstanceOf(DestinationException.class);
        assertThat(open.visible()).contains("huge/1.png");
        open.objects.abandon(batch);
        restart();
        open.objects.end(7);
        assertNothingIsLeft();
    }

    @Test
    void theLeaseIsLostBeforeOrWhileItsObjectsBecomeVisible() throws IOException {
        for (int visible = 0; visible < 4; visible++) {
            int most = visible;
            BatchKey batch = new BatchKey(7, 1, 1 + visible);
            open.objects.begin(batch, () -> {
                if (countOf("huge") >= most) {
                    throw new IllegalStateException("the lease is lost");
                }
            });
            open.stageFrames(batch, "huge", 5);
            assertThatThrownBy(() -> open.objects.commit(batch)).hasMessage("the lease is lost");
            assertThatThrownBy(() -> open.objects.commit(batch))
                    .isInstanceOf(DestinationException.class)
                    .hasMessageContaining("the lease is lost");
            assertThatThrownBy(() -> open.stage(batch, "late", "late/1.png", "x"))
                    .hasMessageContaining("the lease is lost");
            assertThat(countOf("huge")).isEqualTo(most);
            open.objects.end(7);
            assertNothingIsLeft();
        }
    }

    private long countOf(String instance) {
        String[] names = open.bucket().resolve(instance).toFile().list();
        return names == null ? 0 : names.length;
    }

    @Test
    void onlyFilesThatItPlacedAreTakenBack() throws IOException {
        open.put("huge/1.png", "frame 1");
        inTheMiddle();
        Files.writeString(open.bucket().resolve("huge/2.png"), "somebody's own");
        Files.delete(open.bucket().resolve("huge/3.png"));
        Files.delete(open.bucket().resolve("huge/4.png"));
        Files.createSymbolicLink(open.bucket().resolve("huge/4.png"), data.resolve("objects.db"));
        restart();
        open.objects.end(7);
        assertThat(open.visible()).containsExactly("huge/2.png", "huge/4.png", "kept/1.png");
        assertThat(open.objects.unended()).isEmpty();
    }

    @Test
    void itsBucketIsGone() throws IOException {
        inTheMiddle();
        Files.move(open.bucket(), data.resolve("elsewhere"));
        open.objects.end(7);
        assertThat(open.objects.unended()).isEmpty();
    }

    /** A share that is not mounted; what is mounted there for a while is not it. */
    @Test
    void itsBucketIsALinkToWhatIsAwayForAWhile() throws IOException {
        Path share = Files.move(open.bucket(), data.resolve("share"));
        Files.createSymbolicLink(open.bucket(), share);
        open.stageFrames(open.begin(7, 1, 1), "huge", FRAMES);
        assertThat(share.resolve("huge")).isNotEmptyDirectory();
        Path away = Files.move(share, data.resolve("away"));
        assertThatThrownBy(() -> open.objects.end(7)).hasMessageContaining("is it mounted?");
        Files.createDirectory(share);
        assertThatThrownBy(() -> open.objects.end(7)).hasMessageContaining("is it mounted?");
        restart();
        assertThat(open.objects.unended()).containsExactly(7L);
        Files.delete(share);
        Files.move(away, share);
        open.objects.end(7);
        assertThat(share.resolve("huge")).doesNotExist();
        assertThat(share.resolve("kept/1.png")).exists();
        assertThat(open.objects.unended()).isEmpty();
    }

    /** The tables that the first version had, with an instance that was cancelled and left. */
    @Test
    void leftByTheFirstVersion() throws Exception {
        open.close();
        sql(
                "DROP TABLE early",
                "CREATE TABLE objects (bucket TEXT, name TEXT, size INTEGER, crc32c INTEGER, content_type TEXT,"
                        + " PRIMARY KEY (bucket, name)) WITHOUT ROWID",
                "INSERT INTO objects VALUES ('demo', 'huge/1.png', 1, 2, 'image/png')",
                "CREATE TABLE early (batch TEXT, instance TEXT, bucket TEXT, name TEXT,"
                        + " PRIMARY KEY (batch, instance, bucket, name)) WITHOUT ROWID",
                "INSERT INTO early VALUES ('1795909907047907000-12', 'huge', 'demo', 'huge/1.png')");
        open = OpenBuckets.in(data);
        open.put("huge/1.png", "partial");
        assertThat(open.objects.unended()).containsExactly(1795909907047907000L);
        open.begin(1795909907047907000L, 11, 1);
        assertThat(open.visible()).hasSize(2);
        open.begin(1795909907047907000L, 12, 2);
        assertNothingIsLeft();
        restart();
        assertThat(open.objects.unended()).isEmpty();
    }

    @Test
    void recordsThatAreDamagedAreRefused() throws IOException {
        inTheMiddle();
        open.close();
        Path records = data.resolve("objects.db");
        byte[] bytes = Files.readAllBytes(records);
        Arrays.fill(bytes, 4096, 8192, (byte) 0x55);
        Files.write(records, bytes);
        assertThatThrownBy(() -> OpenBuckets.in(data))
                .isInstanceOfSatisfying(
                        DestinationException.class, e -> assertThat(e.code()).isEqualTo(RpcCode.DATA_LOSS))
                .hasMessageContaining(records.toString())
                .hasMessageContaining("move it away");
        Files.delete(records);
        open = OpenBuckets.in(data);
    }

    /** SQLite ends the transaction by itself there, as on a full disk. */
    @Test
    void oneFailedWriteOfTheRecordsCostsOneBatch() throws Exception {
        sql("CREATE TRIGGER no BEFORE INSERT ON early BEGIN SELECT RAISE(ROLLBACK, 'no such luck'); END");
        BatchKey batch = open.begin(7, 1, 1);
        open.stageFrames(batch, "huge", 5);
        assertThatThrownBy(() -> open.objects.commit(batch))
                .isInstanceOfSatisfying(
                        DestinationException.class, e -> assertThat(e.code()).isEqualTo(RpcCode.INTERNAL))
                .hasMessageContaining("objects.db")
                .hasMessageContaining("no such luck");
        open.objects.end(7);
        assertNothingIsLeft();
        sql("DROP TRIGGER no");
        open.buckets.probe();
        BatchKey next = open.begin(8, 1, 1);
        open.stageFrames(next, "huge", 5);
        open.objects.commit(next);
        assertThat(open.visible()).hasSize(6);
    }

    private void sql(String... statements) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("objects.db"));
                var statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 10000");
            for (String one : statements) {
                statement.execute(one);
            }
        }
    }
}
