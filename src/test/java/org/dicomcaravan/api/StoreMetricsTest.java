package org.dicomcaravan.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.dicomcaravan.api.wire.ApiException;
import org.dicomcaravan.rpc.RpcCode;
import org.dicomcaravan.store.DicomStore;
import org.dicomcaravan.store.DirectoryStore;
import org.dicomcaravan.store.Listing;
import org.dicomcaravan.store.StoreAwayException;
import org.dicomcaravan.store.StoredInstance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreMetricsTest {

    @TempDir
    Path folder;

    private final StoreMetrics metrics = new StoreMetrics();

    /** A Part 10 file with a data set in Implicit VR that has nothing but the three UIDs (PS3.5 7.1.3, PS3.10 7.1). */
    private static byte[] instance(String study, String series, String instance) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(new byte[128]);
        file.writeBytes("DICM".getBytes(StandardCharsets.US_ASCII));
        byte[] syntax = uid("1.2.840.10008.1.2");
        ByteBuffer meta = ByteBuffer.allocate(20 + syntax.length).order(ByteOrder.LITTLE_ENDIAN);
        meta.putShort((short) 2)
                .putShort((short) 0)
                .put((byte) 'U')
                .put((byte) 'L')
                .putShort((short) 4);
        meta.putInt(8 + syntax.length);
        meta.putShort((short) 2).putShort((short) 0x10).put((byte) 'U').put((byte) 'I');
        meta.putShort((short) syntax.length).put(syntax);
        file.writeBytes(meta.array());
        element(file, 0x0008, 0x0018, instance);
        element(file, 0x0020, 0x000D, study);
        element(file, 0x0020, 0x000E, series);
        return file.toByteArray();
    }

    private static void element(ByteArrayOutputStream file, int group, int element, String uid) {
        byte[] value = uid(uid);
        ByteBuffer header = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        header.putShort((short) group).putShort((short) element).putInt(value.length);
        file.writeBytes(header.array());
        file.writeBytes(value);
    }

    private static byte[] uid(String uid) {
        return (uid.length() % 2 == 0 ? uid : uid + "\0").getBytes(StandardCharsets.US_ASCII);
    }

    private static int count(ObjectNode metrics, String what) {
        return Integer.parseInt(metrics.get(what).textValue());
    }

    @Test
    void countsWhatAnExportWouldExport() throws Exception {
        byte[] first = instance("1.1", "1.1.1", "1.1.1.1");
        Files.write(folder.resolve("a"), first);
        Files.write(folder.resolve("b"), instance("1.1", "1.1.1", "1.1.1.2"));
        Files.write(folder.resolve("c"), instance("1.1", "1.1.2", "1.1.1.1"));
        Files.write(folder.resolve("d"), instance("1.2", "1.1.2", "1.1.1.1"));
        Files.write(folder.resolve("e-duplicate"), first);
        Files.write(folder.resolve("f-bad-uid"), instance("1.1", "1.1.1", "../../x"));
        Files.writeString(folder.resolve("g.txt"), "no DICOM");
        ObjectNode found = metrics.of("the/store", new DirectoryStore(folder));
        assertThat(found.get("name").textValue()).isEqualTo("the/store");
        assertThat(count(found, "studyCount")).isEqualTo(2);
        assertThat(count(found, "seriesCount")).isEqualTo(3);
        assertThat(count(found, "instanceCount")).isEqualTo(4);
        assertThat(count(found, "blobStorageSizeBytes")).isEqualTo(4 * first.length);
    }

    @Test
    void remembersNothing() throws Exception {
        DirectoryStore store = new DirectoryStore(folder);
        assertThat(count(metrics.of("s", store), "instanceCount")).isZero();
        Files.write(folder.resolve("a"), instance("1", "2", "3"));
        assertThat(count(metrics.of("s", store), "instanceCount")).isEqualTo(1);
    }

    @Test
    void tellsOfAStoreThatCantBeRead() {
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> metrics.of("s", new DirectoryStore(folder.resolve("none"))))
                .withMessageContaining("\"s\" can't be read")
                .satisfies(e -> assertThat(e.code()).isEqualTo(RpcCode.UNAVAILABLE));
    }

    /** A folder whose listings wait at a gate. */
    private record Gated(DirectoryStore store, AtomicInteger passes, CountDownLatch gate) implements DicomStore {
        @Override
        public Listing list(Optional<String> after) throws IOException {
            passes.incrementAndGet();
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            return store.list(after);
        }

        @Override
        public StoredInstance open(String path) throws IOException {
            return store.open(path);
        }

        @Override
        public String source() throws StoreAwayException {
            return store.source();
        }

        @Override
        public Optional<String> identity() throws StoreAwayException {
            return store.identity();
        }

        @Override
        public boolean isEmpty() throws StoreAwayException {
            return store.isEmpty();
        }
    }

    @Test
    void countsAStoreOnceAtATime() throws Exception {
        Gated store = new Gated(new DirectoryStore(folder), new AtomicInteger(), new CountDownLatch(1));
        ExecutorService pool = Executors.newCachedThreadPool();
        try {
            List<Future<ObjectNode>> answers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                answers.add(pool.submit(() -> metrics.of("s", store)));
            }
            await().until(() -> metrics.isFull());
            assertThatExceptionOfType(ApiException.class)
                    .isThrownBy(() -> metrics.of("s", store))
                    .satisfies(e -> assertThat(e.status()).isEqualTo(429));
            assertThat(store.passes().get()).isLessThanOrEqualTo(1);
            store.gate().countDown();
            for (Future<ObjectNode> answer : answers) {
                assertThat(count(answer.get(), "instanceCount")).isZero();
            }
        } finally {
            pool.shutdownNow();
        }
    }
}
