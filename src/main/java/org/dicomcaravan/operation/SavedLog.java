package org.dicomcaravan.operation;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Consumer;
import org.dicomcaravan.rpc.RpcCode;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * The logs in a state file, for one who only reads them: beside a server that works on the file, or without one. Nothing
 * of the file is changed. For one thread.
 */
public final class SavedLog implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 10_000;

    private final Path file;
    private final Handle handle;

    private SavedLog(Path file, Handle handle) {
        this.file = file;
        this.handle = handle;
    }

    /**
     * Opens a state file.
     *
     * @param file such as {@code data/state.db}
     * @throws StateException if it can't be read
     */
    public static SavedLog open(Path file) {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout(PATIENCE_MILLIS);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        try {
            return new SavedLog(file, Jdbi.create(source).open());
        } catch (JdbiException e) {
            throw failed(file, e);
        }
    }

    /**
     * Reads the log of an operation, as it is now.
     *
     * @param operation its full name, or the last part of it
     * @param entries told of each entry, in the order in which they came
     * @return false if there is no such operation
     * @throws StateException if it can't be read
     */
    public boolean read(String operation, Consumer<LogEntry> entries) {
        try {
            return handle.inTransaction(h -> {
                Optional<Long> id = h.createQuery(
                                "SELECT id FROM operation WHERE :name IN (CAST(id AS TEXT), dataset || '/operations/' || id)")
                        .bind("name", operation)
                        .mapTo(Long.class)
                        .findOne();
                id.ifPresent(found -> read(h, found, entries));
                return id.isPresent();
            });
        } catch (JdbiException e) {
            throw failed(file, e);
        }
    }

    private static void read(Handle handle, long operation, Consumer<LogEntry> entries) {
        Iterator<LogEntry> lines = handle.createQuery("""
                        SELECT severity, resource_name, code, message FROM log_line
                        WHERE operation_id = :id ORDER BY line
                        """)
                .bind("id", operation)
                .map((row, context) -> new LogEntry(
                        LogEntry.Severity.valueOf(row.getString("severity")),
                        row.getString("resource_name"),
                        RpcCode.of(row.getInt("code")),
                        row.getString("message")))
                .iterator();
        lines.forEachRemaining(entries);
    }

    private static StateException failed(Path file, JdbiException e) {
        String reason = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
        return new StateException("state file " + file + " can't be read: " + reason, e);
    }

    @Override
    public void close() {
        handle.close();
    }
}
