package org.dicomcaravan.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import org.dicomcaravan.dicom.Tag;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.VR;
import org.dicomcaravan.dicom.writing.DataSetBuilder;
import org.dicomcaravan.dicom.writing.DicomWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that change between their listing and their turn: an object holds what its name says, or there is none. */
class ChangingStoreTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int ABORTED = 10;

    @TempDir
    Path folder;

    private TinyStore tiny;
    private RunningServer server;
    private String operation;

    /** An export in its middle, whose last instances are listed and not yet read. */
    @BeforeEach
    void begin() throws IOException {
        tiny = TinyStore.of(folder.resolve("store"), 120);
        server = RunningServer.start(
                folder,
                SlowRoutes.in(folder, 20),
                Map.of("caravan.workers", "1"),
                Map.of(ServerUnderTest.STORE, tiny.folder));
        operation = server.start("x", "application/dicom");
        await().atMost(SOON).until(this::isListed);
    }

    private boolean isListed() {
        JsonNode now = server.get(operation);
        return ServerUnderTest.counter(now, "pending") + ServerUnderTest.counter(now, "success")
                == tiny.instances.size();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** The last instance of the store, by its key. */
    private Map.Entry<String, Path> last() {
        return tiny.instances.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow();
    }

    private static byte[] another(String name) throws IOException {
        return DicomWriter.toBytes(
                new DataSetBuilder()
                        .text(Tag.SOP_CLASS_UID, VR.UI, "1.2.840.10008.5.1.4.1.1.7")
                        .text(Tag.SOP_INSTANCE_UID, VR.UI, "9.9.9.1")
                        .text(0x00100010, VR.PN, name)
                        .text(Tag.STUDY_INSTANCE_UID, VR.UI, "9.9")
                        .text(Tag.SERIES_INSTANCE_UID, VR.UI, "9.9.9"),
                TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
    }

    private void failsAlone(String key, String file) throws IOException {
        JsonNode ended = server.finished(operation);
        assertThat(ended.has("response")).isTrue();
        assertThat(ServerUnderTest.counter(ended, "success")).isEqualTo(tiny.instances.size() - 1);
        assertThat(ServerUnderTest.counter(ended, "failure")).isEqualTo(tiny.broken + tiny.repeated + 1);
        assertThat(server.log(ended))
                .filteredOn(line -> line.at("/jsonPayload/error/code").asInt() == ABORTED)
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.at("/jsonPayload/error/message").asText())
                            .contains(file, "changed since it was listed")
                            .doesNotContain(folder.toString());
                    assertThat(line.at("/jsonPayload/resourceName").asText())
                            .endsWith(key.substring(key.lastIndexOf('/') + 1));
                });
        assertThat(server.objects("x")).hasSize(tiny.instances.size() - 1).doesNotContain(key + ".dcm");
    }

    /** As an archive does that uses its file names again. */
    @Test
    void aFileThatIsReplacedByAnotherInstanceFails() throws Exception {
        Map.Entry<String, Path> last = last();
        Path other = Files.write(folder.resolve("other"), another("Other^Patient"));
        Files.setLastModifiedTime(other, Files.getLastModifiedTime(last.getValue()));
        Files.move(other, last.getValue(), StandardCopyOption.REPLACE_EXISTING);
        failsAlone(last.getKey(), tiny.folder.relativize(last.getValue()).toString());
    }

    @Test
    void aFileOfTheSameUidsAndAnotherSizeFails() throws Exception {
        Map.Entry<String, Path> last = last();
        Files.write(last.getValue(), new byte[2], StandardOpenOption.APPEND);
        failsAlone(last.getKey(), tiny.folder.relativize(last.getValue()).toString());
    }

    /** The same instance, written anew: that is what its name says. */
    @Test
    void aFileThatIsRestoredIsExported() throws Exception {
        Map.Entry<String, Path> last = last();
        byte[] bytes = Files.readAllBytes(last.getValue());
        Files.delete(last.getValue());
        Files.write(last.getValue(), bytes);
        JsonNode ended = server.finished(operation);
        assertThat(ServerUnderTest.counter(ended, "success")).isEqualTo(tiny.instances.size());
        assertThat(server.data.resolve("buckets/demo/x").resolve(last.getKey() + ".dcm"))
                .hasBinaryContent(bytes);
    }

    @Test
    void aFileThatIsWrittenToWhileItIsReadFails() throws Exception {
        failsIfItChanges(
                file -> file.write(ByteBuffer.wrap("X".getBytes(StandardCharsets.US_ASCII)), file.size() - 10));
    }

    /** What is missing then is not the fault of the file. */
    @Test
    void aFileThatIsCutWhileItIsReadFails() throws Exception {
        failsIfItChanges(file -> file.truncate(file.size() - 1000));
    }

    /** Nobody can tell then what is wrong with it: that is for the operation to wait for, not for the file to fail. */
    @Test
    void aFileThatIsCutWhileItsStoreGoesAwayIsWaitedFor() throws Exception {
        Path huge = readHuge();
        Path away = folder.resolve("away");
        try (FileChannel file = FileChannel.open(file(huge), StandardOpenOption.WRITE)) {
            Files.move(huge, away);
            file.truncate(file.size() - 1000);
        }
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(server.log(server.get(operation)))
                        .singleElement()
                        .satisfies(line -> assertThat(
                                        line.at("/jsonPayload/error/message").asText())
                                .startsWith("The operation waits")));
        Files.move(away, huge);
        JsonNode ended = server.finished(operation);
        assertThat(ServerUnderTest.counter(ended, "failure")).isOne();
        assertThat(server.log(ended))
                .filteredOn(line -> line.at("/jsonPayload/error/code").asInt() == ABORTED)
                .singleElement()
                .satisfies(
                        line -> assertThat(line.at("/jsonPayload/error/message").asText())
                                .contains("changed since it was listed"));
        assertThat(server.objects("huge")).isEmpty();
    }

    private interface Change {
        void make(FileChannel file) throws IOException;
    }

    /** Begins to export a store of one huge file, which is read when this returns. */
    private Path readHuge() throws Exception {
        server.finished(operation);
        Path huge = HugeFile.write(folder.resolve("huge"), HugeFile.ONE_FRAME);
        server.close();
        String store = ServerUnderTest.DATASET + "/dicomStores/huge";
        server = RunningServer.start(
                folder, null, Map.of("caravan.workers", "1", "caravan.wait.pause-seconds", "1"), Map.of(store, huge));
        operation = server.start(store, "huge", "application/dicom");
        await().atMost(SOON).until(() -> staged() > 1_000_000);
        return huge;
    }

    private static Path file(Path store) throws IOException {
        try (var all = Files.walk(store)) {
            return all.filter(Files::isRegularFile).findFirst().orElseThrow();
        }
    }

    private void failsIfItChanges(Change change) throws Exception {
        try (FileChannel file = FileChannel.open(file(readHuge()), StandardOpenOption.WRITE)) {
            change.make(file);
        }
        JsonNode ended = server.finished(operation);
        assertThat(ServerUnderTest.counter(ended, "success")).isZero();
        assertThat(server.log(ended)).singleElement().satisfies(line -> {
            assertThat(line.at("/jsonPayload/error/code").asInt()).isEqualTo(ABORTED);
            assertThat(line.at("/jsonPayload/error/message").asText()).contains("changed while it was read");
        });
        assertThat(server.objects("huge")).isEmpty();
    }

    private long staged() throws IOException {
        long bytes = 0;
        for (String name : ServerUnderTest.files(server.data.resolve("staging"))) {
            Path file = server.data.resolve("staging").resolve(name);
            bytes += Files.exists(file) ? Files.size(file) : 0;
        }
        return bytes;
    }
}
