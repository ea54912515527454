package org.dicomcaravan.table;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A column of a table, or a field of a record. Immutable.
 *
 * @param place where it stands among its neighbours: columns are in ascending order of it
 * @param name keyword of the element (PS3.6), {@code Tag_GGGGEEEE}, or one of the fixed names
 * @param isRepeated whether its mode is REPEATED, else NULLABLE
 * @param fields of a RECORD, in order; else none
 */
public record Column(long place, String name, ColumnType type, boolean isRepeated, List<Column> fields) {

    /** Columns in the order of a table. */
    static final Comparator<Column> IN_ORDER = Comparator.comparingLong(Column::place);

    public Column {
        fields = List.copyOf(fields);
    }

    /** A column without fields, NULLABLE. */
    static Column scalar(long place, String name, ColumnType type) {
        return new Column(place, name, type, false, List.of());
    }

    /** A column of records, REPEATED. */
    static Column records(long place, String name, Collection<Column> fields) {
        return new Column(place, name, ColumnType.RECORD, true, List.copyOf(fields));
    }

    /** The columns of several records as one list: each once, in order, its fields merged in the same way. */
    public static List<Column> merge(Iterable<? extends Collection<Column>> records) {
        Map<String, Column> found = new LinkedHashMap<>();
        for (Collection<Column> columns : records) {
            columns.forEach(column -> found.merge(column.name, column, Column::with));
        }
        return found.values().stream().sorted(IN_ORDER).toList();
    }

    /** Whether some columns are among others, with all of their fields; both in order. */
    public static boolean covers(List<Column> all, List<Column> some) {
        int at = 0;
        for (Column column : some) {
            while (at < all.size() && all.get(at).place < column.place) {
                at++;
            }
            if (at == all.size() || !all.get(at).covers(column)) {
                return false;
            }
        }
        return true;
    }

    private boolean covers(Column other) {
        return name.equals(other.name) && covers(fields, other.fields);
    }

    private Column with(Column other) {
        return other.fields.equals(fields)
                ? this
                : new Column(place, name, type, isRepeated, merge(List.of(fields, other.fields)));
    }
}
