package org.dicomcaravan.destination.duckdb;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.destination.TableStore.Load;
import org.dicomcaravan.destination.TableStore.Loaded;
import org.dicomcaravan.destination.WriteDisposition;
import org.dicomcaravan.table.Column;

/** A load into a table of a file that is open, in one transaction, which remembers it. For one thread. */
final class TableLoad {

    private static final String OWN = SqlType.name(DuckFiles.OPEN) + "." + SqlType.name(Refusal.OWN);

    private final DuckTable table;
    private final Load load;
    private final Path scratch;
    private final Runnable checkpoint;

    TableLoad(DuckTable table, Load load, Path scratch, Runnable checkpoint) {
        this.table = table;
        this.load = load;
        this.scratch = scratch;
        this.checkpoint = checkpoint;
    }

    Loaded run() throws SQLException, IOException {
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

    private void write() throws SQLException, IOException {
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
    private void insert(List<Column> columns) throws SQLException, IOException {
        load.requireAll(
                new RowsInsert(table.connection(), table.name(), columns, scratch).run(load.shards(), checkpoint));
    }
}
