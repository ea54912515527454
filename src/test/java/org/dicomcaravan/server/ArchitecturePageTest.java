package org.dicomcaravan.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/architecture.md names is there: routes, classes, what is in the data folder. Packages have ArchitectureTest. */
class ArchitecturePageTest {

    private static final Path PAGE = Path.of("docs/architecture.md");
    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");
    private static final Pattern ROUTE = Pattern.compile("(?m)^- route:\\s+id: (\\S+)");
    private static final Pattern SHOWN_ROUTE = Pattern.compile("class=\"id\"[^>]*>([^<]+)<");

    /** The journals of SQLite, and locks, belong to their files. */
    private static final String BESIDE = "(-wal|-shm|\\.lock)$";

    @TempDir
    private Path folder;

    /** What stands quoted in a column of the table whose head begins with a word. */
    private static Set<String> quoted(String table, int column) throws IOException {
        return Files.readAllLines(PAGE).stream()
                .dropWhile(line -> !line.startsWith("| " + table + " |"))
                .takeWhile(line -> line.startsWith("|"))
                .skip(2)
                .flatMap(line -> QUOTED.matcher(line.split("\\|")[column]).results())
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> routes() throws IOException {
        Set<String> routes = new TreeSet<>();
        for (String name : ServerUnderTest.files(Path.of("routes"))) {
            Path file = Path.of("routes", name);
            ROUTE.matcher(Files.readString(file)).results().forEach(found -> routes.add(found.group(1)));
        }
        return routes;
    }

    @Test
    void everyRouteHasItsStep() throws IOException {
        assertThat(quoted("step", 2)).isEqualTo(routes());
    }

    @Test
    void thePictureShowsRoutesThatAreThere() throws IOException {
        String picture = Files.readString(Path.of("docs/architecture.svg"));
        List<String> shown = SHOWN_ROUTE
                .matcher(picture)
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(shown).hasSizeGreaterThan(10).doesNotHaveDuplicates();
        assertThat(routes()).containsAll(shown);
    }

    @Test
    void everyClassIsThere() throws IOException {
        Set<String> classes;
        try (Stream<Path> all = Files.walk(Path.of("src/main/java"))) {
            classes = all.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .map(name -> name.replace(".java", ""))
                    .collect(Collectors.toSet());
        }
        assertThat(quoted("step", 3)).isNotEmpty().isSubsetOf(classes);
        assertThat(quoted("question", 2).stream().filter(name -> !name.contains(".")))
                .hasSizeGreaterThan(20)
                .isSubsetOf(classes);
    }

    /** With both kinds of exports under way, or at their ends. */
    @Test
    void nothingElseIsInTheDataFolder() throws IOException {
        Set<String> shown = quoted("entry", 1).stream()
                .map(name -> name.replace("/", ""))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> there;
        try (RunningServer server = RunningServer.start(folder, null, Map.of())) {
            server.finished(server.start("objects", "image/png"));
            server.finished(server.start("rows", "application/vnd.apache.parquet"));
            try (Stream<Path> all = Files.list(server.data)) {
                there = all.map(file -> file.getFileName().toString().replaceFirst(BESIDE, ""))
                        .collect(Collectors.toCollection(TreeSet::new));
            }
        }
        assertThat(shown).containsAll(there);
        shown.removeAll(there);
        assertThat(shown).as("of the profile google, and of tables").isSubsetOf("sent.db", "bigquery");
    }
}
