package org.dicomcaravan.destination.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.cloud.storage.Blob;
import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.BucketInfo;
import com.google.cloud.storage.Storage.BlobListOption;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.dicomcaravan.destination.BatchKey;
import org.dicomcaravan.destination.BatchOverException;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.destination.ObjectPrefix;
import org.dicomcaravan.destination.google.GoogleShards;
import org.dicomcaravan.destination.google.GoogleStorage;
import org.dicomcaravan.dicom.Tag;
import org.dicomcaravan.google.CloudStorage;
import org.dicomcaravan.rpc.RpcCode;
import org.dicomcaravan.server.faults.Fault;
import org.dicomcaravan.server.faults.FaultProxy;
import org.dicomcaravan.table.Column;
import org.dicomcaravan.table.InstanceRow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Rows that several machines make of one operation, in an emulator of Cloud Storage. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
@org.junit.jupiter.api.Tag("environment")
class BucketRowsTest {
    private static final long OPERATION = 7;
    private static final BatchKey FIRST = new BatchKey(OPERATION, 1, 1);
    private static final BatchKey AGAIN = new BatchKey(OPERATION, 1, 2);
    private static final BatchKey SECOND = new BatchKey(OPERATION, 12, 1);

    @TempDir
    Path folder;

    private final String bucket = "rows-" + UUID.randomUUID();
    private FaultProxy proxy;
    private CloudStorage cloud;
    private BucketRows one;
    private BucketRows other;
    private BucketRows third;

    @BeforeEach
    void start() throws Exception {
        String endpoint = System.getenv("CARAVAN_GCS_ENDPOINT");
        assumeTrue(endpoint != null, "CARAVAN_GCS_ENDPOINT is not set: no Cloud Storage emulator to test with");
        proxy = FaultProxy.before(endpoint, 1);
        cloud = CloudStorage.connect(CloudStorage.Settings.of(Optional.of(proxy.endpoint())));
        cloud.client().create(BucketInfo.of(bucket));
        one = node("one");
        other = node("other");
        third = node("third");
    }

    @AfterEach
    void stop() throws Exception {
        if (proxy != null) {
            cloud.close();
            proxy.close();
        }
    }

    private BucketRows node(String name) throws IOException {
        GoogleStorage storage = new GoogleStorage(cloud, 8);
        ObjectPrefix prefix = ObjectPrefix.parse("gs://" + bucket + "/under/way");
        return BucketRows.open(folder.resolve(name), new GoogleShards(storage, prefix));
    }

    private static InstanceRow row(String uid) throws Exception {
        return SmallRows.row(uid, Tag.STUDY_ID, "x");
    }

    private static void make(BucketRows node, BatchKey batch, String... uids) throws Exception {
        begin(node, batch);
        for (String uid : uids) {
            node.add(batch, uid, row(uid));
        }
        node.commit(batch);
    }

    private static void begin(BucketRows node, BatchKey batch) {
        node.begin(batch, () -> {});
        node.expect(batch);
    }

    private static List<String> instances(BucketRows node) throws IOException {
        return SmallRows.instances(node.of(OPERATION, () -> {}));
    }

    private List<String> objects() {
        return cloud.client().list(bucket, BlobListOption.prefix("")).streamAll().map(Blob::getName).toList();
    }

    @Test
    void whatTwoMachinesMadeAThirdOneReads() throws Exception {
        make(other, SECOND, "1.3");
        assertThat(instances(third)).containsExactly("1.3");
        begin(one, FIRST);
        one.add(FIRST, "a", SmallRows.row("1.1", Tag.STUDY_ID, "x"));
        one.add(FIRST, "b", SmallRows.row("1.2", Tag.MANUFACTURER, "x"));
        one.add(FIRST, "c", SmallRows.row("1.4", Tag.STUDY_DESCRIPTION, "x"));
        one.discard(FIRST, "c");
        assertThat(instances(third)).containsExactly("1.3");
        one.commit(FIRST);
        assertThat(instances(third)).containsExactly("1.1", "1.2", "1.3");
        Shard first = third.of(OPERATION, () -> {}).get(0);
        assertThat(first.rows()).isEqualTo(2);
        assertThat(first.columns())
                .isEqualTo(Column.merge(List.of(
                        SmallRows.row("1.1", Tag.STUDY_ID, "x").columns(),
                        SmallRows.row("1.2", Tag.MANUFACTURER, "x").columns())));
        assertThat(objects()).containsExactly("under/way/7/1-1.ndjson", "under/way/7/12-1.ndjson");
        assertThatExceptionOfType(BatchOverException.class).isThrownBy(() -> one.commit(FIRST));
        assertThat(folder.resolve("one/7")).isEmptyDirectory();
    }

