package org.dicomcaravan.destination.duckdb;

import java.nio.file.Path;
import java.util.Optional;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.destination.TableStore;
import org.dicomcaravan.destination.TableUri;
import org.dicomcaravan.destination.WriteDisposition;

/**
 * Tables in files of DuckDB: a file a project, a schema a dataset. Loads are done one after the other, for the memory that
 * they need. Thread-safe.
 */
public final class DuckTables implements TableStore {

    private final DuckFiles files;
    private final Object loading = new Object();

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
                : files.with(table, (connection, scratch) -> Refusal.of(new DuckTable(connection, table), disposition));
    }

    @Override
    public Loaded load(Load load, Runnable checkpoint) throws DestinationException {
        synchronized (loading) {
            return files.with(
                    load.table(),
                    (connection, scratch) ->
                            new TableLoad(new DuckTable(connection, load.table()), load, scratch, checkpoint).run());
        }
    }
}
