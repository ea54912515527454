package org.dicomcaravan.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.primitives.Ints;
import com.sun.net.httpserver.HttpServer;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.zip.CRC32C;
import javax.imageio.ImageIO;
import org.dicomcaravan.dicom.reading.DicomObject;
import org.dicomcaravan.io.ByteSource;
import org.dicomcaravan.samples.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The worked customisations of docs/routes.md, each as the file that it is. */
class CustomisationsTest {

    private static final String MODALITY_FILTER = "leave-out-a-modality";
    private static final String SECOND_COPY = "second-copy";
    private static final String WEBHOOK = "webhook";
    private static final String WATERMARK = "watermark";
    private static final String JSON_LINES = "json-lines";
    private static final String THROTTLE = "throttle";
    private static final int MODALITY = 0x00080060;

    @TempDir
    Path folder;

    private RunningServer start(String customisation, Map<String, String> properties) throws IOException {
        return RunningServer.start(folder, Customisation.file(customisation), properties);
    }

    private static long withModality(Path data, String modality) throws Exception {
        long found = 0;
        for (String name : RunningServer.files(Samples.folder(data))) {
            try (DicomObject object =
                    DicomObject.open(ByteSource.of(Samples.folder(data).resolve(name)))) {
                found += object.dataSet()
                                .string(MODALITY)
                                .filter(modality::equals)
                                .isPresent()
                        ? 1
                        : 0;
            }
        }
        return found;
    }

    /** Each has a test, here or where there is an emulator, which runs it. */
    @Test
    void areAllOfTheFolder() throws IOException {
        assertThat(RunningServer.files(Customisation.FOLDER))
                .extracting(name -> name.replace(".camel.yaml", ""))
                .containsExactlyInAnyOrder(
                        MODALITY_FILTER,
                        SECOND_COPY,
                        WEBHOOK,
                        WATERMARK,
                        JSON_LINES,
                        THROTTLE,
                        "replace/" + BigQueryExportTest.STREAM_ROWS,
                        "replace/" + S3Cloud.S3,
                        "replace/" + AzureCloud.AZURE);
    }

    @Test
    void leavesOutAModality() throws Exception {
        try (RunningServer server = start(MODALITY_FILTER, Map.of())) {
            JsonNode operation = server.export("some", "application/dicom");
            long all = RunningServer.files(Samples.folder(server.data)).size();
            long ultrasound = withModality(server.data, "US");
            assertThat(ultrasound).isPositive();
            assertThat(server.objects("some")).hasSize((int) (all - ultrasound));
            assertThat(RunningServer.counter(operation, "success")).isEqualTo(all - ultrasound);
            assertThat(RunningServer.counter(operation, "failure")).isZero();
            assertThat(RunningServer.counter(operation, "pending")).isZero();
        }
    }

    @Test
    void writesASecondCopy() throws Exception {
        Path copies = folder.resolve("copies");
        try (RunningServer server = start(SECOND_COPY, Map.of("caravan.copy.folder", copies.toString()))) {
            server.export("twice", "application/dicom");
            assertThat(server.objects("twice")).isNotEmpty();
            assertThat(RunningServer.files(copies.resolve("demo/twice"))).isEqualTo(server.objects("twice"));
            String name = server.objects("twice").first();
            assertThat(copies.resolve("demo/twice").resolve(name))
                    .hasSameBinaryContentAs(
                            server.data.resolve("buckets/demo/twice").resolve(name));
        }
    }

