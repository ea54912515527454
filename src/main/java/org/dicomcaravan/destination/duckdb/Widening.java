package org.dicomcaravan.destination.duckdb;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.rpc.RpcCode;
import org.dicomcaravan.table.Column;

/** What a table has to get, so that rows fit it: columns and fields are added, and none is changed. */
final class Widening {
    private final DuckTable table;
    private final List<String> statements = new ArrayList<>();

    private Widening(DuckTable table) {
        this.table = table;
    }

    /**
     * The statements that widen a table.
     *
     * @throws DestinationException if a column is there with another type
     */
    static List<String> of(DuckTable table, List<Column> wanted) throws SQLException, DestinationException {
        Widening widening = new Widening(table);
        widening.compare("", "", table.columns(wanted), wanted);
        return widening.statements;
    }

    private void compare(String path, String shown, List<Column> there, List<Column> wanted)
            throws DestinationException {
        for (Column column : wanted) {
            String place = path + SqlType.name(column.name());
            Optional<Column> found = there.stream()
                    .filter(it -> it.name().equalsIgnoreCase(column.name()))
                    .findFirst();
            if (found.isEmpty()) {
                statements.add("ALTER TABLE " + table.name() + " ADD COLUMN " + place + " " + SqlType.of(column));
                continue;
            }
            requireSame(shown, found.get(), column);
            String inside = place + (column.isRepeated() ? ".element." : ".");
            compare(inside, shown + column.name() + ".", found.get().fields(), column.fields());
        }
    }

    /** DuckDB takes names that differ in case alone for one, and JSON does not. */
    private void requireSame(String shown, Column there, Column wanted) throws DestinationException {
        if (there.type() != wanted.type()
                || there.isRepeated() != wanted.isRepeated()
                || !there.name().equals(wanted.name())) {
            throw new DestinationException(
                    RpcCode.FAILED_PRECONDITION,
                    "column " + shown + there.name() + " of table "
                            + table.uri().uri() + " is " + words(there)
                            + ", and the rows to be added have " + words(wanted) + " in " + shown + wanted.name()
                            + "; export to another table");
        }
    }

    /** The type of a column, and its mode. */
    static String words(Column column) {
        return column.type() + (column.isRepeated() ? " REPEATED" : "");
    }
}
