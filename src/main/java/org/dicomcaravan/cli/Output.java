package org.dicomcaravan.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.PrintWriter;
import java.util.List;

/** What goes to standard output: JSON as the server gave it, and tables. */
final class Output {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectWriter PRETTY = JSON.writerWithDefaultPrettyPrinter();

    private Output() {}

    static void json(PrintWriter out, JsonNode json) throws JsonProcessingException {
        out.println(PRETTY.writeValueAsString(json));
        out.flush();
    }

    /** Records as JSON, by the names of their components. */
    static JsonNode tree(Object value) {
        return JSON.valueToTree(value);
    }

    /** Says of what a list is not, since that may not be listed. */
    static void leftOut(PrintWriter err, Listing listing, String what) {
        listing.refused()
                .forEach(dataset -> err.println("caravan: without the " + what + " of " + dataset
                        + ", for which the permission to list them is missing"));
        err.flush();
    }

    /** Rows in columns as wide as they need to be; the first row is the heading. */
    static void table(PrintWriter out, List<List<String>> rows) {
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], Width.of(row.get(i)));
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                String cell = row.get(i);
                line.append(cell).append(" ".repeat(widths[i] - Width.of(cell) + 2));
            }
            out.println(line.toString().stripTrailing());
        }
        out.flush();
    }
}
