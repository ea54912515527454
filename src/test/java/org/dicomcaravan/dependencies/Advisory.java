package org.dicomcaravan.dependencies;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * An advisory, as {@code config/quality/advisories.csv} has it.
 *
 * @param id its name, such as {@code CVE-2021-44228}
 * @param library {@code group:artifact}
 * @param hit the versions that it is about
 * @param note why one of these does no harm here; empty if it would
 */
record Advisory(String id, String library, VersionRange hit, String note) {
    static final Path LIST = Path.of("config/quality/advisories.csv");

    private static final String HEAD = "advisory,library,vulnerable versions,why it does no harm";
    private static final Pattern ID = Pattern.compile("(CVE-\\d{4}-\\d{4,}|GHSA(-[0-9a-z]{4}){3})");
    private static final Pattern LIBRARY = Pattern.compile("[\\w.-]+:[\\w.-]+");

    Advisory {
        if (!ID.matcher(id).matches() || !LIBRARY.matcher(library).matches()) {
            throw new IllegalArgumentException(
                    "an advisory is CVE-…|GHSA-…,GROUP:ARTIFACT,…, not " + id + "," + library);
        }
    }

    static List<Advisory> list() throws IOException {
        return Files.readAllLines(LIST).stream()
                .filter(line -> !line.startsWith("#") && !line.equals(HEAD))
                .map(Advisory::parse)
                .toList();
    }

    /** A line; its last column may hold commas. */
    static Advisory parse(String line) {
        String[] columns = line.split(",", 4);
        if (columns.length < 4) {
            throw new IllegalArgumentException("four columns are expected in: " + line);
        }
        return new Advisory(columns[0], columns[1], new VersionRange(columns[2]), columns[3].strip());
    }

    boolean hits(Library other) {
        return other.is(library) && hit.contains(other.version());
    }
}
