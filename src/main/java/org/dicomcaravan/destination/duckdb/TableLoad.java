package org.dicomcaravan.destination.duckdb;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.destination.TableStore.Load;
import org.dicomcaravan.destination.TableStore.Loaded;
import org.dicomcaravan.destination.WriteDisposition;
import org.dicomcaravan.destination.rows.Shard;
import org.dicomcaravan.table.Column;

/** A load into a table of a file that is open, in one transaction, which remembers it. For one thread. */
final class TableLoad {

    /** Largest line of rows, as BigQuery's own limit. */
    private static final long MOST_OF_A_ROW = 100_000_000;

    private static final long LEAST_OF_A_ROW = 1 << 20;
    private static final String OWN = SqlType.name(DuckFiles.OPEN) + "." + SqlType.name(Refusal.OWN);

    private final DuckTable table;
    private final Load load;

    TableLoad(DuckTable table, Load load) {
        this.table = table;
        this.load = load;
    }

    Loaded run() throws SQLException, DestinationException {
        table.connection().setAutoCommit(false);
        if (begin()) {
            Optional<DestinationException> refusal = Refusal.of(table, load.disposition());
            if (refusal.isPresent()) {
                throw refusal.get();
            }
            write();
        }
        Loaded loaded = new Loaded(table.rows(), table.types().size());
        table.connection().commit();
        return loaded;
    }

    /** Remembers the load, in the transaction that does it; false if it was done before. */
    private boolean begin() throws SQLException {
        table.execute("CREATE SCHEMA IF NOT EXISTS " + OWN);
        table.execute("CREATE TABLE IF NOT EXISTS " + OWN + ".loads (id VARCHAR PRIMARY KEY)");
        try (PreparedStatement insert = table.connection()
                .prepareStatement("INSERT INTO " + OWN + ".loads VALUES (?) ON CONFLICT DO NOTHING")) {
            insert.setString(1, load.id());
            return insert.executeUpdate() == 1;
        }
    }

    private void write() throws SQLException, DestinationException {
        List<Column> wanted = load.schema().columns();
        if (load.disposition() == WriteDisposition.APPEND && table.exists()) {
            for (String statement : Widening.of(table, wanted)) {
                table.execute(statement);
            }
            insert(table.columns(wanted));
            return;
        }
        table.execute("CREATE SCHEMA IF NOT EXISTS " + table.schema());
        table.execute("CREATE OR REPLACE TABLE " + table.name() + " (" + SqlType.list(wanted) + ")");
        insert(wanted);
    }

    /** Adds the rows of all shards; a column of the table that they don't have is NULL. */
    private void insert(List<Column> columns) throws SQLException {
        if (!load.shards().isEmpty()) {
            table.execute("INSERT INTO " + table.name() + " BY NAME SELECT * FROM " + rows(load.shards(), columns));
        }
    }

    /** Shards as a table of DuckDB. */
    static String rows(List<Shard> shards, List<Column> columns) {
        String files = shards.stream()
                .map(shard -> SqlType.text(shard.file().toString()))
                .collect(Collectors.joining(", ", "[", "]"));
        String types = columns.stream()
                .map(column -> SqlType.text(column.name()) + ": " + SqlType.text(SqlType.of(column)))
                .collect(Collectors.joining(", ", "{", "}"));
        return "read_json(" + files + ", format = 'newline_delimited', columns = " + types + ", maximum_object_size = "
                + longestRow(shards) + ")";
    }

    /** DuckDB keeps room for some rows of this size for each of its threads: no more than a row may have. */
    private static long longestRow(List<Shard> shards) {
        long longest = LEAST_OF_A_ROW;
        for (Shard shard : shards) {
            longest = Math.max(longest, shard.file().toFile().length());
        }
        return Math.min(longest, MOST_OF_A_ROW);
    }
}
