package org.dicomcaravan.destination.duckdb;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.destination.rows.Shard;
import org.dicomcaravan.table.TableSchema;

/** Rows as files of Parquet, with the columns and types of a table. They are written one after the other. Thread-safe. */
public final class ParquetFiles {

    /** A group is in memory as a whole, and in scratch space where that is too much. */
    private static final int ROWS_A_GROUP = 10_000;

    /** Rows are put together here, beyond memory, before they are written in one go. */
    private static final String ROWS = SqlType.name(DuckFiles.OPEN) + ".main.\"rows\"";

    private final DuckSession session;
    private final Turn writing = new Turn();

    /**
     * Writes them with so much memory, and beyond it a folder that is gone afterwards.
     *
     * @param mebibytes of memory
     */
    public ParquetFiles(Path scratch, long mebibytes) {
        this.session = new DuckSession(mebibytes, scratch.toAbsolutePath());
    }

    /**
     * Writes a file; one that is there already is overwritten.
     *
     * @param checkpoint is run now and then; what it throws ends the work
     * @return how many rows it has
     */
    public long write(TableSchema schema, List<Shard> shards, Path file, Runnable checkpoint)
            throws DestinationException {
        return writing.take(checkpoint::run, () -> written(schema, shards, file, checkpoint));
    }

    private long written(TableSchema schema, List<Shard> shards, Path file, Runnable checkpoint)
            throws DestinationException {
        try {
            return session.run((connection, scratch) -> {
                DuckFiles.open(connection, scratch.resolve("rows.duckdb"));
                try (Statement statement = connection.createStatement()) {
                    statement.execute("CREATE TABLE " + ROWS + " (" + SqlType.list(schema.columns()) + ")");
                    long rows = new RowsInsert(connection, ROWS, schema.columns(), scratch).run(shards, checkpoint);
                    Shard.requireAll(shards, rows, "the file of rows; export again");
                    return (long) statement.executeUpdate("COPY " + ROWS + " TO "
                            + SqlType.text(file.toAbsolutePath().toString())
                            + " (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE " + ROWS_A_GROUP + ")");
                }
            });
        } catch (SQLException e) {
            throw DuckErrors.of("the file of rows", "it", e);
        } catch (DestinationException e) {
            throw e;
        } catch (IOException e) {
            throw DuckErrors.of(e);
        }
    }
}
