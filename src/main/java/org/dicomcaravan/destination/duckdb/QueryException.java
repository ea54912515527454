package org.dicomcaravan.destination.duckdb;

import java.io.IOException;
import java.sql.SQLException;

/** A query that has no answer; the message is for whoever asked. */
public final class QueryException extends IOException {
    private static final long serialVersionUID = 1;

    /**
     * Of a query that can't be asked.
     *
     * @param message for whoever asked
     */
    public QueryException(String message) {
        super(message);
    }

    /** What DuckDB says, with the place in the query where it knows one. */
    QueryException(SQLException cause) {
        super(cause.getMessage(), cause);
    }
}
