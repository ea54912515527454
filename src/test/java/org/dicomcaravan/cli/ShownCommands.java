package org.dicomcaravan.cli;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.reading.DicomObject;
import org.dicomcaravan.io.ByteSource;

/** What has to be seen of each command that a page shows; those that are not run are in {@link CommandsNotRun}. */
final class ShownCommands {

    private static final String STORE = "projects/caravan/locations/local/datasets/demo/dicomStores/images";
    private static final String PLUGIN = ShownPlugin.FOLDER;

    private ShownCommands() {}

    /** Looks at what a command did. */
    interface Effect {
        void check(ScratchProject project, ScratchProject.Ran ran) throws Exception;
    }

    /** In place of what a reader has to fill in: files of the sample store. */
    static final Map<String, String> FILLED_IN = Map.of(
            "/path/to/folder", "data/samples/bones",
            "FILE…", "data/samples/bones/counts.dcm");

    static final Map<String, Effect> EFFECTS = Map.ofEntries(
            entry("./caravan export samples gs://demo/first --mime-type image/png", ShownCommands::firstExport),
            entry("./caravan serve --store images=/path/to/folder", ShownCommands::serves),
            entry("./caravan export samples gs://demo/copy", (project, ran) -> {
                assertThat(ran.code()).as(ran.output()).isZero();
                assertThat(contents(project.file("data/buckets/demo/copy"))).hasSize(40);
            }),
            entry("./caravan serve --store copy=gs://demo/copy", ShownCommands::servesACopy),
            entry("./caravan buckets create results", (project, ran) -> {
                assertThat(ran.code()).isZero();
                assertThat(project.file("data/buckets/results")).isEmptyDirectory();
            }),
            entry(
                    "./caravan export images gs://results/today --server http://127.0.0.1:8080",
                    ShownCommands::copiesAFolder),
            entry(
                    "curl -X POST http://127.0.0.1:8080/v1/" + STORE + ":export -H 'Content-Type: application/json' "
                            + "-d '{\"gcsDestination\": {\"uriPrefix\": \"gs://results/today\", \"mimeType\": \"image/png\"}}'",
                    ShownCommands::isCalledByAnyClient),
            entry("./caravan export samples bq://demo.first.instances", (project, ran) -> {
                assertThat(ran.code()).as(ran.output()).isZero();
                assertThat(project.file("data/bigquery/demo.duckdb")).isRegularFile();
            }),
            entry(
                    "./caravan export samples gs://demo/htj2k --mime-type "
                            + "\"application/dicom; transfer-syntax=1.2.840.10008.1.2.4.202\"",
                    ShownCommands::highThroughput),
            entry("./caravan export samples gs://demo/first --format parquet", (project, ran) -> {
                assertThat(ran.code()).as(ran.output()).isZero();
                assertThat(project.file("data/buckets/demo/first/instances.parquet"))
                        .isRegularFile();
            }),
            entry(
                    "./caravan query \"SELECT Modality, count(*) AS instances FROM demo.first.instances"
                            + " GROUP BY Modality ORDER BY Modality\"",
                    ShownCommands::answers),
            entry(
                    "./caravan query \"SELECT PatientName.Alphabetic.FamilyName AS family, count(*) AS n"
                            + " FROM demo.first.instances GROUP BY ALL ORDER BY ALL\"",
                    ShownCommands::answers),
            entry("./caravan codecs", (project, ran) -> {
                assertThat(ran.code()).isZero();
                assertThat(ran.output())
                        .contains("RLE Lossless", "JPEG-LS Lossless", "Deflated Image Frame", "image/png");
            }),
            entry("./caravan plugins", (project, ran) -> {
                assertThat(ran.code()).isZero();
                assertThat(ran.output())
                        .contains("transcoder png, built in, order 1000", "caravan.codec.jpeg.quality=90");
            }),
            entry("./caravan codecs --markdown", (project, ran) -> {
                assertThat(ran.code()).isZero();
                assertThat(ran.output()).isEqualTo(Files.readString(Path.of("docs/transfer-syntaxes.md")));
            }),
            entry("./caravan settings --markdown", (project, ran) -> {
                assertThat(ran.code()).isZero();
                assertThat(ran.output()).isEqualTo(Files.readString(Path.of("docs/settings.md")));
            }),
            entry("./caravan settings", (project, ran) -> {
                assertThat(ran.output()).contains("SETTING", "caravan.retry.attempts", "config/application.properties");
            }),
            entry("./caravan routes validate", (project, ran) -> {
                assertThat(ran.code()).isZero();
                assertThat(ran.output()).matches("\\d+ route files: all valid.\n");
            }),
            entry("./caravan routes show", (project, ran) -> {
                assertThat(ran.code()).isZero();
                assertThat(ran.output()).contains("http-gateway", "site:before-instance");
            }),
            entry("./caravan routes replace deliver-object", (project, ran) -> {
                assertThat(ran.code()).isZero();
                assertThat(project.file("routes/site/replace/deliver-object.camel.yaml"))
                        .content()
                        .contains("id: deliver-object");
            }),
            entry(
                    "./caravan routes diff",
                    (project, ran) -> assertThat(ran.code()).as(ran.output()).isZero()),
            entry("./caravan routes try docs/customisations/leave-out-a-modality.camel.yaml", (project, ran) -> {
                assertThat(ran.code()).isZero();
                assertThat(ran.output()).containsPattern("left out +0 +[1-9]");
            }),
            entry("java -cp target/classes bench/JpegQuality.java FILE…", ShownCommands::measuresJpeg),
            entry("cp " + PLUGIN + "/target/portable-anymap.jar transcoders/", ShownPlugin::isDroppedIn),
            entry(
                    "./caravan export samples gs://demo/anymaps --mime-type image/x-portable-anymap",
                    ShownPlugin::exportsAnymaps),
            entry(
                    "mkdir -p target/portable-anymap",
                    (project, ran) -> assertThat(ran.code()).isZero()),
            entry(
                    "javac --release 17 -proc:none -cp target/classes -d target/portable-anymap " + PLUGIN
                            + "/src/main/java/org/example/anymap/*.java",
                    (project, ran) -> {
                        assertThat(ran.code()).as(ran.output()).isZero();
                        // What the next line makes has to come from here, not from the other way to build it.
                        Files.delete(project.file("transcoders/portable-anymap.jar"));
                    }),
            entry(
                    "jar --create --file transcoders/portable-anymap.jar -C target/portable-anymap . -C " + PLUGIN
                            + "/src/main/resources .",
                    ShownPlugin::isDroppedIn));

