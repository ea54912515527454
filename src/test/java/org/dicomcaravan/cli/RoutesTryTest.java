package org.dicomcaravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code routes try}, on the worked additions and on what goes wrong. */
class RoutesTryTest {

    private static final String WORKED = "docs/customisations/";

    @TempDir
    Path folder;

    private static CommandLineRun tried(String... more) {
        String[] line = new String[more.length + 2];
        line[0] = "routes";
        line[1] = "try";
        System.arraycopy(more, 0, line, 2, more.length);
        return CommandLineRun.of(line);
    }

    @Test
    void saysWhatIsLeftOut() {
        CommandLineRun run = tried(WORKED + "leave-out-a-modality.camel.yaml");
        assertThat(run.code()).isZero();
        assertThat(run.out())
                .containsPattern("left out +0 +[1-9]")
                .containsPattern("failed +0 +0")
                .contains("that are missing:")
                .doesNotContain("other bytes", "that are new");
    }

    @Test
    void saysWhatHasOtherBytesAndKeepsIt() {
        Path kept = folder.resolve("kept");
        CommandLineRun run =
                tried(WORKED + "watermark.camel.yaml", "--mime-type", "image/png", "--keep", kept.toString());
        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("with other bytes:", "Kept in " + kept).doesNotContain("missing");
        assertThat(kept.resolve("with/buckets/demo/try")).isDirectory();
        assertThat(tried(WORKED + "watermark.camel.yaml", "--keep", kept.toString())
                        .err())
                .contains("is there already");
    }

    /** A file that the site has by this name is what is tried, and not what it is compared with. */
    @Test
    void takesTheFileOutOfWhatTheSiteHas() throws Exception {
        Path site = Files.createDirectories(folder.resolve("site"));
        Path file = site.resolve("one.camel.yaml");
        Files.copy(Path.of(WORKED, "leave-out-a-modality.camel.yaml"), file);
        CommandLineRun run = tried(file.toString(), "--site", site.toString());
        assertThat(run.out()).containsPattern("left out +0 +[1-9]");
    }

    @Test
    void tellsWhyInstancesFail() throws Exception {
        Path file = folder.resolve("failing.camel.yaml");
        Files.writeString(file, """
                - route:
                    id: failing
                    from:
                      uri: site:before-instance
                      steps:
                        - throwException:
                            exceptionType: java.lang.IllegalStateException
                            message: not today
                """);
        CommandLineRun run = tried(file.toString());
        assertThat(run.code()).isEqualTo(ExitCode.INSTANCES_FAILED);
        assertThat(run.out()).contains("Failures with it:", "Route failing at before-instance: not today");
    }

    @Test
    void triesNothingThatIsNotValid() throws Exception {
        Path file = folder.resolve("wrong.camel.yaml");
        Files.writeString(file, """
                - route:
                    id: wrong
                    from:
                      uri: site:befor-object
                      steps:
                        - bean: {ref: deliverys, method: json}
                """);
        CommandLineRun run = tried(file.toString());
        assertThat(run.code()).isEqualTo(ExitCode.FAILURE);
        assertThat(run.out())
                .contains("did you mean before-object?", "did you mean deliveries?")
                .doesNotContain("WITHOUT");
    }

    /** As docs/routes.md says where a setting of a route belongs; the run without the file does not know it. */
    @Test
    void takesSettingsWhereTheyBelong() throws Exception {
        Path config = Files.createDirectories(folder.resolve("config"));
        for (String name : new String[] {"application.properties", "application-embedded.properties"}) {
            Files.copy(Path.of("config", name), config.resolve(name));
        }
        Files.writeString(
                config.resolve("application.properties"),
                "\ncaravan.copy.folder=" + folder.resolve("copies") + "\n",
                java.nio.file.StandardOpenOption.APPEND);
        CommandLineRun run = tried(WORKED + "second-copy.camel.yaml", "--config", config.toString());
        assertThat(run.code()).as(run.out() + run.err()).isZero();
        assertThat(folder.resolve("copies/demo/try")).isDirectory();
    }

    @Test
    void namesTheUsersOwnFile() {
        CommandLineRun run = tried(WORKED + "second-copy.camel.yaml");
        assertThat(run.code()).isEqualTo(ExitCode.FAILURE);
        assertThat(run.out()).contains(WORKED + "second-copy.camel.yaml:13: setting caravan.copy.folder has no value");
    }

    @Test
    void refusesWhatIsNoFileOfRoutes() throws Exception {
        Path file = Files.writeString(folder.resolve("plain.yaml"), "");
        assertThat(tried(file.toString()).err()).contains("expected a name that ends in .camel.yaml");
    }

    @Test
    void refusesAFileThatIsNotThere() {
        CommandLineRun run = tried("/no/such.camel.yaml");
        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("/no/such.camel.yaml");
    }
}
