package org.dicomcaravan.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.VR;
import org.dicomcaravan.dicom.writing.DataSetBuilder;
import org.dicomcaravan.dicom.writing.DicomWriter;
import org.dicomcaravan.store.EmulatedBucket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Exports of a bucket, from an emulator of Cloud Storage to the same. */
@Tag("environment")
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class BucketSourceTest {

    private static final String STORES = ServerUnderTest.DATASET + "/dicomStores/";
    private static final String DIRECT = STORES + "direct";
    private static final String UPLOADED = STORES + "uploaded";
    private static final String EXPORTED = STORES + "exported";
    private static final String PARQUET = "application/vnd.apache.parquet";
    private static final int HANGS = 0;
    private static final int ABORTED = 10;

    @TempDir
    Path folder;

    private EmulatedBucket bucket;
    private TinyStore tiny;
    private ServerProcess server;

    @BeforeEach
    void upload() throws Exception {
        bucket = EmulatedBucket.required();
        tiny = TinyStore.of(folder.resolve("store"), 110);
        bucket.putFolder(tiny.folder, "up loaded/");
        start();
    }

    private void start() throws IOException {
        start(Map.of(
                DIRECT, tiny.folder.toString(),
                UPLOADED, "gs://" + bucket.name + "/up loaded",
                EXPORTED, "gs://" + bucket.name + "/a/"));
    }

    /** In a process of its own, since the environment of this one names the emulator. */
    private void start(Map<String, String> sources) throws IOException {
        server = ServerProcess.over(
                folder,
                Map.of("CARAVAN_PROFILE", "google", "CARAVAN_GCS_ENDPOINT", bucket.proxy.endpoint()),
                Map.of(
                        "caravan.bigquery.endpoint", "http://127.0.0.1:1",
                        "caravan.wait.pause-seconds", "1",
                        "caravan.batch.instances", "20"),
                sources);
    }

    @AfterEach
    void stop() throws IOException {
        if (server != null) {
            server.close();
        }
        if (bucket != null) {
            bucket.proxy.fault(uri -> Optional.empty());
            bucket.delete();
            bucket.close();
        }
    }

    private String start(String store, String prefix, String mimeType) {
        return server.post(
                        store + ":export",
                        "{\"gcsDestination\":{\"uriPrefix\":\"gs://" + bucket.name + "/" + prefix + "\",\"mimeType\":\""
                                + mimeType + "\"}}")
                .path("name")
                .asText();
    }

    private JsonNode export(String store, String prefix, String mimeType) {
        return server.finished(start(store, prefix, mimeType));
    }

    private void isWhole(JsonNode ended) {
        assertThat(ended.has("response")).as(ended.toString()).isTrue();
        assertThat(ServerUnderTest.counter(ended, "success")).isEqualTo(tiny.instances.size());
        assertThat(ServerUnderTest.counter(ended, "failure")).isEqualTo(tiny.broken + tiny.repeated);
    }

    private void isTheSame(String prefix, String expected) {
        Map<String, byte[]> objects = bucket.content(prefix);
        assertThat(objects).hasSize(tiny.instances.size());
        bucket.content(expected)
                .forEach((name, bytes) -> assertThat(objects.get(name)).as(name).isEqualTo(bytes));
    }

    private List<String> rows(String prefix) throws Exception {
        Path file = Files.write(
                folder.resolve("rows.parquet"), bucket.content(prefix).get("instances.parquet"));
        List<String> found = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT to_json(r) FROM (SELECT * EXCLUDE (LastUpdated) FROM read_parquet('" + file
                                + "') ORDER BY SOPInstanceUID) r")) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }

    @Test
    void whatWasExportedIsAStore() throws Exception {
        isWhole(export(DIRECT, "a", "application/dicom"));
        isWhole(export(UPLOADED, "b", "application/dicom"));
        isTheSame("b/", "a/");
        JsonNode again = export(EXPORTED, "c", "application/dicom");
        assertThat(ServerUnderTest.counter(again, "success")).isEqualTo(tiny.instances.size());
        assertThat(ServerUnderTest.counter(again, "failure")).isZero();
        isTheSame("c/", "a/");
        export(DIRECT, "rows/direct", PARQUET);
        export(UPLOADED, "rows/uploaded", PARQUET);
        export(EXPORTED, "rows/exported", PARQUET);
        assertThat(rows("rows/direct/")).hasSize(tiny.instances.size());
        assertThat(rows("rows/uploaded/")).isEqualTo(rows("rows/direct/"));
        assertThat(rows("rows/exported/")).isEqualTo(rows("rows/direct/"));
        JsonNode metrics = server.get(EXPORTED + ":getDICOMStoreMetrics");
        assertThat(metrics.path("instanceCount").asInt()).isEqualTo(tiny.instances.size());
        assertThat(metrics.path("blobStorageSizeBytes").asLong())
                .isEqualTo(bucket.content("a/").values().stream()
                        .mapToLong(bytes -> bytes.length)
                        .sum());
    }

    /** The second server has other pages than the first one, and neither waits for the other's. */
    @Test
    void listingGoesOnAfterARestart() throws Exception {
        isWhole(export(DIRECT, "a", "application/dicom"));
        AtomicInteger looks = new AtomicInteger();
        bucket.proxy.fault(uri ->
                uri.contains("alt=media") && looks.incrementAndGet() > 60 ? Optional.of(HANGS) : Optional.empty());
        String operation = start(UPLOADED, "b", "application/dicom");
        await().until(() -> looks.get() > 60);
        long before = System.nanoTime();
        server.close();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
        bucket.proxy.fault(uri -> Optional.empty());
        start();
        isWhole(server.finished(operation));
        isTheSame("b/", "a/");
    }

    /** A hanging server is no reason not to stop. */
    @Test
    void isCancelledWhileTheBucketHangs() {
        bucket.proxy.fault(uri -> uri.contains("alt=media") ? Optional.of(HANGS) : Optional.empty());
        String operation = start(UPLOADED, "b", "application/dicom");
        int before = bucket.proxy.requests.get();
        await().until(() -> bucket.proxy.requests.get() > before);
        server.cancel(operation);
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(
                        () -> assertThat(server.get(operation).at("/error/code").asInt())
                                .isEqualTo(1));
    }

    @Test
    void aBucketThatIsAwayIsWaitedForByWhoListsItAndByWhoReadsIt() throws Exception {
        isWhole(export(DIRECT, "a", "application/dicom"));
        AtomicInteger phase = new AtomicInteger();
        AtomicBoolean refused = new AtomicBoolean();
        bucket.proxy.fault(uri -> {
            boolean looksInto = uri.contains("/o/up%20loaded%2F001%2F00105?alt=media");
            boolean opens = !looksInto && uri.contains("/o/up%20loaded%2F001%2F00105?");
            if (phase.get() == 0 && (looksInto || uri.contains("prefix=") && refused.get())) {
                refused.set(true);
                return Optional.of(403);
            }
            return opens && phase.compareAndSet(1, 2) ? Optional.of(401) : Optional.empty();
        });
        String operation = start(UPLOADED, "b", "application/dicom");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(server.log(server.get(operation)))
                        .anySatisfy(line -> assertThat(line.toString())
                                .contains("The operation waits", "roles/storage.objectViewer")
                                .contains("DICOM store " + UPLOADED + " is not there: bucket gs://" + bucket.name)));
        phase.set(1);
        isWhole(server.finished(operation));
        assertThat(phase).hasValue(2);
        isTheSame("b/", "a/");
    }

    @Test
    void anObjectThatIsRefusedFailsAndNoOther() throws Exception {
        bucket.proxy.fault(uri -> uri.contains("/o/up%20loaded%2F001%2F00105?") ? Optional.of(403) : Optional.empty());
        JsonNode ended = server.finished(start(UPLOADED, "b", "application/dicom"));
        assertThat(ServerUnderTest.counter(ended, "success")).isEqualTo(tiny.instances.size() - 1);
        assertThat(server.log(ended))
                .anySatisfy(line -> assertThat(line.toString())
                        .contains("001/00105: can't be read: object ", "Cloud Storage answered 403"));
    }

    @Test
    void anObjectThatIsAnotherInstanceByNowFails() throws Exception {
        String name = "001/00109";
        byte[] other = DicomWriter.toBytes(
                new DataSetBuilder()
                        .text(org.dicomcaravan.dicom.Tag.SOP_CLASS_UID, VR.UI, "1.2.840.10008.5.1.4.1.1.7")
                        .text(org.dicomcaravan.dicom.Tag.SOP_INSTANCE_UID, VR.UI, "9.9.9.1")
                        .text(org.dicomcaravan.dicom.Tag.STUDY_INSTANCE_UID, VR.UI, "9.9")
                        .text(org.dicomcaravan.dicom.Tag.SERIES_INSTANCE_UID, VR.UI, "9.9.9"),
                TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
        AtomicBoolean written = new AtomicBoolean();
        bucket.proxy.fault(uri -> {
            if (uri.contains("/o/up%20loaded%2F001%2F00109?")
                    && !uri.contains("alt=media")
                    && !written.getAndSet(true)) {
                bucket.put("up loaded/" + name, other);
            }
            return Optional.empty();
        });
        JsonNode ended = export(UPLOADED, "b", "application/dicom");
        assertThat(written).isTrue();
        assertThat(ServerUnderTest.counter(ended, "success")).isEqualTo(tiny.instances.size() - 1);
        assertThat(server.log(ended))
                .filteredOn(line -> line.at("/jsonPayload/error/code").asInt() == ABORTED)
                .singleElement()
                .satisfies(
                        line -> assertThat(line.at("/jsonPayload/error/message").asText())
                                .contains(name, "changed since it was listed"));
    }

    @Test
    void whatIsNotThereIsRefusedAtTheCall() throws Exception {
        server.close();
        start(Map.of(UPLOADED, "gs://no-such-bucket-anywhere/x"));
        assertThat(server.post(
                                UPLOADED + ":export",
                                "{\"gcsDestination\":{\"uriPrefix\":\"gs://" + bucket.name + "/b\"}}")
                        .at("/error/message")
                        .asText())
                .contains("is not there: bucket gs://no-such-bucket-anywhere does not exist");
    }
}
