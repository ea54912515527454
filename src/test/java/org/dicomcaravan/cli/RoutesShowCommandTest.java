package org.dicomcaravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoutesShowCommandTest {

    @TempDir
    private Path site;

    @Test
    void theProjectsRoutesAreShown() {
        CommandLineRun run = CommandLineRun.of("routes", "show");
        assertThat(run.code()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.outLines()).contains("http-gateway  from platform-http:/", "plan-export  from queue exports");
    }

    @Test
    void theyAreDataForPrograms() throws Exception {
        Files.copy(Path.of("docs/customisations/watermark.camel.yaml"), site.resolve("watermark.camel.yaml"));
        JsonNode routes = new ObjectMapper()
                .readTree(CommandLineRun.of("routes", "show", "deliver", "--json", "--site", site.toString())
                        .out())
                .path("routes");
        assertThat(routes.findValuesAsText("id"))
                .containsExactly("deliver", "watermark", "deliver-object", "deliver-row");
        assertThat(routes.at("/0/steps/1/steps/0/steps/0/calls/0").asText()).isEqualTo("watermark");
        JsonNode added = routes.path(1);
        assertThat(added.path("origin").asText()).isEqualTo("added");
        assertThat(added.path("file").asText()).isEqualTo("site/watermark.camel.yaml");
        assertThat(added.path("addition").toString())
                .isEqualTo("{\"point\":\"before-object\",\"order\":100,\"onError\":\"fail\",\"changesBody\":true}");
    }

    @Test
    void oneFormAtATime() {
        assertThat(CommandLineRun.of("routes", "show", "--json", "--mermaid").code())
                .isEqualTo(ExitCode.USAGE);
        assertThat(CommandLineRun.of("routes", "show", "--mermaid").out()).startsWith("flowchart TB\n");
    }

    @Test
    void aRouteThatIsNoneIsNamedWithTheNearest() {
        CommandLineRun run = CommandLineRun.of("routes", "show", "delivr\u001b");
        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("no route is called delivr\\u001B; did you mean deliver?");
    }

    @Test
    void aFileThatCantBeReadIsSaidAndTheOthersShown() throws Exception {
        Files.writeString(site.resolve("broken.camel.yaml"), "- route: {\n");
        CommandLineRun run = CommandLineRun.of("routes", "show", "--site", site.toString());
        assertThat(run.code()).isZero();
        assertThat(run.err()).startsWith("caravan: not shown: " + site.resolve("broken.camel.yaml") + ":");
        assertThat(run.out()).contains("export-instance");
    }

    @Test
    void linesEndWhereTheTerminalDoes() {
        for (String line : List.of("abcdefghij", "日本語日本語", "abcd \uD83D\uDC2B camel", "abcdef ghi")) {
            assertThat(Width.of(RoutesShowCommand.beginning(line, 8))).isBetween(5, 8);
        }
        assertThat(RoutesShowCommand.beginning("abcdefghij", 8)).isEqualTo("abcdefg…");
    }
}
