package org.dicomcaravan.cli;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Whoever does something wrong is told the problem, the place and the way out: each of {@link Misuses} is done. */
class SentencesTest {
    static final String STORE = "projects/p/locations/l/datasets/d/dicomStores/s={folder}/data";

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Path SETPRIV = Path.of("/usr/bin/setpriv");
    private static final String PASSES_OVER = "-dac_override,-dac_read_search";
    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");

    /** Sentences of the page that take more than a command line, and the tests that wait for them. */
    private static final Map<String, String> ELSEWHERE = Map.ofEntries(
            entry("port … is taken by another program", "ServeCommandTest"),
            entry("The operation waits: …", "WaitNoticeTest"),
            entry("Access policy … can't be used: …", "RereadFileTest"),
            entry("Quota exceeded: …", "QuotaTest"),
            entry("object gs://…: the disk is full", "FullDiskTest"),
            entry("the records of the embedded buckets (objects.db): the disk is full", "FullDiskTest"),
            entry("Profile … can't be based on …", "ConfigurationTest"),
            entry("Property caravan.broker.url is …: expected …", "ConfigurationTest"),
            entry("Property caravan.state.url is …: expected …, since profile …", "ConfigurationTest"),
            entry("Broker … can't be reached: …", "BrokerTest"),
            entry("Broker … fails those who read its queues: …", "BrokerWatchTest"),
            entry("… work items could not be queued, they are offered again …", "LostHintsTest"),
            entry(
                    "Execution of JMS message listener failed. Caused by: [… A message is no JSON: …]",
                    "BrokerQueuesTest"),
            entry("… A message is no work item…", "ForeignMessagesTest"),
            entry("The state can't be reached by caravan.state.url: …", "NodesCommandTest"),
            entry("the state in … can't be read: no server has worked with it yet", "NodesCommandTest"),
            entry("There is no state: …", "NodesCommandTest"),
            entry("export without --server brings a server of its own, and …", "ExportCommandTest"));

    @TempDir
    private static Path folder;

    /** Another operation has made it. */
    static AutoCloseable exportTable(Path folder) {
        CommandLineRun run =
                CommandLineRun.of("export", "samples", "bq://demo.first.x", "--data=" + folder.resolve("data"));
        assertThat(run.code()).as(run.err()).isZero();
        return () -> {};
    }

    @TestFactory
    Stream<DynamicTest> names() {
        return Misuses.all().map(misuse -> dynamicTest(misuse.did(), () -> done(misuse)));
    }

    private static void done(Misuse misuse) throws Exception {
        Path own = Files.createTempDirectory(folder, "misuse").toRealPath();
        Preparations.shipped(own);
        try (AutoCloseable undone = misuse.first().in(own)) {
            assertThat(undone).isNotNull();
            List<String> arguments = misuse.arguments().stream()
                    .map(word -> word.replace("{folder}", own.toString()))
                    .toList();
            CommandLineRun run = misuse.weak()
                            || misuse.code() == Misuse.RUNS
                            || !misuse.environment().isEmpty()
                    ? process(misuse, arguments, own)
                    : CommandLineRun.of(arguments.toArray(String[]::new));
            String said = run.out() + run.err();
            assertThat(run.code()).as(said).isEqualTo(misuse.code());
            assertThat(said)
                    .contains(misuse.sentence().stream()
                            .map(part -> part.replace("{folder}", own.toString()))
                            .toList())
                    .doesNotContain("Exception", "\tat ", "[SQLITE_");
        }
    }

    private static CommandLineRun process(Misuse misuse, List<String> arguments, Path own) throws Exception {
        List<String> command = new ArrayList<>(misuse.weak() ? weak(own) : List.of());
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Caravan.class.getName()));
        command.addAll(arguments);
        Path output = own.resolve("output");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(misuse.environment());
        Process process = builder.start();
        try {
            if (misuse.code() == Misuse.RUNS) {
                await().atMost(PATIENCE)
                        .until(() -> !process.isAlive() || saysAll(misuse, Files.readString(output), own));
                return new CommandLineRun(
                        process.isAlive() ? Misuse.RUNS : process.exitValue(), "", Files.readString(output));
            }
            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .as("It goes on: %s", Files.readString(output))
                    .isTrue();
            return new CommandLineRun(process.exitValue(), "", Files.readString(output));
        } finally {
            process.destroyForcibly();
            process.waitFor();
        }
    }

    private static boolean saysAll(Misuse misuse, String said, Path own) {
        return misuse.sentence().stream().allMatch(part -> said.contains(part.replace("{folder}", own.toString())));
    }

    /** Root passes over permissions, unless he gives that up. */
    private static List<String> weak(Path own) {
        Path closed = own.resolve("closed");
        if (!Files.isReadable(closed)) {
            return List.of();
        }
        List<String> without = List.of(SETPRIV.toString(), "--bounding-set", PASSES_OVER, "--inh-caps", PASSES_OVER);
        List<String> trial = new ArrayList<>(without);
        trial.addAll(List.of("/bin/ls", closed.toString()));
        assumeTrue(
                Files.isExecutable(SETPRIV) && Preparations.run(trial.toArray(String[]::new)) == 2,
                "Skipped, since root may read every folder, and can't give that up without setpriv (util-linux)");
        return without;
    }

    @Test
    void areThoseOfThePage() throws IOException {
        String page = Files.readString(Path.of("docs/operation.md"));
        List<String> rows = page.substring(page.indexOf("## Troubleshooting by error sentence"))
                .lines()
                .filter(line -> line.startsWith("| `"))
                .toList();
        assertThat(rows).hasSizeGreaterThan(ELSEWHERE.size());
        assertThat(rows.stream().flatMap(SentencesTest::quoted))
                .containsAll(ELSEWHERE.keySet())
                .allMatch(sentence -> ELSEWHERE.containsKey(sentence) || canBeSaid(sentence));
    }

    /** The sentences in the first column. */
    private static Stream<String> quoted(String row) {
        return QUOTED.matcher(row.split("\\|", -1)[1]).results().map(found -> found.group(1));
    }

    private static boolean canBeSaid(String sentence) {
        List<String> words = Stream.of(sentence.split("…"))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
        return Misuses.all()
                .map(misuse -> String.join(" ", misuse.sentence()))
                .anyMatch(said -> words.stream().allMatch(said::contains));
    }
}
