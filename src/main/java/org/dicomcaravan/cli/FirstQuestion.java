package org.dicomcaravan.cli;

import java.util.Optional;
import org.dicomcaravan.destination.TableUri;
import org.dicomcaravan.destination.duckdb.SqlName;

/** What may be asked of a table that instances were exported to: one question that any of them answers. */
final class FirstQuestion {
    private static final String QUOTE = "\"";

    private FirstQuestion() {}

    /**
     * A command for the shell, where the table is in a data folder of this machine.
     *
     * @param flags that name the data folder, such as {@code --data there}
     */
    static String command(TableUri table, String flags) {
        String sql = sql(SqlName.of(table));
        String quote = sql.contains(QUOTE) ? "'" : QUOTE;
        return "caravan query " + quote + sql + quote + flags;
    }

    /** SQL that BigQuery reads as DuckDB does; empty where they quote the name in different ways. */
    static Optional<String> sql(TableUri table) {
        String name = SqlName.of(table);
        return name.contains(QUOTE) ? Optional.empty() : Optional.of(sql(name));
    }

    private static String sql(String name) {
        return "SELECT Modality, count(*) AS instances FROM " + name + " GROUP BY Modality";
    }
}
