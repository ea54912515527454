package org.dicomcaravan.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A bucket as a source, where buckets are folders. */
class EmbeddedBucketSourceTest {

    private static final String EXPORTED = ServerUnderTest.DATASET + "/dicomStores/exported";

    @TempDir
    Path folder;

    private RunningServer start(Map<String, String> sources) throws IOException {
        return RunningServer.over(folder, null, Map.of(), sources);
    }

    @Test
    void whatWasExportedIsAStore() throws Exception {
        TinyStore tiny = TinyStore.of(folder.resolve("store"), 100);
        Files.createDirectories(folder.resolve("data/buckets/demo"));
        try (RunningServer server =
                start(Map.of(ServerUnderTest.STORE, tiny.folder.toString(), EXPORTED, "gs://demo/first/export"))) {
            assertThat(server.post(EXPORTED + ":export", "{\"gcsDestination\":{\"uriPrefix\":\"gs://demo/x\"}}")
                            .at("/error/message")
                            .asText())
                    .contains("is not there");
            server.export("first/export", "application/dicom");
            JsonNode ended = server.finished(server.start(EXPORTED, "second", "application/dicom"));
            assertThat(ServerUnderTest.counter(ended, "success")).isEqualTo(tiny.instances.size());
            assertThat(ServerUnderTest.counter(ended, "failure")).isZero();
            assertThat(server.objects("second")).isEqualTo(server.objects("first/export"));
            for (String name : server.objects("second")) {
                assertThat(server.data.resolve("buckets/demo/second").resolve(name))
                        .hasSameBinaryContentAs(
                                server.data.resolve("buckets/demo/first/export").resolve(name));
            }
        }
    }

    /** Else originals would be written over, or what is exported would be exported again. */
    @Test
    void whatWouldBeWrittenIntoItsOwnSourceIsRefused() throws Exception {
        Path source = Files.createDirectories(folder.resolve("data/buckets/demo/a/b"));
        Files.createSymbolicLink(folder.resolve("data/buckets/linked"), source.getParent());
        String direct = ServerUnderTest.DATASET + "/dicomStores/direct";
        try (RunningServer server = start(Map.of(EXPORTED, "gs://demo/a/b", direct, source.toString()))) {
            for (String store : List.of(EXPORTED, direct)) {
                for (String prefix : List.of("demo/a/b", "demo/a/b/c/d", "demo/a/", "demo", "linked/b", "linked")) {
                    for (String type : List.of("application/dicom", "image/png", "application/vnd.apache.parquet")) {
                        JsonNode error = server.post(
                                        store + ":export",
                                        "{\"gcsDestination\":{\"uriPrefix\":\"gs://" + prefix + "\",\"mimeType\":\""
                                                + type + "\"}}")
                                .path("error");
                        assertThat(error.path("status").asText()).as(prefix).isEqualTo("FAILED_PRECONDITION");
                        assertThat(error.path("message").asText())
                                .contains("gcsDestination.uriPrefix gs://" + prefix, "DICOM store " + store);
                    }
                }
            }
            for (String prefix : List.of("a/bc", "a/c", "b")) {
                assertThat(server.start(EXPORTED, prefix, "application/dicom")).isNotEmpty();
            }
        }
    }

    @Test
    void sourcesThatAreNoneAreRefusedAtTheStart() {
        assertThatThrownBy(() -> start(Map.of(EXPORTED, "ftp://host/x")))
                .hasMessageContaining("expected the path of a folder, or gs://BUCKET/PREFIX");
        assertThatThrownBy(() -> start(Map.of(EXPORTED, "gs://X/y")))
                .hasMessageContaining("Store " + EXPORTED + " can't have the source \"gs://X/y\": bad bucket name");
        assertThatThrownBy(() -> start(Map.of(EXPORTED, "gs:/results/today")))
                .hasMessageContaining("expected gs://BUCKET/PREFIX");
    }

    /** Out of the folder of buckets. */
    @ParameterizedTest
    @CsvSource({
        "gs://bucket/../y, has a segment",
        "gs://bucket/x/.., has a segment",
        "gs://bucket/./y, has a segment",
        "gs://bucket//etc/, has an empty segment",
        "gs://bucket//etc, has an empty segment",
        "gs://bucket//, has an empty segment",
        "gs://bucket/x//etc, has an empty segment",
        "gs://../x, bad bucket name",
        "gs:///etc, bucket name is missing",
    })
    void sourcesThatLeadElsewhereAreRefusedAtTheStart(String source, String words) {
        assertThatThrownBy(() -> start(Map.of(EXPORTED, source)))
                .hasMessageContaining("Store " + EXPORTED)
                .hasMessageContaining(words);
    }
}
