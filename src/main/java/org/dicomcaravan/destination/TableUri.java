package org.dicomcaravan.destination;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dicomcaravan.text.Quoted;

/**
 * A BigQuery table as a request names it, {@code bq://project.dataset.table}. The project may be of a domain, as in
 * {@code example.com:project}.
 */
public record TableUri(String project, String dataset, String table) {

    private static final int MAX_LENGTH = 2000;
    private static final int MAX_TABLE_BYTES = 1024;
    private static final Pattern SHAPE = Pattern.compile("bq://(.+)\\.([^.]+)\\.([^.]+)", Pattern.DOTALL);
    private static final Pattern PROJECT = Pattern.compile("([a-z0-9][a-z0-9.-]*:)?[a-zA-Z0-9][a-zA-Z0-9-]{0,62}");
    private static final Pattern DATASET = Pattern.compile("[A-Za-z0-9_]{1,1024}");
    /** Of BigQuery's own: letters, marks, numbers, connectors, dashes, spaces. */
    private static final Pattern TABLE = Pattern.compile("[\\p{L}\\p{M}\\p{N}\\p{Pc}\\p{Pd}\\p{Zs}]+");

    /**
     * Reads a table's URI.
     *
     * @throws IllegalArgumentException if it is none; the message says what was expected
     */
    public static TableUri parse(String uri) {
        if (uri.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "it has " + uri.length() + " characters, at most " + MAX_LENGTH + " may be");
        }
        Matcher parts = SHAPE.matcher(uri);
        if (!parts.matches()) {
            throw new IllegalArgumentException(Quoted.of(uri) + " is not of the form bq://PROJECT.DATASET.TABLE");
        }
        TableUri table = new TableUri(parts.group(1), parts.group(2), parts.group(3));
        require(PROJECT.matcher(table.project).matches(), table.project, "a project");
        require(DATASET.matcher(table.dataset).matches(), table.dataset, "a dataset: letters, digits and _");
        boolean fits = table.table.getBytes(StandardCharsets.UTF_8).length <= MAX_TABLE_BYTES;
        require(
                fits && TABLE.matcher(table.table).matches(),
                table.table,
                "a table: letters, marks, numbers, connectors, dashes and spaces, " + MAX_TABLE_BYTES
                        + " bytes at most");
        return table;
    }

    /** {@code bq://project.dataset.table}. */
    public String uri() {
        return "bq://" + project + "." + dataset + "." + table;
    }

    private static void require(boolean holds, String part, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(Quoted.of(part) + " in it can't be the name of " + expected);
        }
    }
}
