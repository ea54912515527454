package org.dicomcaravan.destination.duckdb;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dicomcaravan.destination.BatchKey;
import org.dicomcaravan.destination.rows.BatchRows;
import org.dicomcaravan.destination.rows.Shard;
import org.dicomcaravan.dicom.reading.DicomObject;
import org.dicomcaravan.io.ByteSource;
import org.dicomcaravan.table.Column;
import org.dicomcaravan.table.ExpectedRows;
import org.dicomcaravan.table.InstanceRow;
import org.dicomcaravan.table.TableSchema;

/** The rows of all files of the tests, in shards, and as an independent program has them. */
record CorpusRows(List<JsonNode> expected, List<Shard> shards) {

    private static final int BATCHES = 4;
    private static final int BATCH = 50;
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();
    private static final Path RESOURCES = Path.of("src/test/resources");

    /** Each instance was changed a second after the one before. */
    static CorpusRows in(Path folder) throws Exception {
        List<JsonNode> expected = ExpectedRows.lines(RESOURCES.resolve("table/rows.ndjson.gz"));
        try (BatchRows shards = BatchRows.inFolder(folder.resolve("rows"))) {
            for (int batch = 0; batch < BATCHES; batch++) {
                BatchKey key = new BatchKey(1, batch, 1);
                shards.begin(key, () -> {});
                for (int i = batch * BATCH; i < Math.min(expected.size(), (batch + 1) * BATCH); i++) {
                    add(shards, key, expected.get(i).path("file").asText(), Instant.ofEpochSecond(i));
                }
                shards.commit(key);
            }
            return new CorpusRows(expected, shards.of(1, () -> {}));
        }
    }

    private static void add(BatchRows shards, BatchKey batch, String name, Instant changed) throws Exception {
        Path file = RESOURCES.resolve(name);
        try (DicomObject instance = DicomObject.open(ByteSource.of(file))) {
            shards.add(batch, name, InstanceRow.of(instance, Files.size(file), changed, Optional.empty()));
        }
    }

    TableSchema schema() {
        return TableSchema.of(shards.stream().map(Shard::columns).toList(), false);
    }

    List<String> columns() {
        return schema().columns().stream().map(Column::name).toList();
    }

    /** Where rows, as JSON and in order, are not what was expected. */
    List<String> differences(List<String> rows) throws IOException {
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < expected.size(); i++) {
            String name = expected.get(i).path("file").asText();
            ExpectedRows.differences(expected.get(i).path("row"), JSON.readTree(rows.get(i)))
                    .forEach(difference -> differences.add(name + " " + difference));
        }
        return differences;
    }
}
