package org.dicomcaravan.table;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.reading.DicomObject;

/**
 * The row of an instance, and the columns that it needs. Made from the headers of elements and the values that a table
 * holds: pixel data are not read. Immutable, as long as nobody writes to the row.
 *
 * @param row names of columns with what they hold; what is NULL or an empty array is not there
 * @param columns of the elements, in order; the fixed ones are not among them
 * @param droppedBytes how many bytes of values are left out, see the column {@code DroppedTags}
 */
public record InstanceRow(ObjectNode row, List<Column> columns, long droppedBytes) {

    public InstanceRow {
        columns = List.copyOf(columns);
    }

    /** Makes the row of an instance, whatever room it needs. */
    public static InstanceRow of(DicomObject instance, long size, Instant changed, Optional<String> sourceStore)
            throws IOException, DicomException {
        return of(instance, size, changed, sourceStore, RowRoom.unbounded());
    }

    /**
     * Makes the row of an instance.
     *
     * @param size of the stored file, in bytes
     * @param changed when it was last changed
     * @param sourceStore full name of its store, for tables that have a column for it
     * @param room for it
     * @throws DicomException beyond the limits on elements and items, or where there is no room; never for a value
     */
    public static InstanceRow of(
            DicomObject instance, long size, Instant changed, Optional<String> sourceStore, RowRoom room)
            throws IOException, DicomException {
        Dropped dropped = new Dropped();
        RecordBuilder builder = new RecordBuilder(Around.top(instance.dataSet(), room), dropped)
                .add(instance.fileMeta())
                .add(instance.dataSet());
        ObjectNode row = builder.record();
        if (!dropped.tags().isEmpty()) {
            row.set(FixedColumns.DROPPED_TAGS, dropped.tags());
        }
        row.put("Type", "CREATE")
                .put("LastUpdated", changed.truncatedTo(ChronoUnit.MICROS).toString())
                .put("StorageClass", "STANDARD")
                .put("BlobStorageSize", size);
        sourceStore.ifPresent(store -> row.put("SourceDicomStore", store));
        return new InstanceRow(row, builder.columns(), dropped.bytes());
    }
}