    /** The operation's end waited for BigQuery, say. */
    @Test
    void whatWasBroughtHereIsNotBroughtAgain() throws Exception {
        make(one, FIRST, "1.1");
        make(one, SECOND, "1.2");
        instances(third);
        int before = proxy.requests();
        assertThat(instances(third)).containsExactly("1.1", "1.2");
        assertThat(proxy.requests()).as("a listing").isEqualTo(before + 1);
    }

    /** The first machine died between its commit and its report; or it is in time for neither. */
    @Test
    void aBatchThatIsDoneAgainElsewhereIsThereOnce() throws Exception {
        make(one, FIRST, "1.1", "1.2");
        make(other, AGAIN, "1.1", "1.2");
        make(other, SECOND, "1.3");
        assertThat(instances(third)).containsExactly("1.1", "1.2", "1.3");
    }

    @Test
    void whatALateAttemptCommitsChangesNothing() throws Exception {
        begin(one, FIRST);
        one.add(FIRST, "a", row("1.1"));
        make(other, AGAIN, "1.1", "1.2");
        one.commit(FIRST); // it stood still since before the other began
        assertThat(instances(third)).containsExactly("1.1", "1.2");
    }

    /** Also where the later one has no rows. */
    @Test
    void norWhereTheLaterHasNoRows() throws Exception {
        begin(one, FIRST);
        one.add(FIRST, "a", row("1.1"));
        begin(other, AGAIN);
        other.add(AGAIN, "a", row("1.1"));
        other.discard(AGAIN, "a");
        other.commit(AGAIN);
        one.commit(FIRST);
        assertThat(instances(third)).isEmpty();
    }

    @Test
    void anExportOfObjectsLeavesNothing() throws Exception {
        one.begin(AGAIN, () -> {});
        one.commit(AGAIN);
        begin(one, SECOND);
        one.commit(SECOND);
        assertThat(objects()).isEmpty();
        assertThat(one.unended()).isEmpty();
    }

    @Test
    void nothingStaysOfAnOperationThatEnds() throws Exception {
        make(one, FIRST, "1.1");
        make(other, SECOND, "1.2");
        make(one, new BatchKey(8, 1, 1), "1.3");
        cloud.client().create(BlobInfo.newBuilder(bucket, "under/way/7/of-another").build());
        begin(other, new BatchKey(OPERATION, 13, 1));
        other.add(new BatchKey(OPERATION, 13, 1), "c", row("1.4"));
        instances(third);
        assertThat(other.unended()).containsExactly(7L, 8L);
        third.end(OPERATION);
        other.end(OPERATION);
        third.end(OPERATION);
        assertThat(objects()).containsExactly("under/way/7/of-another", "under/way/8/1-1.ndjson");
        assertThat(folder.resolve("third")).isEmptyDirectory();
        assertThat(folder.resolve("other")).isEmptyDirectory();
    }

    /** A machine that stood still until its operation was over. */
    @Test
    void whatIsCommittedAfterTheEndIsFoundAndRemoved() throws Exception {
        begin(one, FIRST);
        one.add(FIRST, "a", row("1.1"));
        other.end(OPERATION);
        assertThat(other.unended()).isEmpty();
        one.commit(FIRST);
        assertThat(other.unended()).containsExactly(OPERATION);
        other.end(OPERATION);
        assertThat(other.unended()).isEmpty();
        assertThat(objects()).isEmpty();
    }