    @Test
    void tellsAWebhook() throws Exception {
        Queue<String> told = new ConcurrentLinkedQueue<>();
        HttpServer hook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hook.createContext("/ended", exchange -> {
            told.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        hook.start();
        String url = "http://127.0.0.1:" + hook.getAddress().getPort() + "/ended";
        try (RunningServer server = start(WEBHOOK, Map.of("caravan.webhook", url))) {
            JsonNode operation = server.export("told", "application/dicom");
            String body = await().until(told::poll, text -> text != null);
            JsonNode json = new ObjectMapper().readTree(body);
            assertThat(json.path("name").asText())
                    .isEqualTo(operation.path("name").asText());
            assertThat(json.at("/counter/success").asLong()).isEqualTo(RunningServer.counter(operation, "success"));
            assertThat(json.has("error")).isFalse();
        } finally {
            hook.stop(0);
        }
    }

    /** One line an object, which says of it what is true. */
    @Test
    void writesALineOfEachObject() throws Exception {
        Path lines = folder.resolve("lines");
        try (RunningServer server = start(JSON_LINES, Map.of("caravan.lines.folder", lines.toString()))) {
            server.export("said", "image/png");
            List<JsonNode> said = new ArrayList<>();
            for (String file : RunningServer.files(lines)) {
                for (String line : Files.readAllLines(lines.resolve(file))) {
                    said.add(new ObjectMapper().readTree(line));
                }
            }
            assertThat(said)
                    .extracting(line -> line.path("name").asText().replaceFirst("^said/", ""))
                    .containsExactlyInAnyOrderElementsOf(server.objects("said"));
            for (JsonNode line : said) {
                byte[] bytes = Files.readAllBytes(
                        server.data.resolve("buckets/demo/" + line.path("name").asText()));
                assertThat(line.path("bytes").asLong()).isEqualTo(bytes.length);
                assertThat(line.path("crc32c").asText())
                        .isEqualTo(Base64.getEncoder().encodeToString(Ints.toByteArray(crc32c(bytes))));
                assertThat(line.path("contentType").asText()).isEqualTo("image/png");
                assertThat(line.path("name").asText())
                        .contains(line.path("study").asText() + "/");
            }
        }
    }

    /** In one server, each doing what it does alone. */
    @Test
    void workTogether() throws Exception {
        Path site = Files.createDirectories(folder.resolve("routes/site"));
        for (String name : List.of(MODALITY_FILTER, SECOND_COPY, WEBHOOK, WATERMARK, JSON_LINES, THROTTLE)) {
            Path file = Customisation.file(name);
            Files.copy(file, site.resolve(file.getFileName().toString()));
        }
        try (Webhook hook = new Webhook()) {
            Map<String, String> settings = new java.util.TreeMap<>(hook.property());
            settings.put("caravan.copy.folder", folder.resolve("copies").toString());
            settings.put("caravan.lines.folder", folder.resolve("lines").toString());
            settings.put("caravan.throttle", "1000");
            try (RunningServer server = RunningServer.start(folder, null, settings)) {
                JsonNode operation = server.export("all", "image/png");
                assertThat(RunningServer.counter(operation, "success")).isPositive();
                assertThat(server.objects("all"))
                        .isNotEmpty()
                        .isEqualTo(RunningServer.files(folder.resolve("copies/demo/all")));
                for (String object : server.objects("all")) {
                    assertThat(server.data.resolve("buckets/demo/all").resolve(object))
                            .isNotEmptyFile()
                            .hasSameBinaryContentAs(
                                    folder.resolve("copies/demo/all").resolve(object));
                }
                await().until(() -> hook.told().contains(operation.path("name").asText()));
            }
        }
        try (var lines = Files.list(folder.resolve("lines"))) {
            assertThat(lines.findFirst().orElseThrow()).isNotEmptyFile();
        }
    }

    private static int crc32c(byte[] bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes);
        return (int) checksum.getValue();
    }

    /** With one object a second, two objects take more than a second. */
    @Test
    void throttlesObjects() throws Exception {
        TinyStore tiny = TinyStore.of(folder.resolve("tiny"), 3);
        Map<String, String> slow = Map.of("caravan.throttle", "1");
        try (RunningServer server = RunningServer.start(
                folder, Customisation.file(THROTTLE), slow, Map.of(ServerUnderTest.STORE, tiny.folder))) {
            long began = System.nanoTime();
            server.export("slow", "application/dicom");
            assertThat(server.objects("slow")).hasSize(tiny.instances.size());
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isGreaterThan(Duration.ofSeconds(tiny.instances.size() - 1L));
        }
    }

    /** As docs/routes.md says. */
    @Test
    void endsTheOperationWhereAStepThrowsWhatADestinationDoes() throws Exception {
        String deliver = Files.readString(Path.of("routes/deliver.camel.yaml"));
        String closed = deliver.replaceFirst("( +)- choice:\n", """
            $1- throwException:
            $1    exceptionType: org.dicomcaravan.destination.DestinationException
            $1    message: the archive is closed at night; export again at eight
            $0""");
        assertThat(closed).isNotEqualTo(deliver);
        Path routes = Files.createDirectory(folder.resolve("own-routes"));
        Files.writeString(routes.resolve("deliver.camel.yaml"), closed);
        try (RunningServer server = RunningServer.start(folder, routes, Map.of())) {
            JsonNode operation = server.export("night", "application/dicom");
            assertThat(operation.at("/error/code").asInt()).isEqualTo(9);
            assertThat(operation.at("/error/message").asText()).contains("the archive is closed at night");
            assertThat(server.data.resolve("buckets/demo/night")).doesNotExist();
        }
    }

    @Test
    void marksPictures() throws Exception {
        Path plain = folder.resolve("plain");
        Path marked;
        String name;
        try (RunningServer server = RunningServer.start(plain, null, Map.of())) {
            server.export("x", "image/png");
            name = server.objects("x").first();
            plain = server.data.resolve("buckets/demo/x").resolve(name);
        }
        try (RunningServer server = start(WATERMARK, Map.of())) {
            JsonNode operation = server.export("x", "image/png");
            assertThat(server.log(operation)).noneMatch(line -> line.toString().contains("\"code\":13"));
            marked = server.data.resolve("buckets/demo/x").resolve(name);
            assertThat(differentRows(plain.toFile(), marked.toFile()))
                    .as("only the lower part is marked")
                    .isBetween(0.75, 1.0);
        }
    }

    /** Where the first row is that differs, from 0 (top) to 1; 2 if none does. */
    private static double differentRows(File a, File b) throws IOException {
        BufferedImage one = ImageIO.read(a);
        BufferedImage other = ImageIO.read(b);
        assertThat(other.getWidth()).isEqualTo(one.getWidth());
        for (int y = 0; y < one.getHeight(); y++) {
            for (int x = 0; x < one.getWidth(); x++) {
                if (one.getRGB(x, y) != other.getRGB(x, y)) {
                    return (double) y / one.getHeight();
                }
            }
        }
        return 2;
    }
}
