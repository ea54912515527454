package org.dicomcaravan.destination.duckdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A file a project, below one folder, and what a query calls it. */
final class ProjectFiles {
    private static final String ENDING = ".duckdb";
    private static final Pattern ESCAPED = Pattern.compile("%([0-9A-F]{2})");

    /** DuckDB's own databases. */
    private static final Set<String> TAKEN = Set.of("main", "memory", "system", "temp");

    private ProjectFiles() {}

    /** The file of a project. */
    static Path file(Path root, String project) {
        return root.resolve(stem(project) + ENDING);
    }

    /** Another one for each project, also where a file system does not tell capitals: they, and a colon, are {@code %XX}. */
    private static String stem(String project) {
        StringBuilder name = new StringBuilder();
        for (char c : project.toCharArray()) {
            boolean plain = c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '.';
            name.append(plain ? String.valueOf(c) : "%%%02X".formatted((int) c));
        }
        return name.toString();
    }

    /** The projects that have a file; none if there is no folder. */
    static List<String> projects(Path root) throws IOException {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(root)) {
            return files.flatMap(file -> project(root, file).stream()).sorted().toList();
        }
    }

    private static Optional<String> project(Path root, Path file) {
        String name = file.getFileName().toString();
        if (!name.endsWith(ENDING)) {
            return Optional.empty();
        }
        String project = ESCAPED.matcher(name.substring(0, name.length() - ENDING.length()))
                .replaceAll(code -> String.valueOf((char) Integer.parseInt(code.group(1), 16)));
        return Optional.of(project).filter(it -> file(root, it).equals(file));
    }

    /**
     * What a query calls a project: by its name, but where that is one of DuckDB's own, or would be taken for that of
     * another project, since DuckDB does not tell capitals.
     */
    static String database(String project) {
        boolean hasCapitals = project.chars().anyMatch(c -> c >= 'A' && c <= 'Z');
        return hasCapitals ? stem(project) : TAKEN.contains(project) ? project + "_" : project;
    }
}
