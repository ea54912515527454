package org.dicomcaravan.destination.duckdb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.function.Consumer;

/**
 * Asks the tables of a folder in SQL. Whoever pasted a query need not have read it: the files are open for reading, only
 * questions are run, and they reach no other file and no network. Thread-safe.
 */
public final class DuckQueries {
    private static final String MEMORY = "512MiB";
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final JsonMapper JSON = new JsonMapper();

    private final Path root;
    private final Duration patience;
    private final Consumer<String> notices;

    /**
     * A table that can be asked.
     *
     * @param name as SQL needs it, {@code project.dataset.table}
     * @param rows how many
     * @param columns how many
     */
    public record Table(String name, long rows, long columns) {}

    /** What is done with an answer, while it comes. */
    public interface Reader {
        /** Reads it as far as need be. */
        void read(Answer answer) throws IOException;
    }

    private interface Work {
        void with(Connection connection) throws SQLException, IOException;
    }

    /**
     * Asks the tables of {@link DuckTables#root}.
     *
     * @param patience how long to wait for a database that another program writes
     * @param notices told when that has to be
     */
    public DuckQueries(Path root, Duration patience, Consumer<String> notices) {
        this.root = root;
        this.patience = patience;
        this.notices = notices;
    }

    /** Whether there is a database of any project. */
    public boolean hasDatabase() throws IOException {
        return !ProjectFiles.projects(root).isEmpty();
    }

    /** All tables, by their names. */
    public List<Table> tables() throws IOException, InterruptedException {
        List<Table> tables = new ArrayList<>();
        with(ProjectFiles.projects(root), connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet found = statement.executeQuery("SELECT database_name, schema_name, table_name,"
                            + " estimated_size, column_count FROM duckdb_tables() WHERE NOT internal AND schema_name <> "
                            + SqlType.text(Refusal.OWN) + " ORDER BY ALL")) {
                while (found.next()) {
                    tables.add(new Table(
                            SqlName.of(found.getString(1), found.getString(2), found.getString(3)),
                            found.getLong(4),
                            found.getLong(5)));
                }
            }
        });
        return tables;
    }

    /**
     * Runs a query.
     *
     * @throws QueryException if it is none, or has no answer, or its database is written all the time
     */
    public void run(String sql, Reader reader) throws IOException, InterruptedException {
        with(named(sql), connection -> {
            requireQuestion(connection, sql);
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(sql)) {
                reader.read(new Answer(rows));
            }
        });
    }

    /** Those that a query can be about: others may be written meanwhile. A query that names none is about all. */
    private List<String> named(String sql) throws IOException {
        List<String> all = ProjectFiles.projects(root);
        String text = sql.toLowerCase(Locale.ROOT);
        List<String> named = all.stream()
                .filter(project -> text.contains(ProjectFiles.database(project).toLowerCase(Locale.ROOT)))
                .toList();
        return named.isEmpty() ? all : named;
    }

    /** DuckDB's own parser says what is a question: {@code ATTACH} and {@code COPY} could write the files. */
    private static void requireQuestion(Connection connection, String sql) throws SQLException, IOException {
        try (PreparedStatement parse = connection.prepareStatement("SELECT json_serialize_sql(?)::VARCHAR")) {
            parse.setString(1, sql);
            try (ResultSet found = parse.executeQuery()) {
                found.next();
                JsonNode parsed = JSON.readTree(found.getString(1));
                if (!parsed.path("error").asBoolean()) {
                    return;
                }
                throw new QueryException(
                        parsed.path("error_type").asText().equals("parser")
                                ? "Parser Error: "
                                        + parsed.path("error_message").asText()
                                : "only questions are answered: SELECT, WITH, FROM, VALUES, DESCRIBE, SUMMARIZE, SHOW; for"
                                        + " all else there is DuckDB's own shell");
            }
        }
    }

    private void with(List<String> projects, Work work) throws IOException, InterruptedException {
        Path spill = Files.createTempDirectory("caravan-query-");
        Properties settings = Settings.of(MEMORY);
        settings.setProperty("temp_directory", spill.toString());
        settings.setProperty("jdbc_stream_results", "true");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:", settings)) {
            for (String project : projects) {
                attach(connection, project);
            }
            execute(connection, "SET TimeZone = 'UTC'");
            execute(connection, "SET enable_external_access = false");
            execute(connection, "SET lock_configuration = true");
            work.with(connection);
        } catch (SQLException e) {
            throw new QueryException(e);
        } finally {
            DuckSession.remove(spill);
        }
    }

    private void attach(Connection connection, String project) throws SQLException, IOException, InterruptedException {
        String file = SqlType.text(ProjectFiles.file(root, project).toString());
        long start = System.nanoTime();
        boolean told = false;
        while (true) {
            try {
                execute(
                        connection,
                        "ATTACH " + file + " AS " + SqlType.name(ProjectFiles.database(project)) + " (READ_ONLY)");
                return;
            } catch (SQLException e) {
                if (!DuckErrors.isLocked(e)) {
                    throw e;
                }
            }
            String written = "the database of project " + project + " is being written";
            if (System.nanoTime() - start >= patience.toNanos()) {
                throw new QueryException(written + ", by an export or another program; try again when that is done");
            }
            if (!told) {
                notices.accept(written + ": waiting for it, " + patience.toSeconds() + " s at most");
                told = true;
            }
            Thread.sleep(PAUSE.toMillis());
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
