package org.dicomcaravan.destination.duckdb;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.dicomcaravan.destination.rows.Shard;
import org.dicomcaravan.table.Column;

/**
 * Adds the rows of shards to a table, some shards at a time, joined into one file: DuckDB takes its time for each file that
 * it reads, a hundred times as long as for a row. For one thread.
 */
final class RowsInsert {

    /** A file is as large, and one shard larger at most. */
    private static final long JOINED_BYTES = 64 << 20;
    /** Largest line of rows, as BigQuery's own limit. */
    private static final long MOST_OF_A_ROW = 100_000_000;

    private static final long LEAST_OF_A_ROW = 1 << 20;

    private final Connection connection;
    private final String table;
    private final List<Column> columns;
    private final Path joined;

    /**
     * Adds to a table.
     *
     * @param table its full name, quoted
     * @param columns those of the table that the rows have; others are NULL
     * @param scratch a folder for the joined file
     */
    RowsInsert(Connection connection, String table, List<Column> columns, Path scratch) {
        this.connection = connection;
        this.table = table;
        this.columns = columns;
        this.joined = scratch.resolve("joined.ndjson");
    }

    /**
     * Adds all of their rows.
     *
     * @param checkpoint is run now and then; what it throws ends the work
     * @return how many there were
     */
    long run(List<Shard> shards, Runnable checkpoint) throws SQLException, IOException {
        List<Shard> some = new ArrayList<>();
        long bytes = 0;
        long rows = 0;
        for (Shard shard : shards) {
            checkpoint.run();
            some.add(shard);
            bytes += Files.size(shard.file());
            if (bytes >= JOINED_BYTES) {
                rows += insert(some);
                some.clear();
                bytes = 0;
            }
        }
        if (!some.isEmpty()) {
            rows += insert(some);
        }
        return rows;
    }

    private long insert(List<Shard> some) throws SQLException, IOException {
        long longest = LEAST_OF_A_ROW;
        try (FileChannel to = FileChannel.open(
                joined, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            for (Shard shard : some) {
                longest = Math.max(longest, append(shard.file(), to));
            }
        }
        try (Statement statement = connection.createStatement()) {
            long rows = statement.executeLargeUpdate("INSERT INTO " + table + " BY NAME SELECT * FROM read_json("
                    + SqlType.text(literal(joined))
                    + ", hive_partitioning = false, format = 'newline_delimited', columns = " + types()
                    + ", maximum_object_size = " + Math.min(longest, MOST_OF_A_ROW) + ")");
            Files.delete(joined);
            return rows;
        }
    }

    /** DuckDB keeps room for some rows of the longest one's size for each of its threads: no row is longer than its shard. */
    private static long append(Path file, FileChannel to) throws IOException {
        try (FileChannel from = FileChannel.open(file, StandardOpenOption.READ)) {
            long done = 0;
            while (done < from.size()) {
                done += from.transferTo(done, from.size() - done, to);
            }
            return done;
        }
    }

    /** DuckDB takes a name for a pattern, and a folder {@code a=b} for a value of the column a, unless it is told not to. */
    private static String literal(Path file) {
        return file.toString().replaceAll("[*?\\[]", "[$0]");
    }

    private String types() {
        return columns.stream()
                .map(column -> SqlType.text(column.name()) + ": " + SqlType.text(SqlType.of(column)))
                .collect(Collectors.joining(", ", "{", "}"));
    }
}
