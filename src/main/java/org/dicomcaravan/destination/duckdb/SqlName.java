package org.dicomcaravan.destination.duckdb;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.dicomcaravan.destination.TableUri;

/** Names as people write them in SQL: in quotes only where DuckDB wants them. */
public final class SqlName {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /** What DuckDB reserves, of all words; behind a dot each may stand. */
    private static final Set<String> RESERVED =
            Set.of(("all analyse analyze and any array as asc asymmetric both case cast"
                            + " check collate column constraint create default deferrable desc describe distinct do else end except"
                            + " false fetch for foreign from group having in initially intersect into lambda lateral leading limit"
                            + " not null offset on only or order pivot pivot_longer pivot_wider placing primary qualify references"
                            + " returning select show some summarize symmetric table then to trailing true union unique unpivot"
                            + " using variadic when where window with")
                    .split(" "));

    private SqlName() {}

    /** A table as {@code project.dataset.table}. */
    public static String of(TableUri table) {
        return of(ProjectFiles.database(table.project()), table.dataset(), table.table());
    }

    static String of(String database, String schema, String table) {
        String first = RESERVED.contains(database.toLowerCase(Locale.ROOT)) ? SqlType.name(database) : part(database);
        return first + "." + part(schema) + "." + part(table);
    }

    private static String part(String name) {
        return PLAIN.matcher(name).matches() ? name : SqlType.name(name);
    }
}
