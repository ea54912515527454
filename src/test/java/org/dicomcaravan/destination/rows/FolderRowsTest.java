package org.dicomcaravan.destination.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.dicomcaravan.destination.BatchKey;
import org.dicomcaravan.destination.BatchOverException;
import org.dicomcaravan.dicom.Tag;
import org.dicomcaravan.table.Column;
import org.dicomcaravan.table.InstanceRow;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows are there by whole batches, whatever is given up, done again, or ends in between. */
class FolderRowsTest {

    private static final BatchKey FIRST = new BatchKey(7, 1, 1);
    private static final BatchKey AGAIN = new BatchKey(7, 1, 2);
    private static final BatchKey SECOND = new BatchKey(7, 12, 1);

    @TempDir
    Path folder;

    private BatchRows shards;

    @BeforeEach
    void open() throws IOException {
        shards = BatchRows.inFolder(folder.resolve("rows"));
    }

    private static InstanceRow row(String uid, int tag) throws Exception {
        return SmallRows.row(uid, tag, "x");
    }

    private List<String> instances() throws IOException {
        return SmallRows.instances(shards.of(7, () -> {}));
    }

    private void begin(BatchKey batch) throws IOException {
        shards.begin(batch, () -> {});
    }

    @Test
    void committedBatchesAreThereInOrderWithTheirColumns() throws Exception {
        begin(SECOND);
        begin(FIRST);
        shards.add(SECOND, "c", row("1.3", Tag.MANUFACTURER));
        shards.add(FIRST, "a", row("1.1", Tag.STUDY_ID));
        shards.add(FIRST, "b", row("1.2", Tag.STUDY_DESCRIPTION));
        assertThat(instances()).isEmpty();
        shards.commit(SECOND);
        assertThat(instances()).containsExactly("1.3");
        shards.commit(FIRST);
        assertThat(instances()).containsExactly("1.1", "1.2", "1.3");
        assertThat(shards.of(7, () -> {}).get(0).columns())
                .isEqualTo(Column.merge(List.of(
                        row("1.1", Tag.STUDY_ID).columns(),
                        row("1.2", Tag.STUDY_DESCRIPTION).columns())));
        assertThatExceptionOfType(BatchOverException.class).isThrownBy(() -> shards.commit(FIRST));
    }

    @Test
    void anInstanceThatFailsLeavesNeitherARowNorAColumn() throws Exception {
        begin(FIRST);
        shards.add(FIRST, "a", row("1.1", Tag.STUDY_ID));
        shards.add(FIRST, "b", row("1.2", Tag.MANUFACTURER));
        shards.discard(FIRST, "b");
        shards.discard(FIRST, "a");
        shards.add(FIRST, "c", row("1.3", Tag.STUDY_ID));
        shards.commit(FIRST);
        assertThat(instances()).containsExactly("1.1", "1.3");
        assertThat(shards.of(7, () -> {}).get(0).columns())
                .extracting(Column::name)
                .contains("StudyID")
                .doesNotContain("Manufacturer");
    }

    @Test
    void anInstanceThatIsSentTwiceHasOneRow() throws Exception {
        begin(FIRST);
        shards.add(FIRST, "a", row("1.1", Tag.STUDY_ID));
        shards.add(FIRST, "a", row("1.1", Tag.STUDY_ID));
        shards.commit(FIRST);
        assertThat(instances()).containsExactly("1.1");
    }

    @Test
    void whatIsGivenUpIsNotThere() throws Exception {
        begin(FIRST);
        shards.add(FIRST, "a", row("1.1", Tag.STUDY_ID));
        shards.abandon(FIRST);
        assertThat(instances()).isEmpty();
        assertThatExceptionOfType(BatchOverException.class)
                .isThrownBy(() -> shards.add(FIRST, "b", row("1.2", Tag.STUDY_ID)));
    }

    /** The process ended between its commit and its report, or somebody else has it now. */
    @Test
    void aBatchThatIsDoneAgainIsThereOnce() throws Exception {
        begin(FIRST);
        shards.add(FIRST, "a", row("1.1", Tag.STUDY_ID));
        shards.commit(FIRST);
        open();
        begin(AGAIN);
        assertThat(instances()).isEmpty();
        shards.add(AGAIN, "a", row("1.1", Tag.STUDY_ID));
        begin(new BatchKey(7, 1, 3));
        assertThatExceptionOfType(BatchOverException.class).isThrownBy(() -> shards.commit(AGAIN));
        shards.commit(new BatchKey(7, 1, 3));
        assertThat(instances()).isEmpty();
    }

    @Test
    void nothingStaysOfAnOperationThatEnds() throws Exception {
        begin(FIRST);
        shards.add(FIRST, "a", row("1.1", Tag.STUDY_ID));
        shards.commit(FIRST);
        begin(SECOND);
        shards.add(SECOND, "b", row("1.2", Tag.STUDY_ID));
        open(); // killed in between
        assertThat(shards.unended()).containsExactly(7L);
        shards.end(7);
        shards.end(7);
        assertThat(shards.unended()).isEmpty();
        assertThat(folder.resolve("rows")).isEmptyDirectory();
    }

    @Test
    void aBatchWithoutRowsLeavesNothing() throws Exception {
        begin(FIRST);
        shards.commit(FIRST);
        assertThat(shards.of(7, () -> {})).isEmpty();
        assertThat(folder.resolve("rows")).isEmptyDirectory();
    }
}
