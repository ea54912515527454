package org.dicomcaravan.operation;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteDataSource;

/**
 * The SQLite file: one connection that writes, a few that read beside it. SQLite has one writer at a time anyway; here
 * writers wait for the connection, in order, instead of for the file's lock. Thread-safe.
 */
final class StateDatabase implements AutoCloseable {
    private static final int READERS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int CACHE_KIB = 16 * 1024;

    /** Pages of the write-ahead log that are gathered before they move to the file: 32 MiB. */
    private static final int CHECKPOINT_PAGES = 8 * 1024;

    private final Path file;
    private final ServerLock lock;
    private final HikariDataSource writer;
    private final HikariDataSource readers;
    private final Jdbi writing;
    private final Jdbi reading;

    private StateDatabase(Path file, ServerLock lock) {
        this.file = file;
        this.lock = lock;
        writer = pool("state-writer", source(file, TransactionMode.IMMEDIATE), 1, null);
        readers = pool("state-readers", source(file, TransactionMode.DEFERRED), READERS, "PRAGMA query_only = 1");
        writing = Jdbi.create(writer);
        reading = Jdbi.create(readers);
    }

    /** Opens the file, makes it if it is absent, and brings its tables up to date. */
    static StateDatabase open(Path file) {
        ServerLock lock = ServerLock.of(file);
        try {
            Flyway.configure()
                    .dataSource(source(file, TransactionMode.DEFERRED))
                    .locations("classpath:org/dicomcaravan/operation")
                    .load()
                    .migrate();
            return new StateDatabase(file, lock);
        } catch (FlywayException | PoolInitializationException e) {
            lock.close();
            throw new StateException(
                    "state file " + file + " could not be opened; is its folder writable, is it of this version or"
                            + " an earlier one? " + e.getMessage(),
                    e);
        }
    }

    private static SQLiteDataSource source(Path file, TransactionMode mode) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        // Each transaction of the writer sets it anew.
        config.setSynchronous(SynchronousMode.FULL);
        config.setBusyTimeout((int) PATIENCE.toMillis());
        config.enforceForeignKeys(true);
        config.setCacheSize(-CACHE_KIB);
        config.setPragma(SQLiteConfig.Pragma.WAL_AUTOCHECKPOINT, Integer.toString(CHECKPOINT_PAGES));
        // IMMEDIATE for the writer: a transaction that reads first and writes later can't be refused halfway.
        config.setTransactionMode(mode);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return source;
    }

    private static HikariDataSource pool(String name, SQLiteDataSource source, int size, String onOpen) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setDataSource(source);
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(1);
        config.setMaxLifetime(0);
        config.setConnectionTimeout(PATIENCE.toMillis());
        config.setConnectionInitSql(onOpen);
        return new HikariDataSource(config);
    }

    /**
     * Runs work as one transaction, on disk when this returns.
     *
     * @param what the work is, with the name of the operation: goes into the message if it fails
     */
    <T> T write(String what, Function<Handle, T> work) {
        return write(SynchronousMode.FULL, what, work);
    }

    /**
     * Runs work as one transaction that may be lost, with all later ones, when the power fails before the next
     * {@link #write}; not when the process is killed. For what is done again where it is missing.
     */
    <T> T writeSoon(String what, Function<Handle, T> work) {
        return write(SynchronousMode.NORMAL, what, work);
    }

    private <T> T write(SynchronousMode mode, String what, Function<Handle, T> work) {
        return run(
                what,
                () -> writing.withHandle(handle -> {
                    // Outside of a transaction, where it is allowed; the connection is this thread's until the end.
                    handle.execute("PRAGMA synchronous = " + mode);
                    return handle.inTransaction(work::apply);
                }));
    }

    /** Runs queries that all see the same moment. */
    <T> T read(String what, Function<Handle, T> work) {
        return run(what, () -> reading.inTransaction(work::apply));
    }

    private <T> T run(String what, Supplier<T> work) {
        try {
            return work.get();
        } catch (JdbiException e) {
            Throwable cause = e.getCause() instanceof SQLException ? e.getCause() : e;
            throw new StateException(what + " failed in state file " + file + ": " + cause.getMessage(), e);
        }
    }

    @Override
    public void close() {
        readers.close();
        writer.close();
        lock.close();
    }
}
