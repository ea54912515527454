package org.dicomcaravan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script of {@code completion}, asked by bash as when a user presses the tab key. */
class CompletionTest {
    @TempDir
    private static Path folder;

    private static Path script;

    @BeforeAll
    static void print() throws IOException {
        assumeThat(Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(path -> Files.isExecutable(Path.of(path, "bash"))))
                .as("bash is installed")
                .isTrue();
        CommandLineRun run = CommandLineRun.of("completion");
        assertThat(run.code()).isZero();
        assertThat(run.err()).isEmpty();
        script = Files.writeString(folder.resolve("completion"), run.out());
    }

    private static String bash(String... arguments) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Stream.concat(Stream.of("bash"), Stream.of(arguments)).toList())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    /** What bash offers for the last of these words, which may be begun; {@code compopt} grumbles out of its place. */
    private static List<String> offered(String... words) throws IOException, InterruptedException {
        String line = "source '" + script + "'; COMP_WORDS=(" + quoted(words) + "); COMP_CWORD=" + (words.length - 1)
                + "; _complete_caravan 2>/dev/null; printf '%s\\n' \"${COMPREPLY[@]}\"";
        return bash("--norc", "-c", line).lines().map(String::strip).toList();
    }

    private static String quoted(String... words) {
        return String.join(" ", Stream.of(words).map(word -> "'" + word + "'").toList());
    }

    @Test
    void bashTakesIt() throws Exception {
        assertThat(bash("-n", script.toString())).isEmpty();
        assertThat(bash("--norc", "-c", "source '" + script + "'; complete -p caravan"))
                .contains("_complete_caravan");
    }

    @Test
    void knowsVerbsAndFlags() throws Exception {
        assertThat(offered("caravan", ""))
                .contains("serve", "export", "operations", "stores", "buckets", "query", "completion", "help");
        assertThat(offered("caravan", "operations", "")).contains("list", "wait", "cancel", "log", "failures");
        assertThat(offered("caravan", "operations", "w")).containsExactly("wait");
        assertThat(offered("caravan", "export", "--mi")).containsExactly("--mime-type");
        assertThat(offered("caravan", "operations", "list", "--js")).containsExactly("--json");
        assertThat(offered("caravan", "query", "--format", "")).containsExactlyInAnyOrder("TABLE", "CSV", "JSON");
    }

    /** {@code query --profile} is not for people. */
    @Test
    void tellsNothingThatIsHidden() throws Exception {
        assertThat(Caravan.commandLine(java.util.Map.of())
                        .getSubcommands()
                        .get("query")
                        .getCommandSpec()
                        .findOption("--profile")
                        .hidden())
                .isTrue();
        assertThat(offered("caravan", "query", "--")).contains("--data").doesNotContain("--profile");
    }
}
