package org.dicomcaravan.database.sqlite;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import org.dicomcaravan.database.Database;
import org.dicomcaravan.database.DatabaseException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * A SQLite file for one who only reads it: beside a process that works on it, or without one. It is not made, and nothing of
 * it is changed. Thread-safe.
 */
public final class SqliteReader implements Database {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Path file;
    private final Connections connections;

    /** The file at a path; it is opened at the first call. */
    public SqliteReader(Path file) {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout((int) PATIENCE.toMillis());
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        this.file = file;
        this.connections = new Connections(source, 1, "PRAGMA query_only = 1");
    }

    @Override
    public <T> T read(Function<Handle, T> work) {
        try {
            return connections.use(PATIENCE, h -> h.inTransaction(work::apply));
        } catch (JdbiException e) {
            throw SqliteProblem.of(e, file);
        }
    }

    @Override
    public void migrate(String location, String history) {
        throw readOnly();
    }

    @Override
    public <T> T write(Function<Handle, T> work) {
        throw readOnly();
    }

    @Override
    public <T> T writeSoon(Function<Handle, T> work) {
        throw readOnly();
    }

    /**
     * Tries whether it can be read, since it takes no changes.
     *
     * @throws DatabaseException if it can't
     */
    @Override
    public void probe() {
        read(h -> h.createQuery("PRAGMA schema_version").mapTo(Integer.class).one());
    }

    private UnsupportedOperationException readOnly() {
        return new UnsupportedOperationException(file + " is read here, and not changed");
    }

    /** Where it is: whoever reads it chose it. */
    @Override
    public String name() {
        return file.toString();
    }

    @Override
    public void close() {
        connections.close();
    }
}
