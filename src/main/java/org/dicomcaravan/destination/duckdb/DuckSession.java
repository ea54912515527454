package org.dicomcaravan.destination.duckdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * How DuckDB is used: with so much memory, and beyond it a folder that is gone afterwards. Nothing is ever fetched from
 * elsewhere, and nothing lies in the working directory.
 */
record DuckSession(long mebibytes, Path scratch) {

    /** What is done in it, with the folder. */
    interface Work<T> {
        T run(Connection connection, Path scratch) throws SQLException, IOException;
    }

    /** Does something in a session of its own. */
    <T> T run(Work<T> work) throws SQLException, IOException {
        remove(scratch); // a process that was killed may have left something there
        Files.createDirectories(scratch);
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:", settings())) {
            return work.run(connection, scratch);
        } finally {
            remove(scratch);
        }
    }

    private Properties settings() {
        Properties settings = Settings.of(mebibytes + "MiB");
        settings.setProperty("temp_directory", scratch.toString());
        return settings;
    }

    /** Removes a folder with its files, if it is there. */
    static void remove(Path scratch) throws IOException {
        if (!Files.exists(scratch)) {
            return;
        }
        try (Stream<Path> found = Files.list(scratch)) {
            for (Path file : found.toList()) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(scratch);
    }
}
