package org.dicomcaravan.table;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dicomcaravan.corpus.Corpus;
import org.dicomcaravan.corpus.EachCorpus;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.Tag;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.VR;
import org.dicomcaravan.dicom.reading.DicomObject;
import org.dicomcaravan.dicom.writing.DataSetBuilder;
import org.dicomcaravan.dicom.writing.DicomWriter;
import org.dicomcaravan.io.ByteSource;
import org.junit.jupiter.api.Test;

/** Rows and schema of real files and of made ones, as a program in Python has them that shares no code with this one. */
class InstanceRowTest {

    private static final Path RESOURCES = Path.of("src/test/resources");
    private static final long PIXELS = 0xFFFF_FFF0L;
    private static final Instant CHANGED = Instant.parse("2026-11-24T10:11:12.345678901Z");

    static InstanceRow row(Path file) throws IOException, DicomException {
        try (DicomObject instance = DicomObject.open(ByteSource.of(file))) {
            return InstanceRow.of(instance, Files.size(file), CHANGED, Optional.empty());
        }
    }

    private static List<String> differences(Path file, JsonNode expected) {
        try {
            InstanceRow row = row(file);
            // What is written is what others read.
            JsonNode read = new ObjectMapper().readTree(row.row().toString());
            return ExpectedRows.differences(expected, read).stream()
                    .map(difference -> file + " " + difference)
                    .toList();
        } catch (IOException | DicomException | RuntimeException e) {
            return List.of(file + ": " + e);
        }
    }

    @Test
    void equalsTheRowOfAnIndependentProgram() throws IOException {
        List<String> differences = new ArrayList<>();
        List<JsonNode> lines = ExpectedRows.lines(RESOURCES.resolve("table/rows.ndjson.gz"));
        for (JsonNode line : lines) {
            differences.addAll(differences(RESOURCES.resolve(line.path("file").asText()), line.path("row")));
        }
        assertThat(lines).hasSizeGreaterThan(190);
        assertThat(differences).isEmpty();
    }

    @EachCorpus
    void equalsTheRowsOfACorpus(Corpus corpus) throws IOException {
        List<String> differences = new ArrayList<>();
        Path rows = corpus.file("rows.ndjson.gz");
        if (!corpus.equals(Corpus.OWN)) { // its rows are in the other test
            for (JsonNode line : ExpectedRows.lines(rows)) {
                if (!line.path("row").isNull()) { // the other program takes it for no DICOM either
                    differences.addAll(differences(corpus.file(line.path("path").asText()), line.path("row")));
                }
            }
        }
        assertThat(differences).isEmpty();
    }

    @Test
    void theSchemaOfAllIsThatOfAnIndependentProgram() throws Exception {
        List<List<Column>> columns = new ArrayList<>();
        for (JsonNode line : ExpectedRows.lines(RESOURCES.resolve("table/rows.ndjson.gz"))) {
            columns.add(row(RESOURCES.resolve(line.path("file").asText())).columns());
        }
        JsonNode expected =
                ExpectedRows.lines(RESOURCES.resolve("table/schema.json.gz")).get(0);
        assertThat(TableSchema.of(columns, false).toJson()).isEqualTo(expected);
    }

    /** Rows are made from headers: of four gigabytes of pixels hardly anything is read. */
    @Test
    void readsNoPixels() throws Exception {
        DataSetBuilder elements = new DataSetBuilder()
                .text(Tag.SOP_CLASS_UID, VR.UI, "1.2.840.10008.5.1.4.1.1.7.2")
                .text(Tag.SOP_INSTANCE_UID, VR.UI, "1.2.3.4.5")
                .text(Tag.MODALITY, VR.CS, "OT");
        byte[] head = DicomWriter.toBytes(elements, TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
        ByteBuffer pixels = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        pixels.putShort((short) 0x7FE0).putShort((short) 0x0010).put((byte) 'O').put((byte) 'W');
        pixels.putShort((short) 0).putInt((int) PIXELS);
        long size = head.length + 12 + PIXELS;
        ByteSource huge = new ByteSource() {
            @Override
            public long size() {
                return size;
            }

            @Override
            public int read(long position, ByteBuffer into) {
                assertThat(position).as("a look into the pixels").isLessThan(head.length + 12L);
                int count = 0;
                for (long at = position; into.hasRemaining(); at++, count++) {
                    boolean isHead = at < head.length;
                    into.put(isHead ? head[(int) at] : at < head.length + 12 ? pixels.get((int) at - head.length) : 0);
                }
                return count;
            }

            @Override
            public void close() {}
        };
        try (DicomObject instance = DicomObject.open(huge)) {
            InstanceRow row = InstanceRow.of(instance, size, CHANGED, Optional.empty());
            assertThat(row.row().path("Modality").asText()).isEqualTo("OT");
            assertThat(row.row().path("DroppedTags").toString())
                    .isEqualTo("[{\"TagName\":\"PixelData\",\"TagReference\":\"\"}]");
            assertThat(row.droppedBytes()).isEqualTo(PIXELS);
        }
    }

    @Test
    void tellsWhenAndWhereFrom() throws Exception {
        Path file = RESOURCES.resolve("fixtures/rgb.dcm");
        try (DicomObject instance = DicomObject.open(ByteSource.of(file))) {
            JsonNode row = InstanceRow.of(instance, 1234, CHANGED, Optional.of("projects/p/a"))
                    .row();
            assertThat(row.path("LastUpdated").asText()).isEqualTo("2026-11-24T10:11:12.345678Z");
            assertThat(row.path("BlobStorageSize").asLong()).isEqualTo(1234);
            assertThat(row.path("SourceDicomStore").asText()).isEqualTo("projects/p/a");
        }
        assertThat(TableSchema.of(List.of(), true).toJson().findValuesAsText("name"))
                .containsExactly(
                        "OtherElements",
                        "Tag",
                        "Data",
                        "DroppedTags",
                        "TagName",
                        "TagReference",
                        "Type",
                        "LastUpdated",
                        "StorageClass",
                        "BlobStorageSize",
                        "SourceDicomStore");
    }
}
