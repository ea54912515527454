package org.dicomcaravan.destination.duckdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.destination.TableUri;
import org.dicomcaravan.rpc.RpcCode;

/**
 * Files of DuckDB, one a project. A file is open only while somebody works in it, so that other programs can read it, and
 * by one thread at a time. Thread-safe.
 */
final class DuckFiles {

    /** The name of whatever file is open: that of the file may be a word of DuckDB's own, such as temp. */
    static final String OPEN = "tables";

    /** In bytes; most file systems take 255, and DuckDB adds to it. */
    private static final int LONGEST_NAME = 200;

    private final Path root;
    private final long mebibytes;
    private final Map<Path, Turn> turns = new ConcurrentHashMap<>();

    DuckFiles(Path root, long mebibytes) {
        this.root = root;
        this.mebibytes = mebibytes;
    }

    /** Whether a project has a file. */
    boolean exists(TableUri table) throws DestinationException {
        return Files.exists(file(table));
    }

    /**
     * Does something in the file of a table's project, which is made if it is not there.
     *
     * @param checkpoint is run while somebody else of this process works in it; what it throws ends the wait
     */
    <T> T with(TableUri table, Turn.Checkpoint checkpoint, DuckSession.Work<T> work) throws DestinationException {
        Path file = file(table);
        return turns.computeIfAbsent(file, it -> new Turn()).take(checkpoint, () -> with(table, file, work));
    }

    private <T> T with(TableUri table, Path file, DuckSession.Work<T> work) throws DestinationException {
        Path scratch = root.resolve("." + file.getFileName() + ".tmp");
        try {
            Files.createDirectories(root);
            return new DuckSession(mebibytes, scratch).run((connection, folder) -> {
                open(connection, file);
                return work.run(connection, folder);
            });
        } catch (SQLException e) {
            throw DuckErrors.of("table " + table.uri(), "the database of project " + table.project(), e);
        } catch (DestinationException e) {
            throw e;
        } catch (IOException e) {
            throw DuckErrors.of(e);
        }
    }

    static void open(Connection connection, Path file) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("ATTACH " + SqlType.text(file.toString()) + " AS " + SqlType.name(OPEN));
        }
    }

    private Path file(TableUri table) throws DestinationException {
        Path file = ProjectFiles.file(root, table.project());
        if (file.getFileName().toString().length() > LONGEST_NAME) {
            throw new DestinationException(
                    RpcCode.INVALID_ARGUMENT,
                    "project " + table.project() + " has too long a name for a file of its own; use a shorter one");
        }
        return file;
    }
}
