package org.dicomcaravan.destination.duckdb;

import java.util.ArrayList;
import java.util.List;
import org.dicomcaravan.table.Column;
import org.dicomcaravan.table.ColumnType;

/** Reads DuckDB's words for types: {@code STRUCT(a VARCHAR, "b c" BIGINT[])[]}. For one thread. */
final class SqlColumns {
    private static final String STRUCT = "STRUCT(";
    private static final String LIST = "[]";

    private SqlColumns() {}

    /**
     * A column of a table.
     *
     * @param place where it stands in the table
     * @throws IllegalArgumentException if it has a type that no export gives
     */
    static Column column(int place, String name, String type) {
        boolean isRepeated = type.endsWith(LIST);
        String one = isRepeated ? type.substring(0, type.length() - LIST.length()) : type;
        if (one.startsWith(STRUCT) && one.endsWith(")")) {
            List<Column> fields = fields(one.substring(STRUCT.length(), one.length() - 1));
            return new Column(place, name, ColumnType.RECORD, isRepeated, fields);
        }
        return new Column(place, name, scalar(name, one), isRepeated, List.of());
    }

    private static ColumnType scalar(String name, String type) {
        return switch (type) {
            case "VARCHAR" -> ColumnType.STRING;
            case "BIGINT" -> ColumnType.INTEGER;
            case "DOUBLE" -> ColumnType.FLOAT;
            case "DATE" -> ColumnType.DATE;
            case "TIME" -> ColumnType.TIME;
            case "TIMESTAMP WITH TIME ZONE" -> ColumnType.TIMESTAMP;
            case "JSON" -> ColumnType.JSON;
            default ->
                throw new IllegalArgumentException("column " + name + " has type " + type + ", which no export writes");
        };
    }

    private static List<Column> fields(String text) {
        List<Column> fields = new ArrayList<>();
        int start = 0;
        int depth = 0;
        boolean quoted = false;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : ',';
            quoted ^= c == '"';
            depth += quoted ? 0 : c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ',' && depth == 0 && !quoted) {
                fields.add(field(fields.size(), text.substring(start, i).strip()));
                start = i + 1;
            }
        }
        return fields;
    }

    private static Column field(int place, String text) {
        boolean quoted = text.startsWith("\"");
        int end = quoted ? text.indexOf("\" ", 1) : text.indexOf(' ');
        String name = quoted ? text.substring(1, end).replace("\"\"", "\"") : text.substring(0, end);
        return column(place, name, text.substring(end + (quoted ? 2 : 1)).strip());
    }
}
