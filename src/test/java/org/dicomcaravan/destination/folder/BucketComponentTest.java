package org.dicomcaravan.destination.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.dicomcaravan.destination.BatchKey;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.destination.ObjectAttributes;
import org.dicomcaravan.destination.ObjectHeaders;
import org.dicomcaravan.destination.ObjectName;
import org.dicomcaravan.rpc.RpcCode;
import org.dicomcaravan.transcode.Content;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BucketComponentTest {
    @TempDir
    Path data;

    private FolderBuckets buckets;
    private StagedObjects objects;
    private CamelContext camel;
    private ProducerTemplate template;

    @BeforeEach
    void start() throws Exception {
        buckets = FolderBuckets.open(data);
        Files.createDirectories(FolderBuckets.root(data).resolve("demo"));
        objects = StagedObjects.open(buckets);
        camel = new DefaultCamelContext();
        camel.getRegistry().bind("stagedObjects", objects);
        camel.start();
        template = camel.createProducerTemplate();
    }

    @AfterEach
    void stop() throws Exception {
        camel.close();
        objects.close();
        buckets.close();
    }

    private Exchange send(String uri, Object body, Map<String, Object> headers) {
        Exchange answer = template.request(uri, exchange -> {
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeaders(new HashMap<>(headers));
        });
        if (answer.getException() != null) {
            throw new CamelExecutionException("failed", answer, answer.getException());
        }
        return answer;
    }

    @Test
    void takesContentsBytesTextStreamsAndFiles() throws Exception {
        File file = Files.writeString(data.resolve("source.txt"), "file").toFile();
        Map<String, Object> bodies = Map.of(
                "content",
                Content.of("content".getBytes(StandardCharsets.US_ASCII)),
                "bytes",
                "bytes".getBytes(StandardCharsets.US_ASCII),
                "text",
                "text",
                "stream",
                new ByteArrayInputStream("stream".getBytes(StandardCharsets.US_ASCII)),
                "file",
                file);
        bodies.forEach((name, body) -> send("bucket:demo", body, Map.of(ObjectHeaders.OBJECT_NAME, "a/" + name)));
        for (String name : bodies.keySet()) {
            assertThat(data.resolve("buckets/demo/a").resolve(name)).hasContent(name);
        }
    }

    @Test
    void answersWithChecksumAndMediaType() throws Exception {
        Exchange answer = send(
                "bucket:demo",
                "123456789",
                Map.of(
                        ObjectHeaders.OBJECT_NAME, "digits",
                        ObjectHeaders.CONTENT_TYPE, "text/plain",
                        ObjectHeaders.CONTENT_LENGTH, 9L));
        // the check value of CRC-32C in the catalogue of parametrised CRC algorithms
        ObjectAttributes wanted = new ObjectAttributes(new ObjectName("demo", "digits"), 9, 0xE3069283, "text/plain");
        assertThat(answer.getMessage().getBody()).isEqualTo(wanted);
        assertThat(wanted.crc32cBase64()).isEqualTo("4waSgw==");
    }

    @Test
    void keepsABatchBackUntilItIsCommitted() throws Exception {
        BatchKey batch = new BatchKey(1795909907047907000L, 3, 1);
        objects.begin(batch, () -> {});
        Map<String, Object> headers = new HashMap<>(Map.of(
                ObjectHeaders.OBJECT_NAME, "x/1", ObjectHeaders.BATCH, batch.toString(), ObjectHeaders.INSTANCE, "i1"));
        send("bucket:demo", "one", headers);
        headers.put(ObjectHeaders.OBJECT_NAME, "x/2");
        headers.put(ObjectHeaders.INSTANCE, "i2");
        send("bucket:demo", "two", headers);
        assertThat(data.resolve("buckets/demo")).isEmptyDirectory();
        objects.discard(batch, "i2");
        objects.commit(batch);
        assertThat(data.resolve("buckets/demo/x"))
                .isDirectoryContaining("glob:**/1")
                .isDirectoryNotContaining("glob:**/2");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 2, 4, 1_000_000_000_000L, -1})
    void refusesAContentOfAnotherLengthThanTheHeaderSays(long length) {
        assertThatThrownBy(() -> send(
                        "bucket:demo",
                        "one",
                        Map.of(ObjectHeaders.OBJECT_NAME, "x", ObjectHeaders.CONTENT_LENGTH, length)))
                .cause()
                .hasMessageContaining("gs://demo/x")
                .hasMessageContaining("says " + length);
        assertThat(data.resolve("buckets/demo")).isEmptyDirectory();
    }

    @Test
    void namesAMissingBucket() {
        assertThatThrownBy(() -> send("bucket:nothing", "one", Map.of(ObjectHeaders.OBJECT_NAME, "x")))
                .cause()
                .isInstanceOfSatisfying(
                        DestinationException.class, e -> assertThat(e.code()).isEqualTo(RpcCode.NOT_FOUND))
                .hasMessageContaining("\"nothing\"");
        assertThat(data.resolve("buckets/nothing")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "a/../../x", "/etc/passwd", "a//b", "a\0b", "a/", "", "."})
    void refusesNamesThatLeaveTheBucket(String name) {
        assertThatThrownBy(() -> send("bucket:demo", "one", Map.of(ObjectHeaders.OBJECT_NAME, name)))
                .cause()
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(data.resolve("buckets/demo")).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"b1", "1-2", "1-2-x", "", "1-2-3-4", "99999999999999999999-1-1"})
    void refusesAKeyThatIsNone(String key) {
        assertThatThrownBy(() -> send(
                        "bucket:demo",
                        "one",
                        Map.of(ObjectHeaders.OBJECT_NAME, "x", ObjectHeaders.BATCH, key, ObjectHeaders.INSTANCE, "i")))
                .cause()
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(data.resolve("buckets/demo")).isEmptyDirectory();
    }

    @Test
    void refusesABadBucketAndOtherOperations() {
        assertThatThrownBy(() -> camel.getEndpoint("bucket:..")).rootCause().hasMessageContaining("bucket name");
        assertThatThrownBy(() -> send(
                        "bucket:demo",
                        "one",
                        Map.of(ObjectHeaders.OBJECT_NAME, "x", "CamelGoogleCloudStorageOperation", "deleteBucket")))
                .cause()
                .hasMessageContaining("stores objects only");
    }
}
