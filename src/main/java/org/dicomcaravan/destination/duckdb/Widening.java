package org.dicomcaravan.destination.duckdb;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.rpc.RpcCode;
import org.dicomcaravan.table.Column;
import org.dicomcaravan.table.ColumnType;

/** What a table has to get, so that rows fit it: columns and fields are added, and none is changed. */
final class Widening {
    private final String table;
    private final List<String> statements = new ArrayList<>();

    private Widening(String table) {
        this.table = table;
    }

    /**
     * The statements that widen a table.
     *
     * @param table its full name, quoted
     * @throws DestinationException if a column is there with another type
     */
    static List<String> of(String table, List<Column> there, List<Column> wanted) throws DestinationException {
        Widening widening = new Widening(table);
        widening.compare("", "", there, wanted);
        return widening.statements;
    }

    private void compare(String path, String shown, List<Column> there, List<Column> wanted)
            throws DestinationException {
        for (Column column : wanted) {
            String place = path + SqlType.name(column.name());
            Optional<Column> found =
                    there.stream().filter(it -> it.name().equals(column.name())).findFirst();
            if (found.isEmpty()) {
                statements.add("ALTER TABLE " + table + " ADD COLUMN " + place + " " + SqlType.of(column));
                continue;
            }
            requireSameType(shown + column.name(), found.get(), column);
            String inside = place + (column.isRepeated() ? ".element." : ".");
            compare(inside, shown + column.name() + ".", found.get().fields(), column.fields());
        }
    }

    private void requireSameType(String shown, Column there, Column wanted) throws DestinationException {
        if (there.type() != wanted.type() || there.isRepeated() != wanted.isRepeated()) {
            throw new DestinationException(
                    RpcCode.FAILED_PRECONDITION,
                    "column " + shown + " of table " + table + " is " + words(there)
                            + ", and the rows to be added have " + words(wanted) + " there; export to another table");
        }
    }

    private static String words(Column column) {
        ColumnType type = column.type();
        return type + (column.isRepeated() ? " REPEATED" : "");
    }
}
