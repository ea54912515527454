package org.dicomcaravan.destination.rows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.dicomcaravan.table.Column;

/**
 * What is known of a batch without its rows.
 *
 * @param rows how many
 * @param columns that they need
 */
record Needs(long rows, List<Column> columns) {
    private static final ObjectMapper JSON = new ObjectMapper();

    Needs {
        columns = List.copyOf(columns);
    }

    /** Of what was written so far. */
    static Needs of(ShardWriter writer) {
        return new Needs(writer.rows(), writer.columns());
    }

    /**
     * Reads {@link #toJson}.
     *
     * @throws IOException if it is anything else
     */
    static Needs fromJson(byte[] json) throws IOException {
        Needs needs = JSON.readValue(json, Needs.class);
        if (needs == null) {
            throw new IOException("null says nothing of rows");
        }
        return needs;
    }

    /** In one line, without its end. */
    byte[] toJson() {
        try {
            return JSON.writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("columns are plain data", e);
        }
    }
}
