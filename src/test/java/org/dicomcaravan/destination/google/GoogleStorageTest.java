package org.dicomcaravan.destination.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.cloud.storage.Blob;
import com.google.cloud.storage.BlobId;
import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.BucketInfo;
import com.google.cloud.storage.Storage;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.dicomcaravan.destination.BatchKey;
import org.dicomcaravan.destination.BatchOverException;
import org.dicomcaravan.destination.BreakingStream;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.destination.ObjectHeaders;
import org.dicomcaravan.destination.ObjectName;
import org.dicomcaravan.destination.ObjectPrefix;
import org.dicomcaravan.google.CloudStorage;
import org.dicomcaravan.rpc.RpcCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a Cloud Storage emulator, through Camel's own endpoint. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
@Tag("environment")
class GoogleStorageTest {
    private static final String BUCKET = "caravan-" + UUID.randomUUID();
    private static final BatchKey BATCH = new BatchKey(1, 1, 1);

    private static GoogleStorage google;
    private static Storage plain;
    private static GoogleCommits commits;
    private static CamelContext camel;
    private static ProducerTemplate template;
    private static CloudStorage cloud;

    @TempDir
    static Path folder;

    @BeforeAll
    static void start() throws Exception {
        String endpoint = System.getenv("CARAVAN_GCS_ENDPOINT");
        assumeTrue(endpoint != null, "CARAVAN_GCS_ENDPOINT is not set: no Cloud Storage emulator to test with");
        cloud = CloudStorage.connect(CloudStorage.Settings.of(Optional.of(endpoint)));
        google = new GoogleStorage(cloud, 8);
        plain = google.client();
        plain.create(BucketInfo.of(BUCKET));
        commits = GoogleCommits.open(google, folder.resolve("sent.db"));
        camel = new DefaultCamelContext();
        CheckedStorageComponent component = new CheckedStorageComponent(google, commits);
        component.getConfiguration().setAutoCreateBucket(false);
        component.getConfiguration().setStorageClient(google.client());
        camel.addComponent("google-storage", component);
        camel.start();
        template = camel.createProducerTemplate();
    }

    @AfterAll
    static void stop() throws Exception {
        if (google != null) {
            camel.close();
            commits.close();
            cloud.close();
        }
    }

    private static Exception send(String name, Object body, long length, Map<String, Object> more) {
        return send(BUCKET, name, body, length, more);
    }

    private static Exception send(String bucket, String name, Object body, long length, Map<String, Object> more) {
        Exchange answer = template.request("google-storage:" + bucket, exchange -> {
            Map<String, Object> headers = new HashMap<>(Map.of(
                    ObjectHeaders.OBJECT_NAME, name,
                    ObjectHeaders.CONTENT_TYPE, "image/png",
                    ObjectHeaders.CONTENT_LENGTH, length));
            headers.putAll(more);
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeaders(headers);
        });
        return answer.getException();
    }

