package org.dicomcaravan.operation;

import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.dicomcaravan.rpc.RpcCode;
import org.dicomcaravan.sqlite.SqliteException;
import org.dicomcaravan.sqlite.SqliteFile;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;

/** The state file, with its tables, in the hands of one server. Thread-safe. */
final class StateDatabase implements AutoCloseable {
    private final Path file;
    private final ServerLock lock;
    private final SqliteFile database;

    private StateDatabase(Path file, ServerLock lock) {
        this.file = file;
        this.lock = lock;
        this.database = new SqliteFile(file);
    }

    /** Opens the file, makes it if it is absent, and brings its tables up to date. */
    static StateDatabase open(Path file) {
        ServerLock lock = ServerLock.of(file);
        try {
            SqliteFile.requireRoom(file);
            Flyway.configure()
                    .dataSource(SqliteFile.source(file))
                    .locations("classpath:org/dicomcaravan/operation")
                    // A file of a later version is refused, not taken for one of this version.
                    .ignoreMigrationPatterns(new String[0])
                    .load()
                    .migrate();
            return new StateDatabase(file, lock);
        } catch (SqliteException e) {
            lock.close();
            throw unopened(file, e);
        } catch (FlywayException e) {
            lock.close();
            throw SqliteFile.problem(e, file)
                    .map(problem -> unopened(file, problem))
                    .orElseGet(() -> new StateException(
                            "state file " + file
                                    + " could not be opened: expected one of this version or an earlier one;"
                                    + " start the version that it is of, or put a backup in its place (" + reason(e)
                                    + ")",
                            e));
        }
    }

    /** The first lines; those after them are advice for programmers. */
    private static String reason(FlywayException e) {
        return e.getMessage().lines().limit(2).collect(Collectors.joining(": "));
    }

    /** What SQLite says is shorter than what is said around it. */
    private static StateException unopened(Path file, SqliteException problem) {
        String backup = problem.code() == RpcCode.DATA_LOSS ? "; put a backup in its place" : "";
        return new StateException(
                problem.code(),
                "state file " + file + " could not be opened: " + problem.getMessage() + backup,
                problem);
    }

    /**
     * Runs work as one transaction, on disk when this returns.
     *
     * @param what the work is, with the name of the operation: goes into the message if it fails
     */
    <T> T write(String what, Function<Handle, T> work) {
        return run(what, () -> database.write(work));
    }

    /**
     * Runs work as one transaction that may be lost, with all later ones, when the power fails before the next
     * {@link #write}; not when the process is killed. For what is done again where it is missing.
     */
    <T> T writeSoon(String what, Function<Handle, T> work) {
        return run(what, () -> database.writeSoon(work));
    }

    /** Runs queries that all see the same moment. */
    <T> T read(String what, Function<Handle, T> work) {
        return run(what, () -> database.read(work));
    }

    /** Throws what a change would meet now. */
    void probe() {
        run("a change", () -> {
            database.probe();
            return null;
        });
    }

    private <T> T run(String what, Supplier<T> work) {
        try {
            return work.get();
        } catch (SqliteException e) {
            throw new StateException(e.code(), what + " failed in " + file.getFileName() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        database.close();
        lock.close();
    }
}
