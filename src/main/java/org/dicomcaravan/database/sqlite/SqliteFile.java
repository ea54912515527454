package org.dicomcaravan.database.sqlite;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import org.dicomcaravan.database.Database;
import org.dicomcaravan.database.DatabaseException;
import org.dicomcaravan.database.Migrations;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteDataSource;

/**
 * A SQLite file: one connection that writes, a few that read beside it. SQLite has one writer at a time anyway; here
 * writers wait for the connection, in order, instead of for the file's lock. A connection that failed is given up, and
 * the next call opens another, so that nothing is left of a disk that was full or failed for a moment. Thread-safe.
 */
public final class SqliteFile implements Database {
    private static final int READERS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** A change that waits so long for those before it tells of a disk that stands still. */
    private static final Duration STANDSTILL = Duration.ofSeconds(5);

    private static final int CACHE_KIB = 16 * 1024;

    /** So much is gathered in the write-ahead log before it moves to the file, and so long the log stays, in bytes. */
    private static final int LOG = 4 * 1024 * 1024;

    private static final int PAGE = 4096;

    /** A file with tables, its log and the index of that; and what these take to change, in bytes. */
    private static final int ROOM_FOR_NEW = 1024 * 1024;

    private static final int ROOM = 128 * 1024;

    private final Path file;
    private final Trouble trouble;
    private final Connections writer;
    private final Connections readers;

    /** The file at a path; it is opened, and made if it is absent, at the first call. Its folder exists. */
    public SqliteFile(Path file) {
        this.file = file;
        this.trouble = new Trouble(file);
        // IMMEDIATE for the writer: a transaction that reads first and writes later can't be refused halfway.
        writer = new Connections(source(file, TransactionMode.IMMEDIATE), 1, "PRAGMA query_only = 0");
        readers = new Connections(source(file, TransactionMode.DEFERRED), READERS, "PRAGMA query_only = 1");
    }

    /**
     * Sees to it that there is room for a file and what belongs to it, before a tool that takes a full disk badly.
     *
     * @throws DatabaseException if there is not, or nothing can be written there
     */
    public static void requireRoom(Path file) {
        WriteProbe.check(file, Files.exists(file) ? ROOM : ROOM_FOR_NEW);
    }

    @Override
    public void migrate(String location, String history) {
        try {
            Migrations.run(source(file, TransactionMode.DEFERRED), location + "/sqlite", history);
        } catch (FlywayException e) {
            if (SqliteProblem.isIn(e)) {
                throw SqliteProblem.of(e, file);
            }
            throw e;
        }
    }

    @Override
    public String name() {
        return file.getFileName().toString();
    }

    private static SQLiteDataSource source(Path file, TransactionMode mode) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        // Each transaction of the writer sets it anew.
        config.setSynchronous(SynchronousMode.FULL);
        config.setBusyTimeout((int) PATIENCE.toMillis());
        config.enforceForeignKeys(true);
        config.setCacheSize(-CACHE_KIB);
        config.setPragma(SQLiteConfig.Pragma.WAL_AUTOCHECKPOINT, Integer.toString(LOG / PAGE));
        config.setPragma(SQLiteConfig.Pragma.JOURNAL_SIZE_LIMIT, Integer.toString(LOG));
        config.setTransactionMode(mode);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return source;
    }

    @Override
    public <T> T write(Function<Handle, T> work) {
        return lend(writer, PATIENCE, h -> transact(SynchronousMode.FULL, h, work));
    }

    @Override
    public <T> T writeSoon(Function<Handle, T> work) {
        return lend(writer, PATIENCE, h -> transact(SynchronousMode.NORMAL, h, work));
    }

    private static <T> T transact(SynchronousMode mode, Handle handle, Function<Handle, T> work) {
        // Outside of a transaction, where it is allowed; the connection is this thread's until the end.
        handle.execute("PRAGMA synchronous = " + mode);
        return handle.inTransaction(work::apply);
    }

    @Override
    public <T> T read(Function<Handle, T> work) {
        return lend(readers, PATIENCE, h -> h.inTransaction(work::apply));
    }

    /**
     * Reads all of the file, to see that it is whole.
     *
     * @throws DatabaseException if it is damaged, or can't be read
     */
    public void check() {
        String found = read(
                h -> h.createQuery("PRAGMA quick_check(1)").mapTo(String.class).one());
        if (!found.equals("ok")) {
            throw SqliteProblem.damaged(found.strip(), null);
        }
    }

    /**
     * Changes the file without changing what is in it, on disk when this returns.
     *
     * @throws DatabaseException if the file takes no changes now: its disk is full, fails or stands still
     */
    @Override
    public void probe() {
        try {
            WriteProbe.check(file);
        } catch (DatabaseException e) {
            trouble.met(e);
            throw e;
        }
        lend(writer, STANDSTILL, h -> transact(SynchronousMode.FULL, h, SqliteFile::rewriteHeader));
    }

    private static Integer rewriteHeader(Handle handle) {
        int version =
                handle.createQuery("PRAGMA user_version").mapTo(Integer.class).one();
        return handle.execute("PRAGMA user_version = " + version);
    }

    private <T> T lend(Connections connections, Duration patience, Function<Handle, T> work) {
        try {
            T result = connections.use(patience, work);
            if (connections == writer) {
                trouble.isOver();
            }
            return result;
        } catch (JdbiException e) {
            DatabaseException problem = SqliteProblem.of(e, file);
            trouble.met(problem);
            throw problem;
        }
    }

    @Override
    public void close() {
        readers.close();
        writer.close();
    }
}
