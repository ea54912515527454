package org.dicomcaravan.table;

import java.util.List;
import java.util.Optional;
import org.dicomcaravan.dicom.Dictionary;

/**
 * The column that a standard element has by the dictionary. Immutable.
 *
 * @param name the element's keyword
 * @param isName whether it holds names of persons, which are records of their own
 * @param isRepeated whether the element may have several values
 */
record ElementColumn(String name, ColumnType type, boolean isName, boolean isRepeated) {

    /** The column of an element; empty for what is binary. */
    static Optional<ElementColumn> of(Dictionary.Entry entry) {
        return ColumnType.of(entry)
                .map(type -> new ElementColumn(
                        entry.keyword(),
                        type,
                        entry.vr().equals("PN"),
                        !entry.vm().equals("1") || entry.isSequence()));
    }

    /** Whether the element is one of a repeating group, 50xx or 60xx (PS3.5 7.6): all groups share a column. */
    static boolean isOfRepeatingGroup(int tag) {
        int kind = tag >>> 24;
        return kind == 0x50 || kind == 0x60;
    }

    /** Whether items are its values. */
    boolean isSequence() {
        return type == ColumnType.RECORD && !isName;
    }

    Column column(int tag) {
        return new Column(FixedColumns.standard(tag), name, type, isRepeated, fields());
    }

    /** The column of all groups: entries of the group and what is there. */
    Column groups(int tag) {
        return Column.records(
                FixedColumns.standard(tag & 0xFF00FFFF),
                name,
                List.of(Column.scalar(0, "Id", ColumnType.STRING), new Column(1, "Value", type, isRepeated, fields())));
    }

    private List<Column> fields() {
        return isName ? PersonName.FIELDS : List.of();
    }
}
