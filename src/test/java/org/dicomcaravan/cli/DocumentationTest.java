package org.dicomcaravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the pages show is what there is. What their commands do is seen by {@code .ci/run}, which runs them. */
class DocumentationTest {

    private static final Pattern BLOCK = Pattern.compile("(?m)^```(\\w*)\\n(.*?)^```", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");

    static List<Path> pages() throws IOException {
        List<Path> pages =
                new ArrayList<>(List.of(Path.of("README.md"), Path.of("CONTRIBUTING.md"), Path.of("CHANGELOG.md")));
        for (Path folder : List.of(Path.of("docs"), Path.of("transcoders"), Path.of("bench"))) {
            if (Files.isDirectory(folder)) {
                try (Stream<Path> files = Files.walk(folder)) {
                    files.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
                }
            }
        }
        return pages;
    }

    private static List<String> blocks(Path page, String language) throws IOException {
        Matcher matcher = BLOCK.matcher(Files.readString(page));
        return matcher.results()
                .filter(result -> result.group(1).equals(language))
                .map(result -> result.group(2))
                .toList();
    }

    /** The lines of a YAML block stand, in the same order, in one of the route files that the tests run. */
    @ParameterizedTest
    @MethodSource("pages")
    void yamlIsThatOfAFileThatIsTested(Path page) throws IOException {
        List<String> files = new ArrayList<>();
        for (Path folder : List.of(Path.of("routes"), Path.of("docs/customisations"))) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path file : all.filter(Files::isRegularFile).toList()) {
                    files.add(flat(Files.readString(file)));
                }
            }
        }
        for (String block : blocks(page, "yaml")) {
            assertThat(files).as(block).anyMatch(file -> file.contains(flat(block)));
        }
    }

    private static String flat(String yaml) {
        return yaml.lines().map(String::strip).collect(Collectors.joining("\n"));
    }

    /** Every command line of ours is one that the program takes. */
    @ParameterizedTest
    @MethodSource("pages")
    void commandsAreThoseOfTheProgram(Path page) throws IOException {
        for (String block : blocks(page, "")) {
            for (String line : block.replaceAll("\\\\\\n\\s*", "").lines().toList()) {
                Matcher command = Pattern.compile("^(?:\\w+=\\S+ )*\\./caravan (.*?)(?: +#.*| &)?$")
                        .matcher(line);
                if (command.matches()) {
                    String[] arguments = command.group(1).split(" +");
                    assertThat(Caravan.commandLine(Map.of())
                                    .parseArgs(arguments)
                                    .errors())
                            .as(line)
                            .isEmpty();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void linksLeadSomewhere(Path page) throws IOException {
        Matcher links = LINK.matcher(Files.readString(page));
        while (links.find()) {
            Path target =
                    page.toAbsolutePath().getParent().resolve(links.group(1)).normalize();
            assertThat(target).as("link in " + page).exists();
        }
    }
}