    private static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private static Blob blob(String name) {
        return plain.get(BlobId.of(BUCKET, name));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 64 * 1024, Uploads.ONE_REQUEST, Uploads.ONE_REQUEST + 1, 3 * Uploads.ONE_REQUEST})
    void storesEveryLengthWholeAndDescribed(int size) throws Exception {
        byte[] content = bytes(size);
        ObjectName name = new ObjectName(BUCKET, "sizes/" + size + ".png");
        assertThat(send(name.name(), new ByteArrayInputStream(content), size, Map.of()))
                .isNull();
        try (InputStream stored = google.read(name)) {
            assertThat(stored.readAllBytes()).isEqualTo(content);
        }
        assertThat(blob(name.name()).getSize()).isEqualTo(size);
        assertThat(blob(name.name()).getContentType()).isEqualTo("image/png");
        assertThat(blob(name.name()).getMetadata()).isNullOrEmpty();
    }

    @Test
    void replacesWhatDiffersAndLeavesTheSameAlone() {
        for (int size : new int[] {1000, Uploads.ONE_REQUEST + 1000}) {
            String name = "again/" + size;
            byte[] content = bytes(size);
            assertThat(send(name, content, size, Map.of())).isNull();
            content[size / 2]++;
            assertThat(send(name, content, size, Map.of())).isNull();
            Blob second = blob(name);
            assertThat(second.getContent()).isEqualTo(content);
            assertThat(send(name, content, size, Map.of())).isNull();
            assertThat(blob(name).getGeneration()).isEqualTo(second.getGeneration());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, Uploads.ONE_REQUEST + 1000})
    void storesNothingOfAContentThatBreaksOrHasAnotherLength(int size) {
        InputStream breaking = new BreakingStream(size / 2);
        assertThat(send("broken/" + size, breaking, size, Map.of())).hasMessage(BreakingStream.MESSAGE);
        assertThat(send("short/" + size, new ByteArrayInputStream(bytes(size - 1)), size, Map.of()))
                .hasMessageContaining("gs://" + BUCKET + "/short/" + size);
        assertThat(send("long/" + size, new ByteArrayInputStream(bytes(size + 1)), size, Map.of()))
                .hasMessageContaining("says " + size);
        assertThat(blob("broken/" + size)).isNull();
        assertThat(blob("short/" + size)).isNull();
        assertThat(blob("long/" + size)).isNull();
    }

    @Test
    void takesEveryCharacterLiterally() throws Exception {
        String name = "a b/\u00fc/c+d%20e/x?y#z.png";
        assertThat(send(name, "literal", 7, Map.of())).isNull();
        assertThat(plain.list(BUCKET, Storage.BlobListOption.prefix("a b/")).iterateAll())
                .extracting(Blob::getName)
                .containsExactly(name);
        try (InputStream stored = google.read(
                ObjectPrefix.parse("gs://" + BUCKET + "/a b/\u00fc/c+d%20e").object("x?y#z.png"))) {
            assertThat(stored.readAllBytes()).isEqualTo("literal".getBytes(StandardCharsets.US_ASCII));
        }
    }

    @Test
    void storesWhatTheHeadersSay() {
        assertThat(send(
                        "described",
                        "x",
                        1,
                        Map.of(
                                "CamelGoogleCloudStorageContentEncoding",
                                "identity",
                                "CamelGoogleCloudStorageCacheControl",
                                "no-store")))
                .isNull();
        assertThat(blob("described").getContentEncoding()).isEqualTo("identity");
        assertThat(blob("described").getCacheControl()).isEqualTo("no-store");
    }

    @Test
    void leavesOtherOperationsToCamel() {
        assertThat(send("other", "x", 1, Map.of())).isNull();
        assertThat(send("other", "x", 1, Map.of("CamelGoogleCloudStorageOperation", "deleteObject")))
                .isNull();
        assertThat(blob("other")).isNull();
    }

    /** A stream that nobody can read twice is put somewhere first. */
    @Test
    void storesWhatItIsNotToldTheLengthOf() throws Exception {
        for (int size : new int[] {0, 1000, 5_000_000}) {
            byte[] content = bytes(size);
            Exchange answer = template.request("google-storage:" + BUCKET, exchange -> {
                exchange.getMessage().setBody(new ByteArrayInputStream(content));
                exchange.getMessage().setHeader(ObjectHeaders.OBJECT_NAME, "unknown/" + size);
            });
            assertThat(answer.getException()).isNull();
            assertThat(blob("unknown/" + size).getContent()).isEqualTo(content);
        }
    }

    @Test
    void takesBackWhatAnInstanceSent() throws Exception {
        commits.begin(BATCH, () -> {});
        for (int frame = 1; frame <= 12; frame++) {
            assertThat(send("f/1.2/" + frame + ".png", "x", 1, instance("i1"))).isNull();
        }
        assertThat(send("f/5.png", "x", 1, instance("i1"))).isNull();
        assertThat(send("f/6.png", "x", 1, instance("i2"))).isNull();
        assertThat(send("f/1.2/13.png", "x", 1, instance("i2"))).isNull();
        commits.discard(BATCH, "i1");
        assertThat(plain.list(BUCKET, Storage.BlobListOption.prefix("f/")).iterateAll())
                .extracting(Blob::getName)
                .containsExactly("f/1.2/13.png", "f/6.png");
        commits.commit(BATCH);
        assertThatThrownBy(() -> commits.discard(BATCH, "i2")).isInstanceOf(BatchOverException.class);
        assertThat(blob("f/6.png")).isNotNull();
    }

    /** Whatever attempt sent it, and whenever. */
    @Test
    void takesBackWhatWasSentForABatchThatIsNotCommitted() throws Exception {
        BatchKey first = new BatchKey(2, 1, 1);
        BatchKey second = new BatchKey(2, 1, 2);
        BatchKey committed = new BatchKey(2, 2, 1);
        commits.begin(committed, () -> {});
        send("e/kept.png", "x", 1, instance(committed, "i1"));
        commits.commit(committed);
        commits.begin(first, () -> {});
        send("e/first.png", "x", 1, instance(first, "i1"));
        send("e/failing.png", "x", 1, instance(first, "i2"));
        commits.abandon(first);
        assertThat(send("e/late.png", "x", 1, instance(first, "i1"))).isInstanceOf(BatchOverException.class);
        assertThatThrownBy(() -> commits.discard(first, "i1")).isInstanceOf(BatchOverException.class);
        commits.begin(second, () -> {});
        assertThatThrownBy(() -> commits.commit(first)).isInstanceOf(BatchOverException.class);
        commits.discard(second, "i2");
        assertThat(blob("e/failing.png")).isNull();
        assertThat(blob("e/first.png")).isNotNull();
        commits.end(2);
        assertThat(plain.list(BUCKET, Storage.BlobListOption.prefix("e/")).iterateAll())
                .extracting(Blob::getName)
                .containsExactly("e/kept.png");
        assertThatThrownBy(() -> commits.commit(second)).isInstanceOf(BatchOverException.class);
    }

    /** As after a kill: what was sent is known from the record and from the objects themselves. */
    @Test
    void takesBackWhatAnotherProcessSent() throws Exception {
        BatchKey first = new BatchKey(3, 1, 1);
        BatchKey second = new BatchKey(3, 1, 2);
        commits.begin(first, () -> {});
        for (int frame = 1; frame <= 3; frame++) {
            send("k/1.2/" + frame + ".png", "x" + frame, 2, instance(first, "i1"));
            send("k/1.3/" + frame + ".png", "x" + frame, 2, instance(first, "i2"));
        }
        plain.create(BlobInfo.newBuilder(BUCKET, "k/1.2/4.png").build(), new byte[1]); // somebody else's
        plain.create(BlobInfo.newBuilder(BUCKET, "k/1.2/3.png").build(), new byte[1]);
        Files.copy(folder.resolve("sent.db"), folder.resolve("next.db"));
        Files.copy(folder.resolve("sent.db-wal"), folder.resolve("next.db-wal"));
        try (GoogleCommits next = GoogleCommits.open(google, folder.resolve("next.db"))) {
            assertThat(next.unended()).contains(3L);
            next.begin(second, () -> {});
            next.discard(second, "i1");
            assertThat(plain.list(BUCKET, Storage.BlobListOption.prefix("k/")).iterateAll())
                    .extracting(Blob::getName)
                    .containsExactly("k/1.2/3.png", "k/1.2/4.png", "k/1.3/1.png", "k/1.3/2.png", "k/1.3/3.png");
            next.end(3);
            assertThat(next.unended()).doesNotContain(3L);
            assertThat(plain.list(BUCKET, Storage.BlobListOption.prefix("k/")).iterateAll())
                    .extracting(Blob::getName)
                    .containsExactly("k/1.2/3.png", "k/1.2/4.png");
        }
        commits.end(3);
    }

    /** The names of an instance may be others at the next attempt, where a route was changed in between. */
    @Test
    void takesBackAtTheEndWhatOnlyEarlierAttemptsSent() throws Exception {
        BatchKey first = new BatchKey(4, 1, 1);
        BatchKey second = new BatchKey(4, 1, 2);
        commits.begin(first, () -> {});
        send("m/old.png", "x", 1, instance(first, "i1"));
        send("m/same.png", "x", 1, instance(first, "i2"));
        commits.begin(second, () -> {});
        send("m/new.png", "x", 1, instance(second, "i1"));
        send("m/same.png", "x", 1, instance(second, "i2"));
        commits.commit(second);
        assertThat(plain.list(BUCKET, Storage.BlobListOption.prefix("m/")).iterateAll())
                .extracting(Blob::getName)
                .containsExactly("m/new.png", "m/same.png");
    }

    /** What an earlier export left is the same, so it stays: also when the instance fails. */
    @Test
    void leavesWhatWasThereBefore() throws Exception {
        BatchKey batch = new BatchKey(5, 1, 1);
        send("n/1.png", "x", 1, Map.of());
        commits.begin(batch, () -> {});
        send("n/1.png", "x", 1, instance(batch, "i1"));
        send("n/2.png", "x", 1, instance(batch, "i1"));
        commits.discard(batch, "i1");
        assertThat(blob("n/1.png")).isNotNull();
        assertThat(blob("n/2.png")).isNull();
    }

    private static Map<String, Object> instance(String key) {
        return instance(BATCH, key);
    }

    private static Map<String, Object> instance(BatchKey batch, String key) {
        return Map.of(ObjectHeaders.BATCH, batch.toString(), ObjectHeaders.INSTANCE, key);
    }

    @Test
    void namesAMissingBucketAndObject() throws Exception {
        for (int size : new int[] {10, Uploads.ONE_REQUEST + 10}) {
            assertThat(send("caravan-no-such-bucket", "x", bytes(size), size, Map.of()))
                    .isInstanceOfSatisfying(DestinationException.class, e -> {
                        assertThat(e.code()).isEqualTo(RpcCode.NOT_FOUND);
                        assertThat(e.retryable()).isFalse();
                    })
                    .hasMessageContaining("caravan-no-such-bucket");
        }
        assertThat(google.bucketExists("caravan-no-such-bucket")).isFalse();
        assertThat(google.bucketExists("..")).isFalse();
        assertThat(google.bucketExists(BUCKET)).isTrue();
        assertThatThrownBy(() -> google.read(new ObjectName(BUCKET, "nothing")))
                .isInstanceOfSatisfying(
                        DestinationException.class, e -> assertThat(e.code()).isEqualTo(RpcCode.NOT_FOUND))
                .hasMessageContaining("gs://" + BUCKET + "/nothing");
    }
}
