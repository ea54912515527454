package org.dicomcaravan.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.api.client.googleapis.util.Utils;
import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.api.services.healthcare.v1.CloudHealthcare;
import com.google.api.services.healthcare.v1.model.ExportDicomDataRequest;
import com.google.api.services.healthcare.v1.model.GoogleCloudHealthcareV1DicomGcsDestination;
import com.google.api.services.healthcare.v1.model.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.dicomcaravan.dicom.InstanceUids;
import org.dicomcaravan.dicom.reading.InstanceHeader;
import org.dicomcaravan.io.ByteSource;
import org.dicomcaravan.samples.Samples;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way, from the HTTP request to the files, with the routes as they are shipped. */
class ExportPipelineTest {

    @TempDir
    static Path folder;

    private static RunningServer server;

    @BeforeAll
    static void start() throws IOException {
        server = RunningServer.start(folder, null, Map.of());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** Each file of the sample store by the name of the object that it becomes. */
    private static Map<String, Path> expected() throws Exception {
        Path samples = Samples.folder(server.data);
        return RunningServer.files(samples).stream()
                .map(samples::resolve)
                .collect(Collectors.toMap(ExportPipelineTest::objectName, file -> file));
    }

    private static String objectName(Path file) {
        try (ByteSource source = ByteSource.of(file)) {
            InstanceUids uids = InstanceHeader.read(source).uids().orElseThrow();
            return uids.study() + "/" + uids.series() + "/" + uids.instance() + ".dcm";
        } catch (Exception e) {
            throw new AssertionError(file.toString(), e);
        }
    }

    @Test
    void copiesEveryInstanceBitForBit() throws Exception {
        JsonNode operation = server.export("copies", "application/dicom");
        Map<String, Path> expected = expected();
        assertThat(RunningServer.counter(operation, "success")).isEqualTo(expected.size());
        assertThat(RunningServer.counter(operation, "failure")).isZero();
        assertThat(server.objects("copies")).isEqualTo(new TreeSet<>(expected.keySet()));
        for (Map.Entry<String, Path> one : expected.entrySet()) {
            Path copy = server.data.resolve("buckets/demo/copies").resolve(one.getKey());
            assertThat(Files.mismatch(one.getValue(), copy)).as(one.getKey()).isEqualTo(-1);
        }
    }

    @Test
    void everyInstanceBecomesPicturesOrOneLineOfTheLog() throws Exception {
        JsonNode operation = server.export("pictures", "image/png");
        long failures = RunningServer.counter(operation, "failure");
        assertThat(RunningServer.counter(operation, "success") + failures)
                .isEqualTo(expected().size());
        List<JsonNode> log = server.log(operation);
        assertThat(log).hasSize((int) failures).allSatisfy(line -> {
            assertThat(line.at("/jsonPayload/error/code").asInt()).isEqualTo(9);
            assertThat(line.at("/jsonPayload/resourceName").asText())
                    .startsWith(RunningServer.STORE + "/dicomWeb/studies/");
        });
        TreeSet<String> pictures = server.objects("pictures");
        assertThat(pictures).hasSizeGreaterThan(40).allMatch(name -> name.endsWith(".png"));
        for (String name : pictures) {
            Path file = server.data.resolve("buckets/demo/pictures").resolve(name);
            assertThat(ImageIO.read(file.toFile())).as(name).isNotNull();
        }
    }

    @Test
    void anExportIntoTheSamePlaceGivesTheSameAgain() throws Exception {
        server.export("again", "image/jpeg");
        Map<String, byte[]> first = contents("again");
        server.export("again", "image/jpeg");
        assertThat(contents("again")).containsExactlyInAnyOrderEntriesOf(first);
    }

    private static Map<String, byte[]> contents(String prefix) throws IOException {
        Path folder = server.data.resolve("buckets/demo").resolve(prefix);
        Map<String, byte[]> contents = new java.util.TreeMap<>();
        for (String name : RunningServer.files(folder)) {
            contents.put(name, Files.readAllBytes(folder.resolve(name)));
        }
        return contents;
    }

    @Test
    void nothingIsLeftInStaging() throws Exception {
        server.export("clean", "application/dicom");
        await().untilAsserted(() -> assertThat(RunningServer.files(server.data.resolve("staging")).stream()
                        .filter(name -> !name.endsWith("lock")))
                .isEmpty());
        assertThat(RunningServer.files(server.data.resolve("scratch"))).isEmpty();
    }

    @Test
    void aMissingBucketIsAnError() {
        JsonNode answer = server.post(
                RunningServer.STORE + ":export", "{\"gcsDestination\":{\"uriPrefix\":\"gs://no-such-bucket/x\"}}");
        assertThat(answer.at("/error/status").asText()).isEqualTo("NOT_FOUND");
        assertThat(answer.at("/error/message").asText()).contains("no-such-bucket");
    }

    /** Google's own client: its bodies come gzip-encoded and chunked. */
    @Test
    void servesGooglesJavaClient() throws Exception {
        CloudHealthcare client = new CloudHealthcare.Builder(
                        new NetHttpTransport(), Utils.getDefaultJsonFactory(), request -> {})
                .setRootUrl(server.uri() + "/")
                .setApplicationName("test")
                .build();
        var datasets = client.projects().locations().datasets();
        Operation started = datasets.dicomStores()
                .export(
                        RunningServer.STORE,
                        new ExportDicomDataRequest()
                                .setGcsDestination(new GoogleCloudHealthcareV1DicomGcsDestination()
                                        .setUriPrefix("gs://demo/client")
                                        .setMimeType("application/dicom; transfer-syntax=*")))
                .execute();
        Operation ended = await().atMost(Duration.ofMinutes(1))
                .until(
                        () -> datasets.operations().get(started.getName()).execute(),
                        one -> Boolean.TRUE.equals(one.getDone()));
        assertThat(ended.getError()).isNull();
        assertThat(ended.getResponse().get("@type"))
                .isEqualTo("type.googleapis.com/google.cloud.healthcare.v1.dicom.ExportDicomDataResponse");
        assertThat(server.objects("client")).hasSize(expected().size());
        assertThat(datasets.operations().list(RunningServer.DATASET).execute().getOperations())
                .extracting(Operation::getName)
                .contains(started.getName());
        assertThat(datasets.dicomStores().get(RunningServer.STORE).execute().getName())
                .isEqualTo(RunningServer.STORE);
    }
}
