package org.dicomcaravan.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import java.util.Optional;
import org.dicomcaravan.destination.TableUri;
import org.dicomcaravan.destination.WriteDisposition;
import org.dicomcaravan.operation.Operation;

/**
 * A checked wish to export a DICOM store, as it is kept with its operation. Immutable.
 *
 * @param store full name, {@code projects/P/locations/L/datasets/D/dicomStores/S}
 * @param apiVersion version of the API that the call came in: {@code v1}, {@code v1beta1} or {@code v1alpha2};
 *     the operation's types follow it
 * @param target what it writes, and where to
 * @param filterGcsUri {@code gs://bucket/object} of a file of resource paths; empty means the whole store
 * @param json the request's body in canonical proto3 JSON (lowerCamel names, unset fields left out)
 */
public record ExportRequest(
        String store, String apiVersion, ExportTarget target, Optional<String> filterGcsUri, String json) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Checks that nothing is null; the values themselves are checked by who takes the call. */
    public ExportRequest {
        Objects.requireNonNull(store, "store");
        Objects.requireNonNull(apiVersion, "apiVersion");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(filterGcsUri, "filterGcsUri");
        Objects.requireNonNull(json, "json");
    }

    /**
     * What an operation was asked to do.
     *
     * @throws IllegalArgumentException if what was kept of it can't be read
     */
    public static ExportRequest of(Operation operation) {
        return SavedExport.of(operation).request();
    }

    /** The project of its store, {@code projects/P}. */
    String project() {
        return store.substring(0, store.indexOf("/locations/"));
    }

    /** This request as one line of JSON, for the state database; {@link #fromJson} reads it back. */
    public String toJson() {
        ObjectNode node = JSON.createObjectNode();
        node.put("store", store);
        node.put("apiVersion", apiVersion);
        put(node, target);
        filterGcsUri.ifPresent(value -> node.put("filterGcsUri", value));
        node.put("json", json);
        return node.toString();
    }

    /**
     * Reads what {@link #toJson} wrote.
     *
     * @throws IllegalArgumentException if it is no such JSON; the message names what is missing
     */
    public static ExportRequest fromJson(String text) {
        try {
            JsonNode node = JSON.readTree(text);
            return new ExportRequest(
                    required(node, "store"),
                    required(node, "apiVersion"),
                    target(node),
                    optional(node, "filterGcsUri"),
                    required(node, "json"));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("A saved export request is not JSON: " + text, e);
        }
    }

    private static void put(ObjectNode node, ExportTarget target) {
        if (target instanceof ExportTarget.Bucket bucket) {
            node.put("uriPrefix", bucket.uriPrefix());
            bucket.mimeType().ifPresent(value -> node.put("mimeType", value));
        } else if (target instanceof ExportTarget.Parquet file) {
            node.put("uriPrefix", file.uriPrefix()).put("mimeType", ExportTarget.PARQUET);
        } else if (target instanceof ExportTarget.Table table) {
            node.put("tableUri", table.table().uri())
                    .put("writeDisposition", table.disposition().name())
                    .put("namesSource", table.namesSource())
                    .put("isJson", table.isJson());
        }
    }

    private static ExportTarget target(JsonNode node) {
        return node.has("tableUri")
                ? new ExportTarget.Table(
                        TableUri.parse(required(node, "tableUri")),
                        WriteDisposition.valueOf(required(node, "writeDisposition")),
                        node.path("namesSource").booleanValue(),
                        node.path("isJson").booleanValue())
                : ExportTarget.below(required(node, "uriPrefix"), optional(node, "mimeType"));
    }

    private static String required(JsonNode node, String name) {
        return optional(node, name)
                .orElseThrow(
                        () -> new IllegalArgumentException("A saved export request lacks \"" + name + "\": " + node));
    }

    private static Optional<String> optional(JsonNode node, String name) {
        return Optional.ofNullable(node.get(name)).map(JsonNode::textValue);
    }
}
