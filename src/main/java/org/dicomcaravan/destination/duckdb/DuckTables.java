package org.dicomcaravan.destination.duckdb;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.dicomcaravan.destination.DestinationAwayException;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.destination.TableStore;
import org.dicomcaravan.destination.TableUri;
import org.dicomcaravan.destination.WriteDisposition;

/**
 * Tables in files of DuckDB: a file a project, a schema a dataset. Loads are done one after the other, for the memory that
 * they need. Thread-safe.
 */
public final class DuckTables implements TableStore {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final DuckFiles files;
    private final Turn loading = new Turn();

    /**
     * Keeps tables in a folder, made with the first of them.
     *
     * @param mebibytes of memory that DuckDB may use for a load; beyond it, it uses a folder in this one
     */
    public DuckTables(Path root, long mebibytes) {
        this.files = new DuckFiles(root.toAbsolutePath(), mebibytes);
    }

    /** The folder of all tables, below a server's data. */
    public static Path root(Path data) {
        return data.resolve("bigquery");
    }

    /** The file that a table is in, below the folder of all. */
    public static Path file(Path root, TableUri table) {
        return ProjectFiles.file(root, table.project());
    }

    @Override
    public Optional<DestinationException> refusal(TableUri table, WriteDisposition disposition)
            throws DestinationException {
        Optional<DestinationException> refusal = Refusal.of(table);
        return refusal.isPresent() || !files.exists(table)
                ? refusal
                : files.with(
                        table,
                        patience(table),
                        (connection, scratch) -> Refusal.of(new DuckTable(connection, table), disposition));
    }

    @Override
    public Optional<String> abandon(String id, TableUri table) {
        return Optional.empty(); // a load is done here, or not at all
    }

    @Override
    public Loaded load(Load load, Runnable checkpoint) throws DestinationException {
        return loading.take(
                checkpoint::run,
                () -> files.with(
                        load.table(),
                        checkpoint::run,
                        (connection, scratch) -> new TableLoad(
                                        new DuckTable(connection, load.table()), load, scratch, checkpoint)
                                .run()));
    }

    /** Who asks for a table waits while another export loads one of its project, but not for long. */
    private static Turn.Checkpoint patience(TableUri table) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        return () -> {
            if (System.nanoTime() - end > 0) {
                throw new DestinationAwayException(
                        "the database of project " + table.project() + " is written by another export", null);
            }
        };
    }
}
