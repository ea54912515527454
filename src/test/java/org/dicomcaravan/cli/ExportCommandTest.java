package org.dicomcaravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.dicomcaravan.samples.MadeSamples;
import org.dicomcaravan.samples.Samples;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exports without a server: the command brings its own. */
class ExportCommandTest {
    @TempDir
    private static Path folder;

    private static Path data;

    @BeforeAll
    static void prepare() throws IOException {
        data = folder.resolve("data");
        MadeSamples.into(data);
    }

    @Test
    void theReadmesFirstCommandExplainsItsOneFailure() throws IOException {
        CommandLineRun run = export("samples", "gs://demo/first", "--mime-type", "image/png");
        assertThat(run.code()).isEqualTo(ExitCode.INSTANCES_FAILED);
        assertThat(run.outLines()).hasSize(4);
        assertThat(run.outLines().get(0))
                .startsWith("Done in ")
                .contains("39 instances exported to gs://demo/first", "buckets/demo/first", "1 failed");
        assertThat(run.outLines().get(1))
                .startsWith("  1 × FAILED_PRECONDITION: ")
                .contains("no pixel data");
        assertThat(run.outLines().get(2)).startsWith("      studies/");
        // The last line is a command that tells the same, now that no server runs.
        String[] words = run.outLines().get(3).replaceFirst(".*caravan ", "").split(" ");
        CommandLineRun failures = CommandLineRun.of(words);
        assertThat(failures.outLines()).isEqualTo(run.outLines().subList(1, 3));
        words[1] = "log";
        assertThat(CommandLineRun.of(words).outLines())
                .hasSize(1)
                .allMatch(line -> line.matches("ERROR studies/\\S+: FAILED_PRECONDITION: .*no pixel data.*"));
        words[2] = "12345";
        CommandLineRun nothing = CommandLineRun.of(words);
        assertThat(nothing.code()).isEqualTo(ExitCode.REFUSED);
        assertThat(nothing.err()).contains("no operation 12345").hasLineCount(1);
        assertThat(run.err()).contains("39 of 40 done, 1 failed, 0 pending");
        assertThat(files(data.resolve("buckets/demo/first"))).isGreaterThan(39);
    }

    /** Its server would take work of the others, and leave them its own when it ends. */
    @Test
    void isRefusedWhereItsServerWouldBeOneOfMany() throws IOException {
        Path config = Files.createDirectories(folder.resolve("shared"));
        for (String name : new String[] {"application.properties", "application-embedded.properties"}) {
            Files.copy(Path.of("config", name), config.resolve(name));
        }
        Path file = config.resolve("application.properties");
        Files.writeString(
                file, "\ncaravan.state.url=jdbc:postgresql://127.0.0.1:1/caravan\n", StandardOpenOption.APPEND);
        CommandLineRun run = export("samples", "gs://demo/shared", "--config=" + config);
        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err())
                .contains("export without --server brings a server of its own, and caravan.state.url is set by " + file
                        + ", so that it would be one of many: name one of those by --server");
    }

    @Test
    void allOfItAsDicomIsCodeZero() throws IOException {
        CommandLineRun run = export("samples", "gs://demo/dicom");
        assertThat(run.out()).contains("40 instances exported").doesNotContain("failed");
        assertThat(run.code()).isZero();
        assertThat(files(data.resolve("buckets/demo/dicom"))).isEqualTo(40);
    }

    @Test
    void aFolderIsAStore() throws IOException {
        Path bones = Samples.folder(data).resolve("bones");
        CommandLineRun run = export(bones.toString(), "gs://demo/bones", "--mime-type", "image/jpeg");
        assertThat(run.code()).isZero();
        assertThat(files(data.resolve("buckets/demo/bones"))).isEqualTo(2);
    }

    @Test
    void tellsOfLinesOfTheFilterThatMatchNothing() throws IOException {
        Path filter = Files.createDirectories(data.resolve("buckets/lists")).resolve("f.txt");
        Files.writeString(filter, "/studies/1.2.3\nnonsense\n");
        CommandLineRun run = export("samples", "gs://demo/filtered", "--filter-config-gcs-uri", "gs://lists/f.txt");
        assertThat(run.code()).isEqualTo(ExitCode.INSTANCES_FAILED);
        assertThat(run.outLines().get(0)).contains("0 instances exported");
        assertThat(run.outLines().get(1)).contains("2 lines of the filter matched nothing", "caravan operations log ");
    }

    @Test
    void aStoreThatIsNotThereIsRefusedWithThoseThatAre() {
        CommandLineRun run = export("nothing", "gs://demo/nothing");
        assertThat(run.code()).isEqualTo(ExitCode.REFUSED);
        assertThat(run.err()).contains("no DICOM store nothing", "samples").hasLineCount(1);
    }

    @Test
    void aMimeTypeThatNobodyKnowsIsRefused() {
        CommandLineRun run = export("samples", "gs://demo/cinema", "--mime-type", "video/matroska");
        assertThat(run.code()).isEqualTo(ExitCode.REFUSED);
        assertThat(run.err()).contains("video/matroska");
    }

    @Test
    void aBucketThatIsNotThereEndsInAnError() {
        CommandLineRun run = export("samples", "gs://nowhere/at-all");
        assertThat(run.code()).isIn(ExitCode.OPERATION_ERROR, ExitCode.REFUSED);
        assertThat(run.out() + run.err()).contains("nowhere");
    }

    private static CommandLineRun export(String store, String destination, String... more) {
        String[] arguments = Stream.concat(
                        Stream.of("export", store, destination, "--data", data.toString()), Stream.of(more))
                .toArray(String[]::new);
        return CommandLineRun.of(arguments);
    }

    private static long files(Path below) throws IOException {
        try (Stream<Path> files = Files.walk(below)) {
            return files.filter(Files::isRegularFile).count();
        }
    }
}
