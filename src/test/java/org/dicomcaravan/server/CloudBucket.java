package org.dicomcaravan.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.cloud.NoCredentials;
import com.google.cloud.storage.Blob;
import com.google.cloud.storage.BucketInfo;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.StorageOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.dicomcaravan.Soak;
import org.dicomcaravan.server.faults.FaultProxy;

/** A new bucket in an emulator of Cloud Storage, which servers reach by way of a proxy and tests directly. */
final class CloudBucket implements AutoCloseable {

    final String name = "caravan-" + UUID.randomUUID();
    final FaultProxy proxy;
    private final Storage direct;

    private CloudBucket(String emulator, long seed) throws IOException {
        direct = StorageOptions.http()
                .setHost(emulator)
                .setProjectId("caravan")
                .setCredentials(NoCredentials.getInstance())
                .build()
                .getService();
        direct.create(BucketInfo.of(name));
        proxy = FaultProxy.before(emulator, seed);
    }

    /** In the emulator that the environment names; else the test is left out. */
    static CloudBucket make(long seed) throws IOException {
        String emulator = System.getenv("CARAVAN_GCS_ENDPOINT");
        assumeTrue(emulator != null, "CARAVAN_GCS_ENDPOINT is not set: no Cloud Storage emulator to test with");
        return new CloudBucket(emulator, seed);
    }

    /** Of a server that exports into it. */
    Map<String, String> properties() {
        return new TreeMap<>(Map.of(
                "caravan.profile", "google",
                "caravan.gcs.endpoint", proxy.endpoint(),
                "caravan.gcs.stall-seconds", "2",
                "caravan.bigquery.endpoint", "http://127.0.0.1:1"));
    }

    /** Name of the operation of an export of a store to a prefix in the bucket. */
    String start(ServerUnderTest server, String store, String prefix, String mimeType) {
        JsonNode answer = server.post(
                store + ":export",
                "{\"gcsDestination\":{\"uriPrefix\":\"gs://%s/%s\",\"mimeType\":\"%s\"}}"
                        .formatted(name, prefix, mimeType));
        assertThat(answer.path("name").asText()).as(answer.toString()).isNotEmpty();
        return answer.path("name").asText();
    }

    /** The operation at its end, for which a slow network may take long. */
    static JsonNode finished(ServerUnderTest server, String operation) {
        return await().atMost(Duration.ofMinutes(Soak.times(4, 40)))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> server.get(operation), state -> state.path("done").asBoolean());
    }

    /** The CRC32C of its objects, by their names below a prefix. */
    Map<String, String> objects(String prefix) {
        Map<String, String> objects = new TreeMap<>();
        for (Blob blob :
                direct.list(name, Storage.BlobListOption.prefix(prefix + "/")).iterateAll()) {
            objects.put(blob.getName().substring(prefix.length() + 1), blob.getCrc32c());
        }
        return objects;
    }

    /** What an export of DICOM as it is stored makes of files, in the shape of {@link #objects}. */
    static Map<String, String> copies(Map<String, Path> instances) throws IOException {
        Map<String, String> copies = new TreeMap<>();
        for (Map.Entry<String, Path> instance : instances.entrySet()) {
            CRC32C crc = new CRC32C();
            crc.update(Files.readAllBytes(instance.getValue()));
            byte[] bytes = ByteBuffer.allocate(Integer.BYTES)
                    .putInt((int) crc.getValue())
                    .array();
            copies.put(instance.getKey() + ".dcm", Base64.getEncoder().encodeToString(bytes));
        }
        return copies;
    }

    /** The bucket stays, as the emulator's. */
    @Override
    public void close() throws Exception {
        proxy.close();
        direct.close();
    }
}
