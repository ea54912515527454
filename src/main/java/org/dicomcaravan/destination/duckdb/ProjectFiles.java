package org.dicomcaravan.destination.duckdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A file a project, below one folder, and what DuckDB calls it. */
final class ProjectFiles {
    private static final String ENDING = ".duckdb";

    /** DuckDB's own databases. */
    private static final Set<String> TAKEN = Set.of("main", "memory", "system", "temp");

    private ProjectFiles() {}

    /**
     * The database of a project, by which its tables are named in SQL. A project of a domain, {@code example.com:project},
     * has a colon, which no file system likes, and dots, where DuckDB ends the name of a file.
     */
    static String database(String project) {
        return TAKEN.contains(project)
                ? project + "_"
                : project.replace(':', '_').replace('.', '_');
    }

    /** Where the database of a project is. */
    static Path file(Path root, String project) {
        return root.resolve(database(project) + ENDING);
    }

    /** The databases that there are, by their names; none if there is no folder. */
    static List<String> databases(Path root) throws IOException {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(root)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(ENDING))
                    .map(name -> name.substring(0, name.length() - ENDING.length()))
                    .sorted()
                    .toList();
        }
    }

    /** Whether a file can't be opened because another program has it open. */
    static boolean isLocked(SQLException e) {
        return String.valueOf(e.getMessage()).contains("Could not set lock on file");
    }

    /** The file of one of {@link #databases}. */
    static Path ofDatabase(Path root, String database) {
        return root.resolve(database + ENDING);
    }
}
