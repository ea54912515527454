package org.dicomcaravan.destination.duckdb;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.destination.TableUri;
import org.dicomcaravan.rpc.RpcCode;
import org.dicomcaravan.table.Column;

/** A table, or the place of one, in a file that is open. For one thread. */
final class DuckTable {

    private final Connection connection;
    private final TableUri uri;

    DuckTable(Connection connection, TableUri uri) {
        this.connection = connection;
        this.uri = uri;
    }

    TableUri uri() {
        return uri;
    }

    /** All three parts, quoted: a name of fewer could be that of something else. */
    String name() {
        return schema() + "." + SqlType.name(uri.table());
    }

    /** The dataset, quoted. */
    String schema() {
        return SqlType.name(DuckFiles.OPEN) + "." + SqlType.name(uri.dataset());
    }

    boolean exists() throws SQLException {
        return !types().isEmpty();
    }

    boolean isView() throws SQLException {
        return isThere("SELECT 1 FROM duckdb_views() WHERE database_name = ? AND schema_name = ? AND view_name = ?");
    }

    private boolean isThere(String sql) throws SQLException {
        try (PreparedStatement query = prepared(sql);
                ResultSet found = query.executeQuery()) {
            return found.next();
        }
    }

    private PreparedStatement prepared(String sql) throws SQLException {
        PreparedStatement query = connection.prepareStatement(sql);
        query.setString(1, DuckFiles.OPEN);
        query.setString(2, uri.dataset());
        query.setString(3, uri.table());
        return query;
    }

    /** Names of columns with their types, in order, in DuckDB's words. */
    Map<String, String> types() throws SQLException {
        Map<String, String> types = new LinkedHashMap<>();
        try (PreparedStatement query = prepared("SELECT column_name, data_type FROM duckdb_columns()"
                        + " WHERE database_name = ? AND schema_name = ? AND table_name = ? ORDER BY column_index");
                ResultSet found = query.executeQuery()) {
            while (found.next()) {
                types.put(found.getString(1), found.getString(2));
            }
        }
        return types;
    }

    /**
     * Those of its columns that rows have as well, whatever else it has.
     *
     * @throws DestinationException if one has a type that no export writes
     */
    List<Column> columns(List<Column> wanted) throws SQLException, DestinationException {
        List<Column> columns = new ArrayList<>();
        for (Map.Entry<String, String> there : types().entrySet()) {
            for (Column column : wanted) {
                if (column.name().equalsIgnoreCase(there.getKey())) {
                    columns.add(column(columns.size(), there, column));
                }
            }
        }
        return columns;
    }

    private Column column(int place, Map.Entry<String, String> there, Column wanted) throws DestinationException {
        try {
            return SqlColumns.column(place, there.getKey(), there.getValue());
        } catch (IllegalArgumentException e) {
            throw new DestinationException(
                    RpcCode.FAILED_PRECONDITION,
                    false,
                    "column " + there.getKey() + " of table " + uri.uri() + " is no column of an export ("
                            + e.getMessage()
                            + "), and the rows to be added have " + Widening.words(wanted)
                            + " there; export to another table",
                    e);
        }
    }

    long rows() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("SELECT count(*) FROM " + name())) {
            count.next();
            return count.getLong(1);
        }
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    Connection connection() {
        return connection;
    }
}
