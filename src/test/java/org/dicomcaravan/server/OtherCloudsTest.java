package org.dicomcaravan.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.dicomcaravan.dicom.Tag;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.VR;
import org.dicomcaravan.dicom.writing.DataSetBuilder;
import org.dicomcaravan.dicom.writing.DicomWriter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The customisations that send objects to other clouds, each as the file that it is, to an emulator of that cloud. */
@org.junit.jupiter.api.Tag("environment")
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class OtherCloudsTest {

    @TempDir
    Path folder;

    static List<Supplier<OtherCloud>> clouds() {
        return List.of(S3Cloud::required, AzureCloud::required);
    }

    private static String prefix() {
        return UUID.randomUUID().toString();
    }

    private RunningServer start(OtherCloud cloud) throws IOException {
        return RunningServer.start(
                folder.resolve("cloud"), Customisation.file(cloud.customisation()), cloud.settings());
    }

    /** Over one store of a test's own. */
    private RunningServer start(Path routes, Map<String, String> settings, Path store) throws IOException {
        return RunningServer.start(folder, routes, settings, Map.of(ServerUnderTest.STORE, store));
    }

    private static Map<String, String> contentTypes(Map<String, OtherCloud.Stored> objects) {
        return objects.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, object -> object.getValue().contentType()));
    }

    /** The same as in a folder: names, bytes and counters; nothing is left in the bucket that the export looked for. */
    @ParameterizedTest
    @MethodSource("clouds")
    void haveWhatAFolderWouldHave(Supplier<OtherCloud> required) throws Exception {
        try (OtherCloud cloud = required.get();
                RunningServer plain = RunningServer.start(folder.resolve("plain"), null, Map.of());
                RunningServer server = start(cloud)) {
            for (String type : List.of("application/dicom", "image/png")) {
                String prefix = prefix();
                JsonNode expected = plain.export(prefix, type);
                JsonNode ended = server.export(prefix, type);

                assertThat(ended.has("response")).as(ended.toString()).isTrue();
                for (String counter : List.of("success", "failure", "pending")) {
                    assertThat(ServerUnderTest.counter(ended, counter))
                            .as(counter)
                            .isEqualTo(ServerUnderTest.counter(expected, counter));
                }
                Map<String, OtherCloud.Stored> objects = cloud.objects(prefix + "/");
                assertThat(objects.keySet()).isNotEmpty().isEqualTo(plain.objects(prefix));
                for (Map.Entry<String, OtherCloud.Stored> object : objects.entrySet()) {
                    Path file =
                            plain.data.resolve("buckets/demo").resolve(prefix).resolve(object.getKey());
                    assertThat(object.getValue().bytes()).as(object.getKey()).isEqualTo(Files.readAllBytes(file));
                    assertThat(object.getValue().contentType()).isEqualTo(type);
                }
                assertThat(server.objects(prefix)).isEmpty();
            }
        }
    }

    /** In more than one part. */
    @ParameterizedTest
    @MethodSource("clouds")
    void takeLargeObjects(Supplier<OtherCloud> required) throws Exception {
        byte[] samples = new byte[30 << 20];
        new Random(20261129).nextBytes(samples);
        byte[] instance = DicomWriter.toBytes(
                new DataSetBuilder()
                        .text(Tag.SOP_CLASS_UID, VR.UI, "1.2.840.10008.5.1.4.1.1.66")
                        .text(Tag.SOP_INSTANCE_UID, VR.UI, "1.2.3.4.5")
                        .text(Tag.STUDY_INSTANCE_UID, VR.UI, "1.2.3")
                        .text(Tag.SERIES_INSTANCE_UID, VR.UI, "1.2.3.4")
                        .bytes(Tag.PIXEL_DATA, VR.OB, samples),
                TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
        Path store = Files.createDirectories(folder.resolve("store"));
        Files.write(store.resolve("large.dcm"), instance);
        try (OtherCloud cloud = required.get();
                RunningServer server = start(Customisation.file(cloud.customisation()), cloud.settings(), store)) {
            String prefix = prefix();
            JsonNode ended = server.export(prefix, "application/dicom; transfer-syntax=*");
            assertThat(ended.has("response")).as(ended.toString()).isTrue();
            Map<String, OtherCloud.Stored> objects = cloud.objects(prefix + "/");
            assertThat(contentTypes(objects))
                    .containsExactly(Map.entry("1.2.3/1.2.3.4/1.2.3.4.5.dcm", "application/dicom"));
            assertThat(objects.values().iterator().next().bytes()).isEqualTo(instance);
        }
    }

    /** A header that a step before it left behind makes nothing else of an upload. */
    @ParameterizedTest
    @MethodSource("clouds")
    void areOnlySentTo(Supplier<OtherCloud> required) throws Exception {
        TinyStore tiny = TinyStore.of(folder.resolve("tiny"), 4);
        try (OtherCloud cloud = required.get()) {
            Path file = Path.of("routes/deliver.camel.yaml");
            StringBuilder misleading = new StringBuilder();
            new TreeMap<>(cloud.misleadingHeaders())
                    .forEach((name, value) -> misleading
                            .append("        - setHeader:\n            name: ")
                            .append(name)
                            .append("\n            constant: ")
                            .append(value)
                            .append('\n'));
            Path routes = Files.createDirectories(folder.resolve("misled"));
            String choice = "        - choice:\n";
            String yaml = Files.readString(file);
            assertThat(yaml).containsOnlyOnce(choice);
            Files.writeString(routes.resolve("deliver.camel.yaml"), yaml.replace(choice, misleading + choice));
            Path customisation = Customisation.file(cloud.customisation());
            Path replacing = Files.createDirectories(folder.resolve("routes/site/replace"));
            Files.copy(
                    customisation, replacing.resolve(customisation.getFileName().toString()));
            try (RunningServer server = start(routes, cloud.settings(), tiny.folder)) {
                String prefix = prefix();
                assertThat(server.export(prefix, "application/dicom").has("response"))
                        .isTrue();
                assertThat(cloud.objects(prefix + "/"))
                        .hasSameSizeAs(tiny.instances.keySet())
                        .hasSize(4);
            }
        }
    }

    /** As docs/routes.md says: the folder is there, the bucket that it stands for is not. */
    @ParameterizedTest
    @MethodSource("clouds")
    void endTheOperationWhereTheyHaveNoSuchBucket(Supplier<OtherCloud> required) throws Exception {
        TinyStore tiny = TinyStore.of(folder.resolve("tiny"), 4);
        try (OtherCloud cloud = required.get()) {
            Map<String, String> hurry = new TreeMap<>(cloud.settings());
            hurry.putAll(Map.of("caravan.retry.attempts", "2", "caravan.retry.pause", "10"));
            try (RunningServer server = start(Customisation.file(cloud.customisation()), hurry, tiny.folder)) {
                String absent = "absent-" + prefix();
                String body = "{\"gcsDestination\":{\"uriPrefix\":\"gs://" + absent + "/x\"}}";
                JsonNode refused = server.post(ServerUnderTest.STORE + ":export", body);
                assertThat(refused.at("/error/message").asText()).contains(absent, "does not exist");
                Files.createDirectory(server.data.resolve("buckets").resolve(absent));
                JsonNode ended = server.finished(server.post(ServerUnderTest.STORE + ":export", body)
                        .path("name")
                        .asText());
                assertThat(ended.at("/error/message").asText())
                        .containsPattern("can.t be written to: (?s).*specified (bucket|container) does not exist");
                assertThat(ServerUnderTest.counter(ended, "success")).isZero();
            }
        }
    }
}