    @Test
    void anUploadThatIsInterruptedLeavesNothing() throws Exception {
        one.begin(FIRST, () -> {
            if (proxy.faulty() > 0) {
                throw new CancellationException("cancelled");
            }
        });
        for (int i = 1; i <= 600; i++) { // some megabytes, which are sent in several requests
            one.add(FIRST, "i" + i, SmallRows.row("1." + i, Tag.STUDY_DESCRIPTION, "x".repeat(10_000)));
        }
        proxy.play((call, dice) -> call.isLastPart() ? Fault.hang() : Fault.NONE);
        assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> one.commit(FIRST));
        one.abandon(FIRST);
        assertThat(proxy.faulty()).isPositive();
        assertThat(objects()).isEmpty();
        assertThat(instances(third)).isEmpty();
        assertThat(folder.resolve("one/7")).isEmptyDirectory();
        proxy.play((call, dice) -> Fault.NONE);
        make(other, AGAIN, "1.1");
        assertThat(instances(third)).containsExactly("1.1");
    }

    @Test
    void rowsOfAnyLengthComeAsTheyWere() throws Exception {
        List<String> uids = IntStream.rangeClosed(1, 600).mapToObj(i -> "1." + i).toList();
        begin(one, FIRST);
        for (String uid : uids) {
            one.add(FIRST, uid, SmallRows.row(uid, Tag.STUDY_DESCRIPTION, "x".repeat(10_000)));
        }
        one.commit(FIRST);
        assertThat(instances(third)).isEqualTo(uids);
    }

    @Test
    void aBringingThatIsInterruptedGoesOnLater() throws Exception {
        make(one, FIRST, "1.1");
        make(one, SECOND, "1.2");
        assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> third.of(OPERATION, () -> {
            if (Files.exists(folder.resolve("third/7/1-1.ndjson"))) {
                throw new CancellationException("cancelled");
            }
        }));
        assertThat(instances(third)).containsExactly("1.1", "1.2");
    }

    /** More than a page of the list. */
    @Test
    void hundredsOfBatchesAreListedAndRemoved() throws Exception {
        List<String> uids = new ArrayList<>();
        for (int number = 1; number <= 300; number++) {
            make(one, new BatchKey(OPERATION, number, 1), "1." + number);
            uids.add("1." + number);
        }
        assertThat(instances(third)).isEqualTo(uids);
        third.end(OPERATION);
        assertThat(objects()).isEmpty();
    }

    @Test
    void whatSomebodyReplacedIsToldByItsName() {
        for (String content : new String[] {"", "null\n", "{\"rows\":1}\n", "x".repeat(100)}) {
            cloud.client()
                    .create(
                            BlobInfo.newBuilder(bucket, "under/way/7/1-1.ndjson").build(),
                            content.getBytes(StandardCharsets.UTF_8));
            assertThatExceptionOfType(DestinationException.class)
                    .isThrownBy(() -> third.of(OPERATION, () -> {}))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(RpcCode.DATA_LOSS))
                    .withMessageContaining("gs://" + bucket + "/under/way/7/1-1.ndjson");
        }
    }

    @Test
    void aBucketThatIsMissingIsNamedWithTheSetting() throws Exception {
        GoogleShards missing =
                new GoogleShards(new GoogleStorage(cloud, 8), ObjectPrefix.parse("gs://caravan-no-such-bucket"));
        BucketRows rows = BucketRows.open(folder.resolve("missing"), missing);
        begin(rows, FIRST);
        rows.add(FIRST, "a", row("1.1"));
        assertThatExceptionOfType(DestinationException.class)
                .isThrownBy(() -> rows.commit(FIRST))
                .satisfies(e -> assertThat(e.code()).isEqualTo(RpcCode.NOT_FOUND))
                .withMessageContaining("caravan-no-such-bucket")
                .withMessageContaining("caravan.rows");
        assertThatCode(() -> rows.end(OPERATION)).doesNotThrowAnyException();
    }
}
