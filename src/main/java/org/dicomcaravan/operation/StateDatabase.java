package org.dicomcaravan.operation;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.dicomcaravan.database.Database;
import org.dicomcaravan.database.DatabaseException;
import org.dicomcaravan.database.Migrations;
import org.dicomcaravan.database.sqlite.SqliteFile;
import org.dicomcaravan.rpc.RpcCode;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;

/** The tables of the state: in a file, in the hands of one server, or in a database that servers share. Thread-safe. */
final class StateDatabase implements AutoCloseable {
    private static final String SCRIPTS = "org/dicomcaravan/operation";

    private final Database database;
    private final Optional<ServerLock> lock;
    private final InstantSource clock;

    private StateDatabase(Database database, Optional<ServerLock> lock, InstantSource clock) {
        this.database = database;
        this.lock = lock;
        this.clock = clock;
    }

    /** Opens a file, makes it if it is absent, and brings its tables up to date. */
    static StateDatabase open(Path file, InstantSource clock) {
        ServerLock lock = ServerLock.of(file);
        try {
            SqliteFile.requireRoom(file);
            SqliteFile database = new SqliteFile(file);
            migrate(database, "state file " + file, "; put a backup in its place");
            return new StateDatabase(database, Optional.of(lock), clock);
        } catch (DatabaseException e) {
            lock.close();
            throw unopened("state file " + file, "; put a backup in its place", e);
        } catch (StateException e) {
            lock.close();
            throw e;
        }
    }

    /** Takes a database that other servers may have, too, and brings its tables up to date. */
    static StateDatabase shared(Database database) {
        migrate(database, "the state in " + database.name(), "");
        return new StateDatabase(database, Optional.empty(), InstantSource.system());
    }

    /** Another view of a database that is up to date. */
    static StateDatabase view(Database database) {
        return new StateDatabase(database, Optional.empty(), InstantSource.system());
    }

    private static void migrate(Database database, String name, String remedy) {
        try {
            database.migrate(SCRIPTS, Migrations.FIRST);
        } catch (DatabaseException e) {
            throw unopened(name, remedy, e);
        } catch (FlywayException e) {
            throw new StateException(
                    name + " could not be opened: expected one of this version or an earlier one;"
                            + " start the version that it is of, or put a backup in its place (" + reason(e) + ")",
                    e);
        }
    }

    /** The first lines; those after them are advice for programmers. */
    private static String reason(FlywayException e) {
        return e.getMessage().lines().limit(2).collect(Collectors.joining(": "));
    }

    /** What the database says is shorter than what is said around it. */
    private static StateException unopened(String name, String remedy, DatabaseException problem) {
        return new StateException(
                problem.code(),
                name + " could not be opened: " + problem.getMessage()
                        + (problem.code() == RpcCode.DATA_LOSS ? remedy : ""),
                problem);
    }

    /** What is to be bound as {@code now}; the database's own clock wins where there are several servers. */
    long now() {
        return Microseconds.of(clock.instant());
    }

    /** The present by the clock that counts. */
    long now(Handle handle) {
        return handle.createQuery("SELECT <now>")
                .bind("now", now())
                .mapTo(Long.class)
                .one();
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

    /** Runs queries, each of which sees one moment. */
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
        } catch (DatabaseException e) {
            throw new StateException(e.code(), what + " failed in " + database.name() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        database.close();
        lock.ifPresent(ServerLock::close);
    }
}
