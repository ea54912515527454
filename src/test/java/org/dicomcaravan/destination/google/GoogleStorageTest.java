package org.dicomcaravan.destination.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.storage.Blob;
import com.google.cloud.storage.Storage;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.dicomcaravan.destination.BreakingStream;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.destination.ObjectHeaders;
import org.dicomcaravan.destination.ObjectName;
import org.dicomcaravan.destination.ObjectPrefix;
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
    private static EmulatedStorage emulated;

    @TempDir
    static Path folder;

    @BeforeAll
    static void start() throws Exception {
        emulated = EmulatedStorage.start(folder);
    }

    @AfterAll
    static void stop() throws Exception {
        if (emulated != null) {
            emulated.close();
        }
    }

    private static Exception send(String name, Object body, long length, Map<String, Object> more) {
        return emulated.send(emulated.bucket(), name, body, length, more);
    }

    private static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private static Blob blob(String name) {
        return emulated.blob(name);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 64 * 1024, Uploads.ONE_REQUEST, Uploads.ONE_REQUEST + 1, 3 * Uploads.ONE_REQUEST})
    void storesEveryLengthWholeAndDescribed(int size) throws Exception {
        byte[] content = bytes(size);
        ObjectName name = new ObjectName(emulated.bucket(), "sizes/" + size + ".png");
        assertThat(send(name.name(), new ByteArrayInputStream(content), size, Map.of()))
                .isNull();
        try (InputStream stored = emulated.storage().read(name)) {
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
                .hasMessageContaining("gs://" + emulated.bucket() + "/short/" + size);
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
        assertThat(emulated.client()
                        .list(emulated.bucket(), Storage.BlobListOption.prefix("a b/"))
                        .iterateAll())
                .extracting(Blob::getName)
                .containsExactly(name);
        try (InputStream stored = emulated.storage()
                .read(ObjectPrefix.parse("gs://" + emulated.bucket() + "/a b/\u00fc/c+d%20e")
                        .object("x?y#z.png"))) {
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
            Exchange answer = emulated.template().request("google-storage:" + emulated.bucket(), exchange -> {
                exchange.getMessage().setBody(new ByteArrayInputStream(content));
                exchange.getMessage().setHeader(ObjectHeaders.OBJECT_NAME, "unknown/" + size);
            });
            assertThat(answer.getException()).isNull();
            assertThat(blob("unknown/" + size).getContent()).isEqualTo(content);
        }
    }

    @Test
    void namesAMissingBucketAndObject() throws Exception {
        for (int size : new int[] {10, Uploads.ONE_REQUEST + 10}) {
            assertThat(emulated.send("caravan-no-such-bucket", "x", bytes(size), size, Map.of()))
                    .isInstanceOfSatisfying(DestinationException.class, e -> {
                        assertThat(e.code()).isEqualTo(RpcCode.NOT_FOUND);
                        assertThat(e.retryable()).isFalse();
                    })
                    .hasMessageContaining("caravan-no-such-bucket");
        }
        assertThat(emulated.storage().bucketExists("caravan-no-such-bucket")).isFalse();
        assertThat(emulated.storage().bucketExists("..")).isFalse();
        assertThat(emulated.storage().bucketExists(emulated.bucket())).isTrue();
        assertThatThrownBy(() -> emulated.storage().read(new ObjectName(emulated.bucket(), "nothing")))
                .isInstanceOfSatisfying(
                        DestinationException.class, e -> assertThat(e.code()).isEqualTo(RpcCode.NOT_FOUND))
                .hasMessageContaining("gs://" + emulated.bucket() + "/nothing");
    }
}
