package org.dicomcaravan.table;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dicomcaravan.dicom.reading.DicomObject;
import org.dicomcaravan.io.ByteSource;
import org.junit.jupiter.api.Test;

/** All metadata in one column, as a program in Python has them that shares no code with this one. */
class MetadataRowTest {

    private static final Path RESOURCES = Path.of("src/test/resources");

    @Test
    void equalsTheRowOfAnIndependentProgram() throws Exception {
        List<String> differences = new ArrayList<>();
        List<JsonNode> lines = ExpectedRows.lines(RESOURCES.resolve("table/metadata.ndjson.gz"));
        for (JsonNode line : lines) {
            String name = line.path("file").asText();
            Path file = RESOURCES.resolve(name);
            try (DicomObject instance = DicomObject.open(ByteSource.of(file))) {
                MetadataRow row = MetadataRow.of(instance, Files.size(file), Instant.EPOCH, Optional.empty());
                JsonNode read = new ObjectMapper().readTree(row.row().toString());
                ExpectedRows.differences(line.path("row"), read)
                        .forEach(difference -> differences.add(name + " " + difference));
            }
        }
        assertThat(lines).hasSizeGreaterThan(190);
        assertThat(differences).isEmpty();
    }

    @Test
    void theColumnsAreThoseThatAreDocumented() {
        List<String> columns = TableSchema.ofMetadata(true).columns().stream()
                .map(column -> column.name() + " " + column.type() + (column.isRepeated() ? " REPEATED" : ""))
                .toList();
        assertThat(columns)
                .containsExactly(
                        "StudyInstanceUID STRING",
                        "SeriesInstanceUID STRING",
                        "SOPInstanceUID STRING",
                        "SourceDicomStore STRING",
                        "Metadata JSON",
                        "StructuredStorageSize INTEGER",
                        "DroppedTags STRING REPEATED",
                        "StorageClass STRING",
                        "LastUpdated TIMESTAMP",
                        "BlobStorageSize INTEGER",
                        "Type STRING");
        assertThat(TableSchema.ofMetadata(false).columns()).hasSize(10);
    }
}
