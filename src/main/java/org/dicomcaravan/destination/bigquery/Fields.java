package org.dicomcaravan.destination.bigquery;

import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.FieldList;
import com.google.cloud.bigquery.Schema;
import com.google.cloud.bigquery.StandardSQLTypeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.rpc.RpcCode;
import org.dicomcaravan.table.Column;
import org.dicomcaravan.table.ColumnType;

/** Columns in BigQuery's words. */
final class Fields {
    private final String table;

    private Fields(String table) {
        this.table = table;
    }

    /** The schema of a new table. */
    static Schema of(List<Column> columns) {
        return Schema.of(columns.stream().map(Fields::field).toList());
    }

    /**
     * What the schema of a table has to become, so that rows fit it: its own fields stay as and where they are, and those
     * that it lacks follow, at every level.
     *
     * @param table its URI
     * @throws DestinationException if a column is there with another type or mode
     */
    static Schema widened(String table, Schema there, List<Column> wanted) throws DestinationException {
        return Schema.of(new Fields(table).merge("", there.getFields(), wanted));
    }

    private List<Field> merge(String path, List<Field> there, List<Column> wanted) throws DestinationException {
        List<Field> merged = new ArrayList<>(there);
        for (Column column : wanted) {
            int place = place(there, column.name());
            if (place < 0) {
                merged.add(field(column));
            } else {
                merged.set(place, merge(path + column.name(), there.get(place), column));
            }
        }
        return merged;
    }

    private Field merge(String path, Field there, Column wanted) throws DestinationException {
        boolean isRepeated = there.getMode() == Field.Mode.REPEATED;
        if (there.getType().getStandardType() != type(wanted.type()) || isRepeated != wanted.isRepeated()) {
            throw new DestinationException(
                    RpcCode.FAILED_PRECONDITION,
                    "column " + path + " of table " + table + " is " + words(there) + ", and the rows to be added have "
                            + words(field(wanted)) + " there; export to another table");
        }
        if (wanted.type() != ColumnType.RECORD) {
            return there;
        }
        List<Field> fields = merge(path + ".", there.getSubFields(), wanted.fields());
        return there.toBuilder()
                .setType(StandardSQLTypeName.STRUCT, FieldList.of(fields))
                .build();
    }

    /** BigQuery takes names that differ in case only for the same. */
    private static int place(List<Field> there, String name) {
        for (int i = 0; i < there.size(); i++) {
            if (there.get(i).getName().equalsIgnoreCase(name)) {
                return i;
            }
        }
        return -1;
    }

    private static Field field(Column column) {
        Field.Builder field = column.type() == ColumnType.RECORD
                ? Field.newBuilder(
                        column.name(),
                        StandardSQLTypeName.STRUCT,
                        FieldList.of(column.fields().stream().map(Fields::field).toList()))
                : Field.newBuilder(column.name(), type(column.type()));
        return field.setMode(column.isRepeated() ? Field.Mode.REPEATED : Field.Mode.NULLABLE)
                .build();
    }

    private static StandardSQLTypeName type(ColumnType type) {
        return switch (type) {
            case STRING -> StandardSQLTypeName.STRING;
            case INTEGER -> StandardSQLTypeName.INT64;
            case FLOAT -> StandardSQLTypeName.FLOAT64;
            case DATE -> StandardSQLTypeName.DATE;
            case TIME -> StandardSQLTypeName.TIME;
            case TIMESTAMP -> StandardSQLTypeName.TIMESTAMP;
            case JSON -> StandardSQLTypeName.JSON;
            case RECORD -> StandardSQLTypeName.STRUCT;
        };
    }

    private static String words(Field field) {
        Field.Mode mode = Optional.ofNullable(field.getMode()).orElse(Field.Mode.NULLABLE);
        return field.getType().name() + (mode == Field.Mode.REPEATED ? " REPEATED" : "");
    }
}
