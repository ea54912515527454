package org.dicomcaravan.destination.folder;

import java.io.Closeable;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.destination.ObjectName;
import org.dicomcaravan.rpc.RpcCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;

/**
 * What a folder can't say of its objects: checksums and media types, and which of them became visible before their
 * batch was committed. A SQLite database; each call is one transaction that is safe on disk when it returns.
 */
final class ObjectRecords implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(ObjectRecords.class);
    private static final int BUSY_MILLIS = 30_000;
    private static final String[] TABLES = {"""
        CREATE TABLE IF NOT EXISTS objects (bucket TEXT NOT NULL, name TEXT NOT NULL, size INTEGER NOT NULL,
            crc32c INTEGER NOT NULL, content_type TEXT NOT NULL, PRIMARY KEY (bucket, name)) WITHOUT ROWID
        """, """
        CREATE TABLE IF NOT EXISTS early (batch TEXT NOT NULL, instance TEXT NOT NULL, bucket TEXT NOT NULL,
            name TEXT NOT NULL, PRIMARY KEY (batch, instance, bucket, name)) WITHOUT ROWID
        """};

    private final Connection connection;

    private ObjectRecords(Connection connection) {
        this.connection = connection;
    }

    static ObjectRecords open(Path file) throws DestinationException {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        config.setBusyTimeout(BUSY_MILLIS);
        try {
            Connection connection = config.createConnection("jdbc:sqlite:" + file);
            try (Statement statement = connection.createStatement()) {
                for (String table : TABLES) {
                    statement.execute(table);
                }
            }
            connection.setAutoCommit(false);
            return new ObjectRecords(connection);
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** Records objects as their bucket's, and, if {@code early}, that they are visible before their batch is. */
    synchronized void record(Collection<StagedObject> objects, boolean early) throws DestinationException {
        transaction(() -> {
            try (PreparedStatement insert =
                    connection.prepareStatement("INSERT OR REPLACE INTO objects VALUES (?, ?, ?, ?, ?)")) {
                for (StagedObject object : objects) {
                    insert.setString(1, object.name().bucket());
                    insert.setString(2, object.name().name());
                    insert.setLong(3, object.attributes().size());
                    insert.setInt(4, object.attributes().crc32c());
                    insert.setString(5, object.attributes().contentType());
                    insert.executeUpdate();
                }
            }
            if (early) {
                markEarly(objects);
            }
            return null;
        });
    }

    private void markEarly(Collection<StagedObject> objects) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT OR IGNORE INTO early VALUES (?, ?, ?, ?)")) {
            for (StagedObject object : objects) {
                insert.setString(1, object.batch());
                insert.setString(2, object.instance());
                insert.setString(3, object.name().bucket());
                insert.setString(4, object.name().name());
                insert.executeUpdate();
            }
        }
    }

    /** Forgets that objects of the batch became visible early: they are as good as all others now. */
    synchronized void settle(String batch) throws DestinationException {
        transaction(() -> {
            delete("DELETE FROM early WHERE batch = ?", batch);
            return null;
        });
    }

    /** At most {@code limit} of the objects of an instance that became visible early. */
    synchronized List<ObjectName> early(String batch, String instance, int limit) throws DestinationException {
        return transaction(() -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT bucket, name FROM early WHERE batch = ? AND instance = ? LIMIT ?")) {
                select.setString(1, batch);
                select.setString(2, instance);
                select.setInt(3, limit);
                List<ObjectName> names = new ArrayList<>();
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        names.add(new ObjectName(rows.getString(1), rows.getString(2)));
                    }
                }
                return names;
            }
        });
    }

    /** An instance of which something became visible early. */
    record Early(String batch, String instance) {}

    /** The instances of batches whose keys start so of which something is visible early. */
    synchronized List<Early> early(String keys) throws DestinationException {
        return transaction(() -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT DISTINCT batch, instance FROM early WHERE substr(batch, 1, length(?1)) = ?1")) {
                select.setString(1, keys);
                List<Early> found = new ArrayList<>();
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        found.add(new Early(rows.getString(1), rows.getString(2)));
                    }
                }
                return found;
            }
        });
    }

    /** Drops what is recorded of objects of an instance that became visible early and are gone. */
    synchronized void forgetEarly(String batch, String instance, Collection<ObjectName> names)
            throws DestinationException {
        transaction(() -> {
            for (ObjectName name : names) {
                delete("DELETE FROM objects WHERE bucket = ? AND name = ?", name.bucket(), name.name());
                delete(
                        "DELETE FROM early WHERE batch = ? AND instance = ? AND bucket = ? AND name = ?",
                        batch,
                        instance,
                        name.bucket(),
                        name.name());
            }
            return null;
        });
    }

    private void delete(String sql, String... key) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(sql)) {
            for (int i = 0; i < key.length; i++) {
                delete.setString(i + 1, key[i]);
            }
            delete.executeUpdate();
        }
    }

    private <T> T transaction(Work<T> work) throws DestinationException {
        try {
            boolean done = false;
            try {
                T result = work.run();
                connection.commit();
                done = true;
                return result;
            } finally {
                if (!done) {
                    connection.rollback();
                }
            }
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private static DestinationException failure(SQLException e) {
        return new DestinationException(
                RpcCode.INTERNAL, false, "the checksums of embedded buckets (objects.db): " + e.getMessage(), e);
    }

    @Override
    public synchronized void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.warn("objects.db did not close: {}", e.getMessage());
        }
    }

    private interface Work<T> {
        T run() throws SQLException;
    }
}