    private static void firstExport(ScratchProject project, ScratchProject.Ran ran) throws IOException {
        assertThat(ran.code()).isEqualTo(ExitCode.INSTANCES_FAILED);
        assertThat(ran.output()).contains("39 of 40 done, 1 failed", "no pixel data");
        assertThat(contents(project.file("data/samples"))).hasSize(40);
        assertThat(contents(project.file("data/buckets/demo/first")))
                .hasSizeGreaterThan(39)
                .allMatch(bytes -> bytes.getLong(0) == 0x89504E470D0A1A0AL);
    }

    /** All but floats and single bits, which no JPEG 2000 holds. */
    private static void highThroughput(ScratchProject project, ScratchProject.Ran ran) throws Exception {
        assertThat(ran.code()).isEqualTo(ExitCode.INSTANCES_FAILED);
        assertThat(ran.output()).contains("38 of 40 done, 2 failed", "float pixels can't be compressed", "1 bits");
        List<Path> files;
        try (Stream<Path> all = Files.walk(project.file("data/buckets/demo/htj2k"))) {
            files = all.filter(Files::isRegularFile).toList();
        }
        assertThat(files).hasSize(38);
        int written = 0;
        for (Path file : files) {
            try (DicomObject object = DicomObject.open(ByteSource.of(file))) {
                written += object.transferSyntax().equals(TransferSyntax.HTJ2K_LOSSLESS_RPCL) ? 1 : 0;
            }
        }
        assertThat(written).isGreaterThan(30);
    }

