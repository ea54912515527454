package org.dicomcaravan.destination.duckdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.destination.TableStore;
import org.dicomcaravan.destination.TableUri;
import org.dicomcaravan.destination.WriteDisposition;
import org.dicomcaravan.destination.rows.Shard;
import org.dicomcaravan.rpc.RpcCode;
import org.dicomcaravan.table.Column;

/**
 * Tables in files of DuckDB: a file a project, a schema a dataset. A file is open only while it is asked or loaded into,
 * so that others can read it. Nothing is ever fetched from elsewhere. Thread-safe.
 */
public final class DuckTables implements TableStore {
    /** Largest line of rows, as BigQuery's own limit. */
    private static final long MOST_OF_A_ROW = 100_000_000;

    private static final long LEAST_OF_A_ROW = 1 << 20;

    /** The schema in which a file remembers its loads. */
    static final String OWN_SCHEMA = "_caravan";

    private static final String OWN = SqlType.name(OWN_SCHEMA);

    private final Path root;
    private final String memory;
    private final Map<String, Object> locks = new ConcurrentHashMap<>();

    /**
     * Keeps tables in a folder, made with the first of them.
     *
     * @param mebibytes of memory that DuckDB may use
     */
    public DuckTables(Path root, long mebibytes) {
        this.root = root;
        this.memory = mebibytes + "MiB";
    }

    /** The folder of all tables, below a server's data. */
    public static Path root(Path data) {
        return data.resolve("bigquery");
    }

    /** The file that a table is in, below the folder of all. */
    public static Path file(Path root, TableUri table) {
        return ProjectFiles.file(root, table.project());
    }

    private interface Work<T> {
        T run(Connection connection) throws SQLException, DestinationException;
    }

    @Override
    public Optional<DestinationException> refusal(TableUri table, WriteDisposition disposition)
            throws DestinationException {
        if (!Files.exists(file(root, table))) {
            return Optional.empty();
        }
        return with(table, connection -> refusal(connection, table, disposition));
    }

    private static Optional<DestinationException> refusal(
            Connection connection, TableUri table, WriteDisposition disposition) throws SQLException {
        if (columns(connection, table).isEmpty()
                || disposition == WriteDisposition.APPEND
                || disposition == WriteDisposition.TRUNCATE) {
            return Optional.empty();
        }
        if (disposition == WriteDisposition.EMPTY && rows(connection, table) == 0) {
            return Optional.empty();
        }
        return Optional.of(new DestinationException(
                RpcCode.ALREADY_EXISTS,
                "table " + table.uri()
                        + " exists already; set writeDisposition to WRITE_TRUNCATE or WRITE_APPEND, or name"
                        + " another table"));
    }

    @Override
    public Loaded load(Load load, Runnable checkpoint) throws DestinationException {
        try {
            Files.createDirectories(root);
        } catch (IOException e) {
            throw new DestinationException(
                    RpcCode.FAILED_PRECONDITION, false, "the folder of tables can't be made: " + e.getMessage(), e);
        }
        return with(load.table(), connection -> {
            connection.setAutoCommit(false);
            if (begin(connection, load)) {
                Optional<DestinationException> refusal = refusal(connection, load.table(), load.disposition());
                if (refusal.isPresent()) {
                    throw refusal.get();
                }
                write(connection, load);
            }
            Loaded loaded = new Loaded(
                    rows(connection, load.table()),
                    columns(connection, load.table()).size());
            connection.commit();
            return loaded;
        });
    }

