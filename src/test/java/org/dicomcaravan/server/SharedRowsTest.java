package org.dicomcaravan.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.dicomcaravan.server.faults.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An export whose rows lie in a bucket until its end, from the HTTP request to the file of all of them. */
@Tag("environment")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class SharedRowsTest {
    private static final String PARQUET = "application/vnd.apache.parquet";

    @TempDir
    Path folder;

    private CloudBucket bucket;
    private TinyStore tiny;
    private ServerProcess server;

    @BeforeEach
    void start() throws Exception {
        bucket = CloudBucket.make(1);
        tiny = TinyStore.of(folder.resolve("store"), 150);
        Map<String, String> properties = bucket.properties();
        properties.putAll(Map.of(
                "caravan.rows", "gs://" + bucket.name + "/rows",
                "caravan.batch.instances", "40",
                "caravan.gcs.patience-seconds", "0",
                "caravan.wait.pause-seconds", "1"));
        server = ServerProcess.start(folder, properties, Map.of(ServerUnderTest.STORE, tiny.folder));
    }

    @AfterEach
    void stop() throws Exception {
        if (server != null) {
            server.close();
        }
        if (bucket != null) {
            bucket.close();
        }
    }

    private void hasAllRows(JsonNode ended) throws IOException {
        assertThat(ended.has("response")).as(ended.toString()).isTrue();
        assertThat(bucket.objects("out")).containsOnlyKeys("instances.parquet");
        assertThat(server.log(ended))
                .anySatisfy(line -> assertThat(line.path("textPayload").asText())
                        .startsWith("Object gs://" + bucket.name + "/out/instances.parquet has " + tiny.instances.size()
                                + " rows and "));
        assertThat(bucket.objects("rows")).isEmpty();
        assertThat(ServerUnderTest.files(server.data.resolve("rows"))).isEmpty();
    }

    @Test
    void theRowsOfAllBatchesBecomeAFile() throws Exception {
        hasAllRows(CloudBucket.finished(server, bucket.start(server, ServerUnderTest.STORE, "out", PARQUET)));
        assertThat(bucket.proxy.writes().objects())
                .as("a file, and a batch of at most 40 rows each")
                .isGreaterThan(tiny.instances.size() / 40);
    }

    @Test
    void aBucketThatIsAwayIsWaitedFor() throws Exception {
        bucket.proxy.play(
                (call, dice) -> call.isUpload() ? Fault.error(503, "backendError", "Service Unavailable") : Fault.NONE);
        String operation = bucket.start(server, ServerUnderTest.STORE, "out", PARQUET);
        await().until(() -> bucket.proxy.faulty() > 3);
        bucket.proxy.play((call, dice) -> Fault.NONE);
        hasAllRows(CloudBucket.finished(server, operation));
    }
}
