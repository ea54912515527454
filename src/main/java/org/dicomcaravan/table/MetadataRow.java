package org.dicomcaravan.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.reading.DicomObject;

/**
 * The row of an instance in a table whose columns are the same for all: its UIDs, and all metadata as one value of JSON.
 * Immutable, as long as nobody writes to the row.
 *
 * @param row names of columns with what they hold, see {@link TableSchema#ofMetadata}
 */
public record MetadataRow(ObjectNode row) {

    /** The column of all metadata. */
    public static final String METADATA = "Metadata";

    /** Makes the row of an instance, whatever room it needs. */
    static MetadataRow of(DicomObject instance, long size, Instant changed, Optional<String> sourceStore)
            throws IOException, DicomException {
        return of(instance, size, changed, sourceStore, RowRoom.unbounded());
    }
    /**
     * Makes the row of an instance.
     *
     * @param size of the stored file, in bytes
     * @param changed when it was last changed
     * @param sourceStore full name of its store, for tables that have a column for it
     * @param room for it
     * @throws DicomException beyond the limits on elements and items, or where there is no room; never for a value
     */
    public static MetadataRow of(
            DicomObject instance, long size, Instant changed, Optional<String> sourceStore, RowRoom room)
            throws IOException, DicomException {
        Dropped dropped = new Dropped();
        ObjectNode metadata = new DicomJson(Around.top(instance.dataSet(), room), dropped)
                .add(instance.fileMeta())
                .add(instance.dataSet())
                .json();
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        row.set("StudyInstanceUID", uid(metadata, "0020000D"));
        row.set("SeriesInstanceUID", uid(metadata, "0020000E"));
        row.set("SOPInstanceUID", uid(metadata, "00080018"));
        sourceStore.ifPresent(store -> row.put("SourceDicomStore", store));
        row.set(METADATA, metadata);
        row.put("StructuredStorageSize", size - dropped.bytes());
        ArrayNode tags = row.putArray(FixedColumns.DROPPED_TAGS);
        for (JsonNode tag : dropped.tags()) {
            String path = tag.path("TagReference").asText();
            String name = tag.path("TagName").asText();
            tags.add(path.isEmpty() ? name : path + "." + name);
        }
        row.put("StorageClass", "STANDARD")
                .put("LastUpdated", changed.truncatedTo(ChronoUnit.MICROS).toString())
                .put("BlobStorageSize", size)
                .put("Type", "CREATE");
        return new MetadataRow(row);
    }

    private static JsonNode uid(ObjectNode metadata, String key) {
        JsonNode value = metadata.path(key).path("Value").path(0);
        return value.isMissingNode() ? JsonNodeFactory.instance.nullNode() : value;
    }
}
