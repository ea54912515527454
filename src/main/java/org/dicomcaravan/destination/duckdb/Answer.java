package org.dicomcaravan.destination.duckdb;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The rows that answer a query, one after the other as DuckDB finds them. For one thread. */
public final class Answer {
    private final ResultSet rows;
    private final List<String> columns = new ArrayList<>();

    Answer(ResultSet rows) throws SQLException {
        this.rows = rows;
        ResultSetMetaData all = rows.getMetaData();
        for (int i = 1; i <= all.getColumnCount(); i++) {
            columns.add(all.getColumnLabel(i));
        }
    }

    /** The names of the columns; two may be the same. */
    public List<String> columns() {
        return List.copyOf(columns);
    }

    /** Goes on to the next row; false behind the last one. */
    public boolean next() throws QueryException {
        try {
            return rows.next();
        } catch (SQLException e) {
            throw new QueryException(e);
        }
    }

    /** The values of this row, a column each. */
    public List<JsonNode> values() throws QueryException {
        List<JsonNode> values = new ArrayList<>();
        try {
            for (int i = 1; i <= columns.size(); i++) {
                values.add(SqlValue.json(rows.getObject(i)));
            }
        } catch (SQLException e) {
            throw new QueryException(e);
        }
        return values;
    }
}
