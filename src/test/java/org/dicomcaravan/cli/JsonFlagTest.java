package org.dicomcaravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dicomcaravan.samples.MadeSamples;
import org.dicomcaravan.server.CaravanServer;
import org.dicomcaravan.server.ServerOptions;
import org.dicomcaravan.server.routes.RouteFolders;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** With {@code --json} every verb prints one JSON document and nothing else. */
class JsonFlagTest {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** Verbs without it, and why. */
    private static final Map<String, String> WITHOUT = Map.of(
            "caravan serve", "runs until it is stopped, and prints where it is",
            "caravan completion", "prints a script for a shell",
            "caravan help", "is for people");

    @TempDir
    private static Path data;

    private static CaravanServer server;

    @BeforeAll
    static void start() throws IOException {
        MadeSamples.into(data);
        server = CaravanServer.start(new ServerOptions(
                "127.0.0.1",
                0,
                data,
                Path.of("config"),
                RouteFolders.of(Path.of("routes")),
                Path.of("transcoders"),
                Map.of(),
                true,
                false));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static JsonNode json(int code, String... arguments) throws IOException {
        CommandLineRun run = CommandLineRun.of(
                Stream.concat(Stream.of(arguments), Stream.of("--json")).toArray(String[]::new));
        assertThat(run.code()).as(run.err()).isEqualTo(code);
        return JSON.readTree(run.out());
    }

    private static JsonNode remote(int code, String... arguments) throws IOException {
        return json(
                code,
                Stream.concat(
                                Stream.of(arguments),
                                Stream.of("--server", server.uri().toString()))
                        .toArray(String[]::new));
    }

    private static List<CommandLine> verbs(CommandLine line) {
        List<CommandLine> verbs = new ArrayList<>();
        for (CommandLine each : line.getSubcommands().values()) {
            verbs.addAll(each.getSubcommands().isEmpty() ? List.of(each) : verbs(each));
        }
        return verbs;
    }

    @Test
    void everyVerbHasIt() {
        assertThat(verbs(Caravan.commandLine(Map.of()))).hasSizeGreaterThan(15).allSatisfy(verb -> {
            String name = verb.getCommandSpec().qualifiedName();
            boolean has = verb.getCommandSpec().findOption(JsonFlag.NAME) != null;
            assertThat(has).as(name).isEqualTo(!WITHOUT.containsKey(name));
        });
    }

    @Test
    void ofVerbsWithoutAServer() throws IOException {
        JsonNode bucket = json(0, "buckets", "create", "fresh", "--data=" + data);
        assertThat(bucket.path("bucket").textValue()).isEqualTo("gs://fresh");
        assertThat(bucket.path("folder").textValue()).isEqualTo(data + "/buckets/fresh");
        assertThat(bucket.path("made").booleanValue()).isTrue();
        assertThat(json(0, "samples", "--data=" + data).path("made").booleanValue())
                .isFalse();
        JsonNode codecs = json(0, "codecs");
        assertThat(codecs.path("transferSyntaxes").findValuesAsText("uid")).contains("1.2.840.10008.1.2.5");
        assertThat(codecs.path("mimeTypes").toString()).contains("\"image/png\"");
        JsonNode nodes = json(0, "nodes", "--data=" + data);
        assertThat(nodes).hasSize(1);
        assertThat(nodes.get(0).path("state").textValue()).isEqualTo("alive");
        assertThat(nodes.get(0).path("work")).isEmpty();
        assertThat(json(0, "settings").findValuesAsText("setting")).contains("caravan.workers");
        assertThat(json(0, "settings").findValuesAsText("default"))
                .contains("8081")
                .hasSizeGreaterThan(20);
    }

    @Test
    void ofRoutesThatAreValidAndThatAreNot(@TempDir Path routes) throws IOException {
        assertThat(json(0, "routes", "validate").path("problems")).isEmpty();
        Files.writeString(
                routes.resolve("broken.camel.yaml"), "- route:\n    id: broken\n    from:\n      urri: direct:a\n");
        JsonNode broken = json(ExitCode.FAILURE, "routes", "validate", "--routes=" + routes);
        assertThat(broken.path("files").intValue()).isEqualTo(1);
        assertThat(broken.path("problems").get(0).textValue()).contains("broken.camel.yaml:");
    }

    @Test
    void ofAnExportAndItsOperation() throws IOException {
        JsonNode done =
                remote(ExitCode.INSTANCES_FAILED, "export", "samples", "gs://demo/a", "--mime-type", "image/png");
        assertThat(done.path("metadata").path("counter").path("failure").textValue())
                .isEqualTo("1");
        String asked = "{\"store\":\"" + ServerFlags.DATASET + "/dicomStores/samples\",\"request\":"
                + "{\"gcsDestination\":{\"uriPrefix\":\"gs://demo/a\",\"mimeType\":\"image/png\"}}}";
        assertThat(done.path("export")).isEqualTo(JSON.readTree(asked));
        String name = done.path("name").textValue();
        assertThat(remote(0, "operations", "describe", name)).isEqualTo(done);
        assertThat(remote(ExitCode.INSTANCES_FAILED, "operations", "wait", name))
                .isEqualTo(done);
        assertThat(remote(0, "operations", "list")).contains(done);
        assertThat(remote(0, "operations", "cancel", name).path("name").textValue())
                .isEqualTo(name);
        JsonNode log = remote(0, "operations", "log", name);
        assertThat(log).hasSize(1);
        assertThat(log.findPath("error").path("code").intValue()).isEqualTo(9);
        assertThat(json(0, "operations", "log", name, "--data=" + data)).isEqualTo(log);
        JsonNode failures = remote(0, "operations", "failures", name);
        assertThat(failures.findPath("count").intValue()).isEqualTo(1);
        assertThat(failures.findPath("places")).hasSize(1);
        assertThat(remote(0, "export", "samples", "gs://demo/a", "--async").fieldNames())
                .toIterable()
                .containsExactly("name");
        assertThat(remote(0, "stores", "list").findValuesAsText("name"))
                .contains(ServerFlags.DATASET + "/dicomStores/samples");
        assertThat(remote(0, "stores", "describe", "samples")
                        .path("instanceCount")
                        .textValue())
                .isEqualTo("40");
    }

    @Test
    void ofAQuery() throws IOException {
        JsonNode done = json(0, "export", "samples", "bq://demo.json.rows", "--data=" + data.resolve("own"));
        assertThat(done.path("done").booleanValue()).isTrue();
        String own = "--data=" + data.resolve("own");
        assertThat(json(0, "query", own)).isEqualTo(JSON.readTree("""
                [{"table": "demo.json.rows", "rows": 40, "columns": %d}]
                """.formatted(
                        json(0, "query", own).findPath("columns").intValue())));
        assertThat(json(0, "query", "SELECT 1 AS a UNION ALL SELECT 2 ORDER BY 1", own))
                .isEqualTo(JSON.readTree("[{\"a\": 1}, {\"a\": 2}]"));
        assertThat(json(0, "query", "SELECT 1 AS a WHERE false", own)).isEmpty();
    }

    /** What is refused is a sentence on standard error, and no JSON. */
    @Test
    void ofNothingWhereItIsRefused() {
        CommandLineRun run = CommandLineRun.of(
                "operations", "log", "12345", "--json", "--server", server.uri().toString());
        assertThat(run.code()).isEqualTo(ExitCode.REFUSED);
        assertThat(run.out()).isEmpty();
    }
}
