package org.dicomcaravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code routes replace} and {@code routes diff}, as a site has them over a copy of the project's routes. */
class RoutesDiffCommandTest {

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void copy() throws IOException {
        file = folder.resolve("site/replace/deliver-object.camel.yaml");
        try (Stream<Path> routes = Files.list(Path.of("routes"))) {
            for (Path route : routes.filter(Files::isRegularFile).toList()) {
                Files.copy(route, folder.resolve(route.getFileName().toString()));
            }
        }
    }

    private CommandLineRun run(String... arguments) {
        return CommandLineRun.of(
                Stream.of(Stream.of("routes"), Stream.of(arguments), Stream.of("--routes", folder.toString()))
                        .flatMap(part -> part)
                        .toArray(String[]::new));
    }

    private void replace() throws IOException {
        CommandLineRun run = run("replace", "deliver-object");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains(file.toString(), "`caravan routes validate`", "`caravan routes diff`");
        edit("Sends an object", "Brings an object");
    }

    private void edit(String before, String after) throws IOException {
        Files.writeString(file, Files.readString(file).replaceFirst(before, after));
    }

    /** As if it came from a version whose route was another. */
    private void age() throws IOException {
        edit("version \\S+ SHA-256 [0-9a-f]+", "version 0.0.9, SHA-256 " + "0".repeat(64));
    }

    @Test
    void withoutChangesThereIsOneSentence() {
        CommandLineRun run = run("diff");
        assertThat(run.code()).isZero();
        assertThat(run.outLines()).containsExactly("No route is replaced, and the pipeline is as this version has it.");
    }

    @Test
    void aReplacedRouteIsValidAndNeedsNoReview() throws IOException {
        replace();
        CommandLineRun diff = run("diff");
        assertThat(diff.code()).isZero();
        assertThat(diff.out())
                .contains(
                        "taken from this version's.",
                        "\n-    description: Sends an object",
                        "\n+    description: Brings an");
        CommandLineRun validate = run("validate");
        assertThat(validate.code()).as(validate.out()).isZero();
        assertThat(validate.out())
                .contains("in place of deliver-object: " + file)
                .doesNotContain("Note:");
    }

    @Test
    void aRouteOfAnotherVersionNeedsReviewUntilItIsAccepted() throws IOException {
        replace();
        age();
        CommandLineRun diff = run("diff");
        assertThat(diff.code()).isEqualTo(ExitCode.FAILURE);
        assertThat(diff.out()).contains("taken from version 0.0.9", "caravan routes diff --accept deliver-object");
        CommandLineRun validate = run("validate");
        assertThat(validate.code()).isZero();
        assertThat(validate.out()).contains("Note: " + file + ": route deliver-object was taken from version 0.0.9");

        assertThat(run("diff", "--accept", "deliver-object").code()).isZero();
        assertThat(run("diff").code()).isZero();
        assertThat(run("validate").out()).doesNotContain("Note:");
    }

    @Test
    void scriptsGetJson() throws IOException {
        assertThat(run("diff", "--json").out().strip()).isEqualTo("[ ]");
        replace();
        age();
        Files.delete(folder.resolve("plan-export.camel.yaml"));
        CommandLineRun run = run("diff", "--json");
        assertThat(run.code()).isEqualTo(ExitCode.FAILURE);
        JsonNode found = new ObjectMapper().readTree(run.out());
        assertThat(found).hasSize(2);
        assertThat(found.at("/0/route").asText()).isEqualTo("deliver-object");
        assertThat(found.at("/0/file").asText()).isEqualTo(file.toString());
        assertThat(found.at("/0/state").asText()).isEqualTo("outdated");
        assertThat(found.at("/0/takenFrom").asText()).isEqualTo("0.0.9");
        assertThat(found.at("/0/changedSince").booleanValue()).isTrue();
        assertThat(found.at("/0/diff").asText()).startsWith("--- deliver-object of version ");
        assertThat(found.at("/1/route").isNull()).isTrue();
        assertThat(found.at("/1/state").asText()).isEqualTo("missing");
    }

    @Test
    void aMisspeltRouteIsToldFromTheOneThatIsMeant() throws IOException {
        for (List<String> arguments : List.of(List.of("replace"), List.of("diff", "--accept"))) {
            CommandLineRun run = run(Stream.concat(arguments.stream(), Stream.of("deliver-objekt"))
                    .toArray(String[]::new));
            assertThat(run.code()).isEqualTo(ExitCode.USAGE);
            assertThat(run.err()).contains("deliver-objekt");
            assertThat(run.err().contains("did you mean deliver-object?")).isEqualTo(arguments.contains("replace"));
        }
        assertThat(file).doesNotExist();
        replace();
        assertThat(run("diff", "--accept", "deliver-objekt").err()).contains("did you mean deliver-object?");
        CommandLineRun again = run("replace", "deliver-object");
        assertThat(again.code()).isEqualTo(ExitCode.FAILURE);
        assertThat(again.err()).contains("is replaced already, by " + file);
    }
}
