package org.dicomcaravan.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.dicomcaravan.Soak;
import org.dicomcaravan.server.faults.Toxiproxy;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Exports to Cloud Storage over a network that is slow or breaks, as Toxiproxy makes one, end whole. */
@Tag("environment")
@Tag("soak")
@Timeout(value = 1, unit = TimeUnit.HOURS)
class CloudStorageNetworkTest {

    private static final String DICOM = "application/dicom";
    private static final String LARGE = ServerUnderTest.DATASET + "/dicomStores/large";

    @TempDir
    static Path folder;

    private static CloudBucket bucket;
    private static Toxiproxy network;
    private static TinyStore tiny;
    private static Map<String, Path> large;
    private static ServerProcess server;

    /** The other proxy stays in between, for the sake of its resumable uploads. */
    @BeforeAll
    static void start() throws Exception {
        String toxiproxy = System.getenv("CARAVAN_TOXIPROXY");
        assumeTrue(toxiproxy != null, "CARAVAN_TOXIPROXY is not set: no Toxiproxy to test with");
        bucket = CloudBucket.make(1);
        network = Toxiproxy.before(bucket.proxy.endpoint(), toxiproxy);
        bucket.proxy.isReachedBy(network.endpoint());
        tiny = TinyStore.of(folder.resolve("tiny"), Soak.times(100, 2000));
        large = LargeInstances.write(folder.resolve("large"), 20);
        server = ServerProcess.start(
                folder,
                bucket.properties(),
                Map.of(ServerUnderTest.STORE, tiny.folder, LARGE, folder.resolve("large")));
    }

    @AfterEach
    void heal() throws Exception {
        network.heal();
    }

    @AfterAll
    static void stop() throws Exception {
        if (server != null) {
            server.close();
        }
        if (network != null) {
            network.close();
        }
        if (bucket != null) {
            bucket.close();
        }
    }

    private static String toxic(String type, String stream, double toxicity, String attributes) {
        return """
                {"name": "one", "type": "%s", "stream": "%s", "toxicity": %s, "attributes": {%s}}
                """.formatted(type, stream, toxicity, attributes);
    }

    // toxicity is the share of the connections; times are ms, those of the slicer us, and rates KB/s
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "latency,    downstream, 1,   '\"latency\":100,\"jitter\":90'",
        "bandwidth,  upstream,   1,   '\"rate\":100'",
        "timeout,    downstream, 0.2, '\"timeout\":500'",
        "reset_peer, downstream, 0.3, '\"timeout\":300'",
        "slicer,     upstream,   1,   '\"average_size\":64,\"size_variation\":32,\"delay\":500'",
        "limit_data, upstream,   1,   '\"bytes\":20000'",
        "limit_data, downstream, 0.5, '\"bytes\":3000'",
    })
    void smallObjectsAreAllThere(String type, String stream, double toxicity, String attributes) throws Exception {
        network.spoil(toxic(type, stream, toxicity, attributes));
        String prefix = type + "-" + stream;
        JsonNode ended = CloudBucket.finished(server, bucket.start(server, ServerUnderTest.STORE, prefix, DICOM));
        assertThat(ended.has("response")).as(ended.toString()).isTrue();
        assertThat(bucket.objects(prefix)).isEqualTo(CloudBucket.copies(tiny.instances));
        assertThat(ServerUnderTest.counter(ended, "success")).isEqualTo(tiny.instances.size());
        assertThat(ServerUnderTest.counter(ended, "failure")).isEqualTo(tiny.broken + tiny.repeated);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "latency,    downstream, 1,   '\"latency\":100,\"jitter\":90'",
        "bandwidth,  upstream,   1,   '\"rate\":5000'",
        "reset_peer, downstream, 0.5, '\"timeout\":500'",
        "limit_data, upstream,   1,   '\"bytes\":6000000'",
    })
    void largeObjectsAreWhole(String type, String stream, double toxicity, String attributes) throws Exception {
        network.spoil(toxic(type, stream, toxicity, attributes));
        String prefix = "large-" + type;
        JsonNode ended = CloudBucket.finished(server, bucket.start(server, LARGE, prefix, DICOM));
        assertThat(ended.has("response")).as(ended.toString()).isTrue();
        assertThat(bucket.objects(prefix)).isEqualTo(CloudBucket.copies(large));
    }
}
