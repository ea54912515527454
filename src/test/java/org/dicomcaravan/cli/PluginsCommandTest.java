package org.dicomcaravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.dicomcaravan.transcode.PluginJar;
import org.dicomcaravan.transcode.PluginProject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginsCommandTest {

    private static final String SETTINGS = """
            @Override
            public java.util.List<org.dicomcaravan.plugin.PluginSetting> settings() {
                return java.util.List.of(new org.dicomcaravan.plugin.PluginSetting("line-width", "2", "a | number", "How wide"));
            }
            """;

    private static final String BREAKS = "public %s() { throw new IllegalStateException(\"no licence\"); }";

    @TempDir
    private Path folder;

    private Path plugins;
    private Path config;

    @BeforeEach
    void makeFolders() throws IOException {
        plugins = Files.createDirectories(folder.resolve("plugins"));
        config = Files.createDirectories(folder.resolve("config"));
        for (String file : new String[] {"application.properties", "application-embedded.properties"}) {
            Files.copy(Path.of("config", file), config.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** A jar with a transcoder for PNG. */
    private void drop(String name, String more) throws Exception {
        Path project = folder.resolve("project-" + name);
        Path sources = Files.createDirectories(project.resolve("src/main/java/site"));
        Files.writeString(sources.resolve(name + ".java"), """
                package site;
                public final class %s implements org.dicomcaravan.transcode.Transcoder {
                    %s
                    @Override
                    public java.util.List<org.dicomcaravan.transcode.OutputType> produces() {
                        return java.util.List.of(org.dicomcaravan.transcode.OutputType.of("image/png", ".png"));
                    }
                    @Override
                    public java.util.Optional<org.dicomcaravan.transcode.Outputs> transcode(
                            org.dicomcaravan.transcode.SourceInstance instance,
                            org.dicomcaravan.transcode.OutputFormat format) {
                        return java.util.Optional.empty();
                    }
                }
                """.formatted(name, more));
        Path services = project.resolve("src/main/resources").resolve(PluginJar.SERVICE);
        Files.createDirectories(services.getParent());
        Files.writeString(services, "site." + name + "\n");
        PluginProject.build(project, folder.resolve("classes-" + name), plugins, name + ".jar");
    }

    private CommandLineRun run(String... more) {
        String[] all = new String[5 + more.length];
        System.arraycopy(
                new String[] {"plugins", "--transcoders", plugins.toString(), "--config", config.toString()},
                0,
                all,
                0,
                5);
        System.arraycopy(more, 0, all, 5, more.length);
        CommandLineRun run = CommandLineRun.of(all);
        assertThat(run.code()).as(run.err()).isZero();
        return run;
    }

    private void set(String line) throws IOException {
        Path file = config.resolve("application.properties");
        Files.writeString(file, Files.readString(file) + line + "\n");
    }

    @Test
    void listsWhatIsBuiltIn() {
        String out = run().out();
        assertThat(out)
                .contains("""
                        transcoder jpeg, built in, order 1000
                          image/jpeg; transfer-syntax=1.2.840.10008.1.2.4.50
                          caravan.transcoder.jpeg.quality=90
                        """)
                .contains("""
                        decoder rle, built in, order 1000
                          1.2.840.10008.1.2.5 RLE Lossless
                        """)
                .contains("caravan.codec.jpeg-ls.near=2", "Jars: none")
                .doesNotContain("Can't be used", "Done by more than one");
    }

    @Test
    void saysWhoIsAskedFirstAndWhatEachJarBrings() throws Exception {
        drop("Lines", SETTINGS);
        drop("Curves", "");
        String out = run().out();
        assertThat(out)
                .contains("""
                        transcoder Lines, Lines.jar, order 0
                          image/png
                          caravan.transcoder.Lines.line-width=2
                            How wide: a | number
                        """)
                .contains("caravan.transcoder.Curves.*\n    declares no settings")
                .contains("  transcoder image/png: Curves (Curves.jar), order 0; then Lines (Lines.jar), order 0;"
                        + " then png (built in), order 1000\n")
                .contains("  Lines.jar: transcoder Lines\n")
                .doesNotContain("Can't be used");
    }

    @Test
    void whatIsBrokenHidesNothing() throws Exception {
        drop("Broken", BREAKS.formatted("Broken"));
        Files.writeString(plugins.resolve("text.jar"), "no jar");
        drop("Curves", "");
        String out = run().out();
        assertThat(out).contains("transcoder Curves, Curves.jar", "transcoder png, built in", "\nCan't be used:\n");
        assertThat(out.lines())
                .anyMatch(line -> line.startsWith("  plugin text.jar can't be read and is left out"))
                .anyMatch(line -> line.startsWith("  plugin Broken.jar: ") && line.contains("no licence"));
    }

    @Test
    void namesSettingsThatAServerWouldRefuse() throws Exception {
        drop("Lines", SETTINGS);
        set("caravan.transcoder.Lines.line-widht=3");
        assertThat(run().out())
                .contains("caravan.transcoder.Lines.line-widht is no setting of a plugin;"
                        + " caravan.transcoder.Lines.line-width is");
        set("caravan.codec.jpeg.quality=0");
        assertThat(run().out())
                .contains("transcoder Lines, Lines.jar")
                .contains("encoder jpeg: quality is \"0\": expected a whole number from 1 to 100");
    }

    @Test
    void theSameAsJson() throws Exception {
        drop("Lines", SETTINGS);
        JsonNode list = new ObjectMapper().readTree(run("--json").out());
        JsonNode first = list.at("/plugins/0");
        assertThat(first.path("kind").asText()).isEqualTo("transcoder");
        assertThat(first.path("origin").asText()).isEqualTo("Lines.jar");
        assertThat(first.at("/settings/0/name").asText()).isEqualTo("caravan.transcoder.Lines.line-width");
        assertThat(first.at("/settings/0/default").asText()).isEqualTo("2");
        assertThat(first.path("takesAnySetting").asBoolean()).isFalse();
        assertThat(list.at("/contests/0/offer").asText()).isEqualTo("image/png");
        assertThat(list.at("/contests/0/asked").findValuesAsText("name")).containsExactly("Lines", "png");
        assertThat(list.at("/jars/0/file").asText()).isEqualTo("Lines.jar");
        assertThat(list.path("problems")).isEmpty();
    }

    @Test
    void theReferenceOfSettingsHasWhatPluginsDeclare() throws Exception {
        drop("Lines", SETTINGS);
        String[] folders = {"--transcoders", plugins.toString(), "--config", config.toString()};
        assertThat(CommandLineRun.of("settings", folders[0], folders[1], "--markdown")
                        .out())
                .contains("| `caravan.transcoder.Lines.line-width` | `2` | a \\| number | How wide |\n");
        set("caravan.transcoder.Lines.line-width=5");
        assertThat(CommandLineRun.of("settings", folders[0], folders[1], folders[2], folders[3])
                        .outLines())
                .anyMatch(line ->
                        line.matches("caravan\\.transcoder\\.Lines\\.line-width +5 +.*application\\.properties"));
    }

    @Test
    void aFolderThatIsNotThereIsSaid() {
        CommandLineRun run = CommandLineRun.of(
                "plugins", "--transcoders", folder.resolve("none").toString());
        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("--transcoders: there is no folder");
    }
}
