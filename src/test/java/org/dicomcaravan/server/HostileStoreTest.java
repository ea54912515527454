package org.dicomcaravan.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.dicomcaravan.dicom.Tag;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.VR;
import org.dicomcaravan.dicom.writing.DataSetBuilder;
import org.dicomcaravan.dicom.writing.DicomWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that were made to do harm cost one failure each at most, in a small heap, and never the server. */
class HostileStoreTest {

    private static final int FINE = 3;

    @TempDir
    Path folder;

    private int hostile;

    private static DataSetBuilder instance(String uid) {
        return new DataSetBuilder()
                .text(Tag.SOP_CLASS_UID, VR.UI, "1.2.840.10008.5.1.4.1.1.7")
                .text(Tag.SOP_INSTANCE_UID, VR.UI, uid)
                .text(Tag.STUDY_INSTANCE_UID, VR.UI, "1.2.3")
                .text(Tag.SERIES_INSTANCE_UID, VR.UI, "1.2.3.4")
                .numbers(Tag.SAMPLES_PER_PIXEL, VR.US, 1)
                .text(Tag.PHOTOMETRIC_INTERPRETATION, VR.CS, "MONOCHROME2")
                .numbers(Tag.ROWS, VR.US, 1)
                .numbers(Tag.COLUMNS, VR.US, 2)
                .numbers(Tag.BITS_ALLOCATED, VR.US, 8)
                .numbers(Tag.BITS_STORED, VR.US, 8)
                .numbers(Tag.HIGH_BIT, VR.US, 7)
                .numbers(Tag.PIXEL_REPRESENTATION, VR.US, 0)
                .bytes(Tag.PIXEL_DATA, VR.OB, new byte[] {1, 2});
    }

    private static byte[] file(DataSetBuilder instance) throws IOException {
        return DicomWriter.toBytes(instance, TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    /** Header of an element with a 32-bit length. */
    private static byte[] header(int group, int element, String vr, int length) {
        return new byte[] {
            (byte) group, (byte) (group >> 8), (byte) element, (byte) (element >> 8),
            (byte) vr.charAt(0), (byte) vr.charAt(1), 0, 0,
            (byte) length, (byte) (length >> 8), (byte) (length >> 16), (byte) (length >> 24)
        };
    }

    private void put(String name, byte[] bytes) throws IOException {
        Files.write(Files.createDirectories(folder.resolve("store")).resolve(name), bytes);
        hostile++;
    }

    private Path store() throws Exception {
        for (int i = 0; i < FINE; i++) {
            put("fine-" + i, file(instance("1.2.3.4.1" + i)));
        }
        hostile = 0;
        byte[] plain = file(instance("1.2.3.4.20").remove(Tag.PIXEL_DATA));
        put("length-bomb", join(plain, header(0x7FE0, 0x10, "OB", 0xFFFFFFFE), new byte[] {1, 2}));
        put(
                "text-length-bomb",
                join(file(instance("1.2.3.4.21").remove(Tag.PIXEL_DATA)), header(0x4000, 0x10, "UT", 0x7FFFFFFE)));
        ByteArrayOutputStream nested = new ByteArrayOutputStream();
        nested.writeBytes(file(instance("1.2.3.4.22").remove(Tag.PIXEL_DATA)));
        byte[] item = {(byte) 0xFE, (byte) 0xFF, 0, (byte) 0xE0, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF};
        for (int i = 0; i < 200_000; i++) {
            nested.writeBytes(header(0x0040, 0xA730, "SQ", -1));
            nested.writeBytes(item);
        }
        put("nesting-bomb", nested.toByteArray());
        put("deflate-bomb", deflateBomb());
        DataSetBuilder many = instance("1.2.3.4.24");
        for (int i = 0; i < 10_000; i++) {
            many.sequence(0x00090000 + 0x1000 + i, new DataSetBuilder().text(0x00080060, VR.CS, "OT"));
        }
        put("sequences", file(many));
        put("dots", file(instance("..")));
        put("dot", file(instance(".")));
        put("climbs", file(instance("../../../../x")));
        put("empty", new byte[0]);
        put("header-only", join(new byte[128], "DICM".getBytes(StandardCharsets.US_ASCII)));
        new ProcessBuilder("mkfifo", folder.resolve("store/fifo").toString())
                .start()
                .waitFor();
        return folder.resolve("store");
    }

    /** Half a gigabyte of zeros in a private element, in two megabytes. */
    private static byte[] deflateBomb() throws IOException {
        byte[] meta = DicomWriter.toBytes(
                new DataSetBuilder()
                        .text(Tag.SOP_CLASS_UID, VR.UI, "1.2.840.10008.5.1.4.1.1.7")
                        .text(Tag.SOP_INSTANCE_UID, VR.UI, "1.2.3.4.23"),
                TransferSyntax.DEFLATED);
        int end = 132 + 12 + (meta[140] & 0xFF | (meta[141] & 0xFF) << 8);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(meta, 0, end);
        try (DeflaterOutputStream deflated = new DeflaterOutputStream(out, new Deflater(1, true))) {
            deflated.write(DicomWriter.dataSetBytes(
                    instance("1.2.3.4.23").remove(Tag.PIXEL_DATA), TransferSyntax.EXPLICIT_LITTLE_ENDIAN));
            deflated.write(header(0x0029, 0x1010, "OB", 0x20000000));
            byte[] zeros = new byte[1 << 16];
            for (long left = 0x20000000L; left > 0; left -= zeros.length) {
                deflated.write(zeros, 0, (int) Math.min(left, zeros.length));
            }
        }
        return out.toByteArray();
    }

    @Test
    void costsAFailureEachAndNeverTheServer() throws Exception {
        Path store = store();
        try (ServerProcess server = ServerProcess.start(folder, Map.of(ServerUnderTest.STORE, store))) {
            exports(server, "application/dicom", ".dcm");
            exports(server, "image/png", ".png");
            assertThat(server.said()).doesNotContain("OutOfMemoryError: Java heap space");
            assertThat(server.export("again", "image/png").has("response")).isTrue();
            assertThat(ServerUnderTest.files(server.data.resolve("buckets")))
                    .allMatch(name -> name.matches("demo/[^/]+/1\\.2\\.3/.*"));
        }
    }

    private void exports(ServerProcess server, String mimeType, String ending) throws IOException {
        JsonNode ended = server.export("as" + ending, mimeType);
        assertThat(ended.has("response")).isTrue();
        long success = ServerUnderTest.counter(ended, "success");
        long failure = ServerUnderTest.counter(ended, "failure");
        assertThat(success).isBetween((long) FINE, (long) FINE + hostile);
        assertThat(success + failure).isLessThanOrEqualTo(FINE + hostile);
        assertThat(server.log(ended).stream()
                        .filter(line -> line.path("severity").asText().equals("ERROR")))
                .hasSize((int) failure);
        assertThat(server.log(ended).toString()).doesNotContain("OutOfMemory", folder.toString());
        for (int i = 0; i < FINE; i++) {
            assertThat(server.objects("as" + ending)).contains("1.2.3/1.2.3.4/1.2.3.4.1" + i + ending);
        }
    }
}