    /** What it prints is on its page, and compared with that. */
    private static void answers(ScratchProject project, ScratchProject.Ran ran) {
        assertThat(ran.code()).as(ran.output()).isZero();
    }

    private static void serves(ScratchProject project, ScratchProject.Ran ran) throws Exception {
        assertThat(ran.code()).as(ran.output()).isZero();
        assertThat(get(project.management().resolve("/observe/health/ready")).statusCode())
                .isEqualTo(200);
        assertThat(get(project.management().resolve("/observe/metrics")).body()).contains("# TYPE ");
        // The ports that the pages name; this server has others.
        assertThat(ClientFlags.LOCAL).hasToString("http://127.0.0.1:8080");
        assertThat(CommandLineRun.of("serve", "--help").out()).contains("Default: 127.0.0.1", "Default: 8080");
        assertThat(project.file("config/application.properties"))
                .content()
                .contains("caravan.management.host=127.0.0.1\n", "caravan.management.port=8081\n");
    }

    private static void servesACopy(ScratchProject project, ScratchProject.Ran ran) throws Exception {
        assertThat(ran.code()).as(ran.output()).isZero();
        String store = STORE.replace("/images", "/copy");
        assertThat(get(project.server().resolve("/v1/" + store + ":getDICOMStoreMetrics"))
                        .body())
                .contains("\"instanceCount\": \"40\"");
    }

    private static void copiesAFolder(ScratchProject project, ScratchProject.Ran ran) throws IOException {
        assertThat(ran.code()).as(ran.output()).isZero();
        assertThat(contents(project.file("data/buckets/results/today")))
                .containsExactlyInAnyOrderElementsOf(contents(project.file(FILLED_IN.get("/path/to/folder"))));
    }

    private static void isCalledByAnyClient(ScratchProject project, ScratchProject.Ran ran) throws Exception {
        assertThat(ran.code()).as(ran.output()).isZero();
        String answer = ran.output().substring(ran.output().indexOf('{'));
        String name = new ObjectMapper().readTree(answer).path("name").asText();
        assertThat(name).startsWith(STORE.substring(0, STORE.indexOf("/dicomStores")) + "/operations/");
        HealthcareClient client =
                new HealthcareClient(project.server(), BearerToken.none(), Optional.empty(), remark -> {});
        Operation operation = new OperationWatch(client, seen -> {}).untilDone(name);
        assertThat(operation.state()).isEqualTo("done");
        assertThat(names(project.file("data/buckets/results/today")))
                .filteredOn(object -> object.endsWith(".png"))
                .hasSize((int) operation.success())
                .isNotEmpty();
    }

    private static void measuresJpeg(ScratchProject project, ScratchProject.Ran ran) throws IOException {
        assertThat(ran.code()).as(ran.output()).isZero();
        List<String> lines = ran.output().lines().toList();
        assertThat(Page.all()).anyMatch(page -> page.text().contains(lines.get(0) + "\n" + lines.get(1) + "\n"));
        assertThat(lines.subList(2, lines.size())).hasSize(4).allMatch(line -> line.startsWith("| counts.dcm, "));
    }

    private static HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    static List<String> names(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).map(Path::toString).toList();
        }
    }

    static List<ByteBuffer> contents(Path folder) throws IOException {
        List<ByteBuffer> contents = new java.util.ArrayList<>();
        for (String name : names(folder)) {
            contents.add(ByteBuffer.wrap(Files.readAllBytes(Path.of(name))));
        }
        return contents;
    }
}
