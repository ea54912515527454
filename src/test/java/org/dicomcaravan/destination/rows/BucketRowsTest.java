package org.dicomcaravan.destination.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.dicomcaravan.destination.rows.EmulatedRows.AGAIN;
import static org.dicomcaravan.destination.rows.EmulatedRows.FIRST;
import static org.dicomcaravan.destination.rows.EmulatedRows.OPERATION;
import static org.dicomcaravan.destination.rows.EmulatedRows.SECOND;
import static org.dicomcaravan.destination.rows.EmulatedRows.begin;
import static org.dicomcaravan.destination.rows.EmulatedRows.instances;
import static org.dicomcaravan.destination.rows.EmulatedRows.longRow;
import static org.dicomcaravan.destination.rows.EmulatedRows.make;
import static org.dicomcaravan.destination.rows.EmulatedRows.row;

import com.google.cloud.storage.BlobInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.dicomcaravan.destination.BatchKey;
import org.dicomcaravan.destination.BatchOverException;
import org.dicomcaravan.dicom.Tag;
import org.dicomcaravan.table.Column;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Rows that several machines make of one operation, in an emulator of Cloud Storage. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
@org.junit.jupiter.api.Tag("environment")
class BucketRowsTest {
    @TempDir
    Path folder;

    private EmulatedRows emulated;
    private BatchRows one;
    private BatchRows other;
    private BatchRows third;

    @BeforeEach
    void start() throws IOException {
        emulated = EmulatedRows.start(folder);
        one = emulated.node("one");
        other = emulated.node("other");
        third = emulated.node("third");
    }

    @AfterEach
    void stop() throws IOException {
        if (emulated != null) {
            emulated.close();
        }
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
        assertThat(emulated.objects()).containsExactly("under/way/7/1-1.ndjson", "under/way/7/12-1.ndjson");
        assertThatExceptionOfType(BatchOverException.class).isThrownBy(() -> one.commit(FIRST));
        assertThat(folder.resolve("one/7")).isEmptyDirectory();
    }

    /** The operation's end waited for BigQuery, say. */
    @Test
    void whatWasBroughtHereIsNotBroughtAgain() throws Exception {
        make(one, FIRST, "1.1");
        make(one, SECOND, "1.2");
        instances(third);
        int before = emulated.proxy().requests();
        assertThat(instances(third)).containsExactly("1.1", "1.2");
        assertThat(emulated.proxy().requests()).as("a listing").isEqualTo(before + 1);
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
        assertThat(emulated.objects()).isEmpty();
        assertThat(one.unended()).isEmpty();
    }

    @Test
    void nothingStaysOfAnOperationThatEnds() throws Exception {
        make(one, FIRST, "1.1");
        make(other, SECOND, "1.2");
        make(one, new BatchKey(8, 1, 1), "1.3");
        emulated.cloud()
                .client()
                .create(BlobInfo.newBuilder(emulated.bucket(), "under/way/7/of-another")
                        .build());
        begin(other, new BatchKey(OPERATION, 13, 1));
        other.add(new BatchKey(OPERATION, 13, 1), "c", row("1.4"));
        instances(third);
        assertThat(other.unended()).containsExactly(7L, 8L);
        third.end(OPERATION);
        other.end(OPERATION);
        third.end(OPERATION);
        assertThat(emulated.objects()).containsExactly("under/way/7/of-another", "under/way/8/1-1.ndjson");
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
        assertThat(emulated.objects()).isEmpty();
    }

    @Test
    void rowsOfAnyLengthComeAsTheyWere() throws Exception {
        List<String> uids =
                IntStream.rangeClosed(1, 600).mapToObj(i -> "1." + i).toList();
        begin(one, FIRST);
        for (String uid : uids) {
            one.add(FIRST, uid, longRow(uid));
        }
        one.commit(FIRST);
        assertThat(instances(third)).isEqualTo(uids);
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
        assertThat(emulated.objects()).isEmpty();
    }
}
