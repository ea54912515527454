package org.dicomcaravan.table;

import java.util.ArrayList;
import java.util.List;

/** Columns that come from no element, and where columns stand. */
final class FixedColumns {

    static final String OTHER_ELEMENTS = "OtherElements";
    static final String DROPPED_TAGS = "DroppedTags";

    /** Standard elements come first, then sequences that the dictionary does not know, then what has no column. */
    private static final int UNKNOWN_SEQUENCES = 1;

    private static final int NO_COLUMN = 2;
    private static final int LAST = 3;

    static final Column OTHER = Column.records(
            place(NO_COLUMN, 0),
            OTHER_ELEMENTS,
            List.of(
                    Column.scalar(0, "Tag", ColumnType.STRING),
                    new Column(1, "Data", ColumnType.STRING, true, List.of())));

    private FixedColumns() {}

    /** The place of a standard element. */
    static long standard(int tag) {
        return place(0, tag);
    }

    /** The place of a sequence that is private, or that the dictionary does not know. */
    static long unknownSequence(int tag) {
        return place(UNKNOWN_SEQUENCES, tag);
    }

    private static long place(int part, int tag) {
        return (long) part << 32 | Integer.toUnsignedLong(tag);
    }

    /** A table of metadata in one column, in the order that Google documents. */
    static List<Column> ofMetadata(boolean sourceStore) {
        List<Column> columns = new ArrayList<>();
        for (String uid : List.of("StudyInstanceUID", "SeriesInstanceUID", "SOPInstanceUID")) {
            columns.add(Column.scalar(columns.size(), uid, ColumnType.STRING));
        }
        if (sourceStore) {
            columns.add(Column.scalar(columns.size(), "SourceDicomStore", ColumnType.STRING));
        }
        columns.add(Column.scalar(columns.size(), "Metadata", ColumnType.JSON));
        columns.add(Column.scalar(columns.size(), "StructuredStorageSize", ColumnType.INTEGER));
        columns.add(new Column(columns.size(), DROPPED_TAGS, ColumnType.STRING, true, List.of()));
        columns.add(Column.scalar(columns.size(), "StorageClass", ColumnType.STRING));
        columns.add(Column.scalar(columns.size(), "LastUpdated", ColumnType.TIMESTAMP));
        columns.add(Column.scalar(columns.size(), "BlobStorageSize", ColumnType.INTEGER));
        columns.add(Column.scalar(columns.size(), "Type", ColumnType.STRING));
        return columns;
    }

    /** What a table has at its end. */
    static List<Column> last(boolean sourceStore) {
        List<Column> last = new ArrayList<>(List.of(
                Column.records(
                        place(LAST, 0),
                        DROPPED_TAGS,
                        List.of(
                                Column.scalar(0, "TagName", ColumnType.STRING),
                                Column.scalar(1, "TagReference", ColumnType.STRING))),
                Column.scalar(place(LAST, 1), "Type", ColumnType.STRING),
                Column.scalar(place(LAST, 2), "LastUpdated", ColumnType.TIMESTAMP),
                Column.scalar(place(LAST, 3), "StorageClass", ColumnType.STRING),
                Column.scalar(place(LAST, 4), "BlobStorageSize", ColumnType.INTEGER)));
        if (sourceStore) {
            last.add(Column.scalar(place(LAST, 5), "SourceDicomStore", ColumnType.STRING));
        }
        return last;
    }
}