    /** Remembers a load, in the transaction that does it; false if it was done before. */
    private static boolean begin(Connection connection, Load load) throws SQLException {
        String own = SqlType.name(ProjectFiles.database(load.table().project())) + "." + OWN;
        execute(connection, "CREATE SCHEMA IF NOT EXISTS " + own);
        execute(connection, "CREATE TABLE IF NOT EXISTS " + own + ".loads (id VARCHAR PRIMARY KEY)");
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO " + own + ".loads VALUES (?) ON CONFLICT DO NOTHING")) {
            insert.setString(1, load.id());
            return insert.executeUpdate() == 1;
        }
    }

    private static void write(Connection connection, Load load) throws SQLException, DestinationException {
        String table = name(load.table());
        execute(connection, "CREATE SCHEMA IF NOT EXISTS " + dataset(load.table()));
        if (load.disposition() == WriteDisposition.APPEND) {
            List<Column> there = columns(connection, load.table());
            if (!there.isEmpty()) {
                for (String statement : Widening.of(table, there, load.schema().columns())) {
                    execute(connection, statement);
                }
                insert(connection, load, columns(connection, load.table()));
                return;
            }
        }
        execute(
                connection,
                "CREATE OR REPLACE TABLE " + table + " ("
                        + SqlType.list(load.schema().columns()) + ")");
        insert(connection, load, load.schema().columns());
    }

    /** Adds the rows of all shards; a column of the table that they don't have is NULL. */
    private static void insert(Connection connection, Load load, List<Column> columns) throws SQLException {
        if (load.shards().isEmpty()) {
            return;
        }
        String files = load.shards().stream()
                .map(Shard::file)
                .map(file -> SqlType.text(file.toString()))
                .collect(Collectors.joining(", ", "[", "]"));
        String types = columns.stream()
                .map(column -> SqlType.text(column.name()) + ": " + SqlType.text(SqlType.of(column)))
                .collect(Collectors.joining(", ", "{", "}"));
        execute(
                connection,
                "INSERT INTO " + name(load.table()) + " BY NAME SELECT * FROM read_json(" + files
                        + ", format = 'newline_delimited', columns = " + types + ", maximum_object_size = "
                        + longestRow(load) + ")");
    }

    /** DuckDB keeps room for some rows of this size for each of its threads: no more than a row may have. */
    private static long longestRow(Load load) {
        long longest = LEAST_OF_A_ROW;
        for (Shard shard : load.shards()) {
            longest = Math.max(longest, shard.file().toFile().length());
        }
        return Math.min(longest, MOST_OF_A_ROW);
    }

    private static List<Column> columns(Connection connection, TableUri table) throws SQLException {
        List<Column> columns = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement("SELECT column_name, data_type FROM"
                + " information_schema.columns WHERE table_schema = ? AND table_name = ? ORDER BY ordinal_position")) {
            query.setString(1, table.dataset());
            query.setString(2, table.table());
            try (ResultSet found = query.executeQuery()) {
                while (found.next()) {
                    columns.add(SqlColumns.column(columns.size(), found.getString(1), found.getString(2)));
                }
            }
        }
        return columns;
    }

    private static long rows(Connection connection, TableUri table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("SELECT count(*) FROM " + name(table))) {
            count.next();
            return count.getLong(1);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** All three parts: a schema that is named like its file would be ambiguous otherwise. */
    private static String name(TableUri table) {
        return dataset(table) + "." + SqlType.name(table.table());
    }

    private static String dataset(TableUri table) {
        return SqlType.name(ProjectFiles.database(table.project())) + "." + SqlType.name(table.dataset());
    }

    private <T> T with(TableUri table, Work<T> work) throws DestinationException {
        synchronized (locks.computeIfAbsent(table.project(), project -> new Object())) {
            try (Connection connection =
                    DriverManager.getConnection("jdbc:duckdb:" + file(root, table), Settings.of(memory))) {
                return work.run(connection);
            } catch (SQLException e) {
                throw error(table, e);
            } catch (IllegalArgumentException e) {
                throw new DestinationException(
                        RpcCode.FAILED_PRECONDITION, false, "table " + table.uri() + ": " + e.getMessage(), e);
            }
        }
    }

    private static DestinationException error(TableUri table, SQLException e) {
        String text = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        if (ProjectFiles.isLocked(e)) {
            return new DestinationException(
                    RpcCode.UNAVAILABLE,
                    true,
                    "the database of project " + table.project() + " is open in another program, close it there",
                    e);
        }
        RpcCode code = text.contains("no space left") || text.contains("out of memory")
                ? RpcCode.RESOURCE_EXHAUSTED
                : RpcCode.INTERNAL;
        return new DestinationException(
                code, false, "table " + table.uri() + " can't be written: " + e.getMessage(), e);
    }
}
