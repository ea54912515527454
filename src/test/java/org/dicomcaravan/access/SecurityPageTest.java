package org.dicomcaravan.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dicomcaravan.access.policy.Policies;
import org.dicomcaravan.access.policy.ServiceAccounts;
import org.junit.jupiter.api.Test;

/** What the pages about security show is what there is. */
class SecurityPageTest {

    private static final Pattern JSON = Pattern.compile("(?s)```json\n(.*?)```");
    private static final Pattern TEST = Pattern.compile("`(\\w+Test)`");
    private static final Pattern PROPERTY = Pattern.compile("`(caravan\\.[a-z.-]+)`");
    private static final Pattern VARIABLE = Pattern.compile("`(CARAVAN_[A-Z_]+)`");

    private static List<String> found(Pattern pattern, String page) throws IOException {
        return pattern.matcher(Files.readString(Path.of(page)))
                .results()
                .map(result -> result.group(1))
                .toList();
    }

    @Test
    void itsFilesCanBeRead() throws IOException {
        List<String> files = found(JSON, "docs/security.md");
        assertThat(files).hasSize(2);
        Principal robot = new Principal(Principal.Kind.SERVICE_ACCOUNT, "robot@clinic.example", Set.of());
        String store = "projects/clinic/locations/cellar/datasets/research/dicomStores/mr";
        assertThat(Policies.of(files.get(0)).permit(robot, "healthcare.dicomStores.export", store))
                .isTrue();
        assertThat(ServiceAccounts.of(files.get(1)).mayUseBucket("projects/clinic", "clinic-exports"))
                .isTrue();
    }

    @Test
    void itsSettingsAreThere() throws IOException {
        String settings = Files.readString(Path.of("config/application.properties"))
                + Files.readString(Path.of("config/application-google.properties"));
        for (String page : List.of("docs/security.md", "docs/threat-model.md")) {
            assertThat(found(PROPERTY, page))
                    .isNotEmpty()
                    .allSatisfy(property -> assertThat(settings).contains("\n" + property + "="));
        }
        Set<String> ofTheCommandLine = Set.of("CARAVAN_TOKEN");
        assertThat(found(VARIABLE, "docs/security.md"))
                .isNotEmpty()
                .allSatisfy(
                        variable -> assertThat(ofTheCommandLine.contains(variable) || hasVariable(settings, variable))
                                .as(variable)
                                .isTrue());
    }

    private static boolean hasVariable(String settings, String variable) {
        return settings.lines()
                .filter(line -> line.startsWith("caravan.") && line.contains("="))
                .map(line -> line.substring(0, line.indexOf('=')))
                .anyMatch(name -> name.toUpperCase(java.util.Locale.ROOT)
                        .replaceAll("[.-]", "_")
                        .equals(variable));
    }

    @Test
    void eachThreatHasATestThatIsThere() throws IOException {
        Set<String> tests;
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            tests = files.map(file -> file.getFileName().toString().replace(".java", ""))
                    .collect(Collectors.toSet());
        }
        assertThat(found(TEST, "docs/threat-model.md"))
                .hasSizeGreaterThan(20)
                .allSatisfy(test -> assertThat(tests).contains(test));
        assertThat(Files.readString(Path.of("docs/threat-model.md"))
                        .lines()
                        .dropWhile(line -> !line.startsWith("| threat"))
                        .skip(2)
                        .takeWhile(line -> line.startsWith("|")))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(TEST.matcher(row).results().map(MatchResult::group))
                        .isNotEmpty());
    }
}
