package org.dicomcaravan.destination.duckdb;

import java.util.List;
import java.util.stream.Collectors;
import org.dicomcaravan.table.Column;

/** Columns in DuckDB's words. */
final class SqlType {
    private SqlType() {}

    /** The type of a column: records are STRUCTs, repeated ones lists. */
    static String of(Column column) {
        String type = switch (column.type()) {
            case STRING -> "VARCHAR";
            case INTEGER -> "BIGINT";
            case FLOAT -> "DOUBLE";
            case DATE -> "DATE";
            case TIME -> "TIME";
            case TIMESTAMP -> "TIMESTAMP WITH TIME ZONE";
            case JSON -> "JSON";
            case RECORD -> "STRUCT(" + list(column.fields()) + ")";
        };
        return column.isRepeated() ? type + "[]" : type;
    }

    /** Names and types, with commas between. */
    static String list(List<Column> columns) {
        return columns.stream()
                .map(column -> name(column.name()) + " " + of(column))
                .collect(Collectors.joining(", "));
    }

    /** A name in quotes, whatever it is. */
    static String name(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    /** A text in quotes. */
    static String text(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
