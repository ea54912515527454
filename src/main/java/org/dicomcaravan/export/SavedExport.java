package org.dicomcaravan.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.dicomcaravan.access.Source;
import org.dicomcaravan.operation.Operation;

/**
 * What is kept of an export that was accepted. Immutable.
 *
 * @param request what was asked for
 * @param source where the store lay then, see {@link org.dicomcaravan.store.DicomStore#source}; absent where an earlier
 *     version of this program accepted it
 * @param store what told what lay there from anything else; absent if nothing did
 * @param held whether anything lay in the store then
 * @param bucket what told the bucket from another one of its name; absent if nothing did
 * @param caller who started it
 */
record SavedExport(
        ExportRequest request,
        Optional<String> source,
        Optional<String> store,
        boolean held,
        Optional<String> bucket,
        Source caller) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What an operation keeps. */
    static SavedExport of(Operation operation) {
        return fromJson(operation.origin().request());
    }

    /** As one line of JSON. */
    String toJson() {
        ObjectNode node = JSON.createObjectNode();
        node.put("request", request.toJson());
        source.ifPresent(value -> node.put("source", value));
        store.ifPresent(value -> node.put("store", value));
        node.put("held", held);
        bucket.ifPresent(value -> node.put("bucket", value));
        node.putObject("caller")
                .put("principal", caller.principal())
                .put("address", caller.address())
                .put("request", caller.request());
        return node.toString();
    }

    private static Source source(JsonNode node) {
        return node.isMissingNode()
                ? Source.UNKNOWN
                : new Source(
                        node.path("principal").asText(),
                        node.path("address").asText(),
                        node.path("request").asText());
    }

    /** Reads what {@link #toJson} wrote, or a bare request, as earlier versions kept it. */
    static SavedExport fromJson(String text) {
        JsonNode node;
        try {
            node = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("A saved export is not JSON: " + text, e);
        }
        return node.hasNonNull("request")
                ? new SavedExport(
                        ExportRequest.fromJson(node.get("request").textValue()),
                        Optional.ofNullable(node.path("source").textValue()),
                        Optional.ofNullable(node.path("store").textValue()),
                        node.path("held").booleanValue(),
                        Optional.ofNullable(node.path("bucket").textValue()),
                        source(node.path("caller")))
                : new SavedExport(
                        ExportRequest.fromJson(text),
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        Optional.empty(),
                        source(node.path("caller")));
    }
}
