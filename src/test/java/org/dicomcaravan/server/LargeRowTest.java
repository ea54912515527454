package org.dicomcaravan.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.dicomcaravan.dicom.Tag;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.VR;
import org.dicomcaravan.dicom.writing.DataSetBuilder;
import org.dicomcaravan.dicom.writing.DicomWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An instance whose row is too large fails alone, whatever lengths its file has, in a heap of half a gigabyte. */
class LargeRowTest {

    private static final int MEBIBYTE = 1 << 20;

    @TempDir
    Path folder;

    private int files;

    private byte[] start() throws IOException {
        files++;
        return DicomWriter.toBytes(
                new DataSetBuilder()
                        .text(Tag.SOP_CLASS_UID, VR.UI, "1.2.840.10008.5.1.4.1.1.7")
                        .text(Tag.SOP_INSTANCE_UID, VR.UI, "1.2.3.4." + files)
                        .text(Tag.STUDY_INSTANCE_UID, VR.UI, "1.2.3")
                        .text(Tag.SERIES_INSTANCE_UID, VR.UI, "1.2.3.4"),
                TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
    }

    /** A file of elements, all of the same length; where there is no content, of holes. */
    private void write(int elements, String vr, long length, byte[] content) throws IOException {
        Path store = Files.createDirectories(folder.resolve("store"));
        byte[] start = start();
        try (FileChannel file = FileChannel.open(
                store.resolve(files + ".dcm"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap(start));
            for (int i = 0; i < elements; i++) {
                ByteBuffer header = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
                header.putShort((short) (0x0029 + 2 * (i / 200))).putShort((short) (0x1000 + i % 200));
                header.put(vr.getBytes(StandardCharsets.US_ASCII))
                        .putShort((short) 0)
                        .putInt((int) length);
                file.write(header.flip());
                if (content != null) {
                    file.write(ByteBuffer.wrap(content));
                }
                file.position(file.position() + length - (content == null ? 0 : content.length));
            }
            file.write(ByteBuffer.wrap(new byte[] {0x29, 0x70, 0x10, 0, 'L', 'O', 2, 0, 'x', 'y'}));
        }
    }

    private static byte[] filled(int bytes, char with) {
        byte[] content = new byte[bytes];
        java.util.Arrays.fill(content, (byte) with);
        return content;
    }

    private List<String> failures(ServerUnderTest server, JsonNode ended) throws IOException {
        return server.log(ended).stream()
                .filter(line -> line.path("severity").asText().equals("ERROR"))
                .map(line -> line.at("/jsonPayload/error/code").asInt() + " "
                        + line.at("/jsonPayload/error/message").asText())
                .sorted()
                .toList();
    }

    @Test
    void costsAFailureAndNeverTheServer() throws Exception {
        write(1, "UT", 0xFFFF_FFF0L, null); // is dropped by name, as it is in no row
        write(1, "UT", MEBIBYTE, filled(MEBIBYTE, 'x'));
        write(1, "UT", 12 * MEBIBYTE, filled(12 * MEBIBYTE, 'x'));
        int fine = files;
        write(1000, "UT", 10 * MEBIBYTE, null);
        write(1, "UC", 30 * MEBIBYTE, filled(30 * MEBIBYTE, '\\'));
        write(9, "UT", 9 * MEBIBYTE, filled(9 * MEBIBYTE, 'x'));
        write(9, "UT", 9 * MEBIBYTE, filled(9 * MEBIBYTE, 'x'));
        write(1, "UN", 60 * MEBIBYTE, filled(60 * MEBIBYTE, 'x'));
        write(1, "UT", 60 * MEBIBYTE, filled(60 * MEBIBYTE, (char) 1));
        Map<String, Path> stores = Map.of(ServerUnderTest.STORE, folder.resolve("store"));
        Map<String, String> settings = Map.of("caravan.workers", "4", "caravan.batch.instances", "1");
        try (ServerProcess server = ServerProcess.begin(folder, "512m", settings, stores)) {
            server.awaitReady();
            JsonNode ended = server.finished(
                    server.startRows("t", "WRITE_EMPTY").path("name").asText());
            assertThat(ended.has("response")).as(ended.toString()).isTrue();
            assertThat(ServerUnderTest.counter(ended, "success")).isEqualTo(fine);
            assertThat(failures(server, ended)).hasSize(files - fine).allMatch(line -> line.startsWith("8 "));
            assertThat(server.log(ended).toString())
                    .contains("has " + fine + " rows")
                    .doesNotContain("OutOfMemory", folder.toString());
            assertThat(server.said()).doesNotContain("OutOfMemoryError");
        }
    }

    /** What is written is measured: a control character is one byte of a file, and six of a row. */
    @Test
    void isMeasuredAsItIsWritten() throws Exception {
        write(1, "UT", MEBIBYTE / 2, filled(MEBIBYTE / 2, 'x'));
        write(1, "UT", MEBIBYTE / 2, filled(MEBIBYTE / 2, (char) 1));
        write(4, "UT", MEBIBYTE / 2, filled(MEBIBYTE / 2, 'x'));
        Map<String, Path> stores = Map.of(ServerUnderTest.STORE, folder.resolve("store"));
        try (RunningServer server =
                RunningServer.start(folder, null, Map.of("caravan.limit.row-mebibytes", "1"), stores)) {
            JsonNode ended = server.finished(
                    server.startRows("t", "WRITE_EMPTY").path("name").asText());
            assertThat(ServerUnderTest.counter(ended, "success")).isEqualTo(1);
            assertThat(failures(server, ended))
                    .hasSize(2)
                    .anyMatch(line -> line.matches("8 its row has 3,14\\d,\\d{3} bytes, more than 1,048,576, .*"))
                    .anyMatch(line -> line.matches("8 its row has at least 1,[0-9,]+ bytes, more than 1,048,576, .*"))
                    .allMatch(line -> line.endsWith("(caravan.limit.row-mebibytes)"));
            assertThat(server.log(ended).toString()).contains("has 1 rows");
        }
    }
}
