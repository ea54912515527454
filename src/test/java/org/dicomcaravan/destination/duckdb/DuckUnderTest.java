package org.dicomcaravan.destination.duckdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.dicomcaravan.destination.TableStore.Load;
import org.dicomcaravan.destination.TableUri;
import org.dicomcaravan.destination.WriteDisposition;
import org.dicomcaravan.destination.rows.Shard;
import org.dicomcaravan.table.Column;
import org.dicomcaravan.table.ColumnType;
import org.dicomcaravan.table.TableSchema;

/** Tables in a folder, loads of a few rows, and what a reader of the file of project demo finds. */
final class DuckUnderTest {

    static final TableUri TABLE = TableUri.parse("bq://demo.demo.a table");

    final Path folder;
    final DuckTables tables;

    DuckUnderTest(Path folder) {
        this.folder = folder;
        this.tables = new DuckTables(folder.resolve("bigquery"), 512);
    }

    Path file() {
        return folder.resolve("bigquery/demo.duckdb");
    }

    /** The first column of what a query gives. */
    List<String> query(String sql) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file());
                Statement statement = connection.createStatement()) {
            statement.execute("SET TimeZone = 'UTC'");
            try (ResultSet rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
        }
        return found;
    }

    /** What a user does with a program of his own. */
    void execute(String sql) throws SQLException, IOException {
        Files.createDirectories(file().getParent());
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** A load of one shard, with these rows. */
    Load load(String id, TableUri table, WriteDisposition disposition, List<Column> columns, String... rows)
            throws IOException {
        Path file = folder.resolve(id + ".ndjson");
        Files.write(file, List.of(rows));
        return new Load(
                id,
                table,
                disposition,
                new TableSchema(columns),
                List.of(new Shard(file, Files.readAllLines(file).size(), columns)));
    }

    Load load(String id, WriteDisposition disposition, List<Column> columns, String... rows) throws IOException {
        return load(id, TABLE, disposition, columns, rows);
    }

    /** A load of one row, whose column A is the load's id. */
    Load one(String id, TableUri table, WriteDisposition disposition) throws IOException {
        return load(id, table, disposition, List.of(text("A")), "{\"A\":\"" + id + "\"}");
    }

    Load one(String id, WriteDisposition disposition) throws IOException {
        return one(id, TABLE, disposition);
    }

    static Column text(String name) {
        return new Column(0, name, ColumnType.STRING, false, List.of());
    }

    static Column records(String name, Column... fields) {
        return new Column(0, name, ColumnType.RECORD, true, List.of(fields));
    }
}
