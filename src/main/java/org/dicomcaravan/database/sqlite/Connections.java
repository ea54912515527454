package org.dicomcaravan.database.sqlite;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.sql.DataSource;
import org.dicomcaravan.database.DatabaseException;
import org.dicomcaravan.rpc.RpcCode;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * So many connections to one file, lent to one thread at a time in the order of asking, and opened when they are
 * needed. One that met an exception, whichever, is closed, which undoes what it had begun: after a full disk or an I/O
 * error SQLite may have ended the transaction by itself, and neither it nor its driver can be relied on. Thread-safe.
 */
final class Connections implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

    /** One transaction at a time changes anything here, and one process has the file: nothing is to be locked. */
    private static final Map<String, String> WORDS = Map.of(
            "now", ":now",
            "forUpdate", "",
            "forShare", "",
            "forKeyShare", "",
            "skipLocked", "",
            "isThere", "EXISTS (SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = :table)");

    private final Jdbi jdbi;
    private final String onOpen;
    private final Semaphore free;
    private final ConcurrentLinkedDeque<Handle> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    /**
     * Lends connections of a source.
     *
     * @param onOpen a statement for each new one
     */
    Connections(DataSource source, int most, String onOpen) {
        this.jdbi = Jdbi.create(source);
        WORDS.forEach(jdbi::define);
        this.onOpen = onOpen;
        this.free = new Semaphore(most, true);
    }

    /**
     * Gives work a connection.
     *
     * @param patience how long to wait for one
     * @throws DatabaseException if all were in use for so long
     */
    <T> T use(Duration patience, Function<Handle, T> work) {
        acquire(patience);
        try {
            return use(work);
        } finally {
            free.release();
        }
    }

    private <T> T use(Function<Handle, T> work) {
        Handle handle = idle.poll();
        if (handle == null) {
            handle = open();
        }
        boolean well = false;
        try {
            T result = work.apply(handle);
            well = true;
            return result;
        } finally {
            if (well && !closed) {
                idle.push(handle);
            } else {
                end(handle);
            }
        }
    }

    private Handle open() {
        if (closed) {
            throw new DatabaseException(RpcCode.UNAVAILABLE, "it is closed", null);
        }
        Handle handle = jdbi.open();
        try {
            handle.execute(onOpen);
            return handle;
        } catch (RuntimeException e) {
            end(handle);
            throw e;
        }
    }

    private void acquire(Duration patience) {
        try {
            if (!free.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new DatabaseException(
                        RpcCode.UNAVAILABLE, "it was in use for more than " + patience.toSeconds() + " seconds", null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseException(RpcCode.UNAVAILABLE, "interrupted while it was in use by others", e);
        }
    }

    /** Not by Jdbi, which would ask for a rollback first. */
    @SuppressWarnings("resource")
    private static void end(Handle handle) {
        try {
            handle.getConnection().close();
        } catch (SQLException e) {
            LOG.warn("A connection did not close: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        closed = true;
        for (Handle handle = idle.poll(); handle != null; handle = idle.poll()) {
            end(handle);
        }
    }
}
