package org.dicomcaravan.destination.duckdb;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.destination.TableUri;
import org.dicomcaravan.destination.WriteDisposition;
import org.dicomcaravan.rpc.RpcCode;

/** Why a table is not written: by its name alone, or by what is there already. */
final class Refusal {

    /** The schema in which a file remembers its loads. */
    static final String OWN = "_caravan";

    private static final Set<String> RESERVED = Set.of("information_schema", "pg_catalog", OWN);

    private Refusal() {}

    /** Names that no table of a file of DuckDB can have. */
    static Optional<DestinationException> of(TableUri table) {
        return RESERVED.contains(table.dataset().toLowerCase(Locale.ROOT))
                ? Optional.of(new DestinationException(
                        RpcCode.INVALID_ARGUMENT,
                        "dataset " + table.dataset() + " of table " + table.uri()
                                + " is a name that the database keeps for itself; use another"))
                : Optional.empty();
    }

    /** What is there as the disposition does not want it, or would be taken for the table. */
    static Optional<DestinationException> of(DuckTable table, WriteDisposition disposition) throws SQLException {
        Optional<DestinationException> alike = alike(table);
        if (alike.isPresent()) {
            return alike;
        }
        if (table.isView()) {
            return Optional.of(new DestinationException(
                    RpcCode.FAILED_PRECONDITION,
                    table.uri().uri() + " is a view, which can't be written; remove it, or name another table"));
        }
        return table.exists() ? disposition.refusal(table.uri(), table.rows() == 0) : Optional.empty();
    }

    /** BigQuery tells names by case, DuckDB does not. */
    private static Optional<DestinationException> alike(DuckTable table) throws SQLException {
        try (PreparedStatement query = table.connection()
                .prepareStatement("SELECT schema_name, NULL FROM duckdb_schemas() WHERE database_name = ?"
                        + " UNION ALL SELECT schema_name, table_name FROM duckdb_tables() WHERE database_name = ?"
                        + " UNION ALL SELECT schema_name, view_name FROM duckdb_views() WHERE database_name = ?")) {
            for (int i = 1; i <= 3; i++) {
                query.setString(i, DuckFiles.OPEN);
            }
            try (ResultSet found = query.executeQuery()) {
                while (found.next()) {
                    if (isAlike(table.uri(), found.getString(1), found.getString(2))) {
                        return Optional.of(alike(table.uri(), found.getString(1), found.getString(2)));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isAlike(TableUri table, String dataset, String name) {
        if (!table.dataset().equals(dataset)) {
            return table.dataset().equalsIgnoreCase(dataset);
        }
        return name != null && !name.equals(table.table()) && name.equalsIgnoreCase(table.table());
    }

    private static DestinationException alike(TableUri table, String dataset, String name) {
        String there = name == null || !dataset.equals(table.dataset()) ? "dataset " + dataset : "table " + name;
        return new DestinationException(
                RpcCode.FAILED_PRECONDITION,
                "table " + table.uri() + " can't be told from " + there
                        + ", which is there already: DuckDB takes names that differ in case alone for one; use that"
                        + " name, or another");
    }
}
