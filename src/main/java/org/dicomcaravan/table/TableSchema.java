package org.dicomcaravan.table;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * The columns of a table, in order: those of the elements, then the fixed ones. Immutable.
 *
 * @param columns all of them
 */
public record TableSchema(List<Column> columns) {

    public TableSchema {
        columns = List.copyOf(columns);
    }

    /**
     * The schema of instances.
     *
     * @param rows what each of them needs, see {@link InstanceRow#columns}
     * @param sourceStore whether a column names the store that a row is from
     */
    public static TableSchema of(Iterable<List<Column>> rows, boolean sourceStore) {
        List<Column> columns = new ArrayList<>(Column.merge(rows));
        if (columns.stream().noneMatch(column -> column.name().equals(FixedColumns.OTHER_ELEMENTS))) {
            columns.add(FixedColumns.OTHER);
        }
        columns.addAll(FixedColumns.last(sourceStore));
        return new TableSchema(columns);
    }

    /**
     * The schema of {@link MetadataRow}s, whatever the instances are.
     *
     * @param sourceStore whether a column names the store that a row is from
     */
    public static TableSchema ofMetadata(boolean sourceStore) {
        return new TableSchema(FixedColumns.ofMetadata(sourceStore));
    }

    /** As BigQuery's API has a schema: an array of {@code {name, type, mode, fields}}. */
    public ArrayNode toJson() {
        return json(columns);
    }

    private static ArrayNode json(List<Column> columns) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (Column column : columns) {
            ObjectNode node = array.addObject()
                    .put("name", column.name())
                    .put("type", column.type().name())
                    .put("mode", column.isRepeated() ? "REPEATED" : "NULLABLE");
            if (column.type() == ColumnType.RECORD) {
                node.set("fields", json(column.fields()));
            }
        }
        return array;
    }
}
