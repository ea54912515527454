package org.dicomcaravan.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an operation was asked to do, which this server tells beside the operation, since Google's have no field for it.
 *
 * @param store full name of the store
 * @param json the server's answer: {@code operation}, {@code store} and {@code request}, an ExportDicomDataRequest
 */
record OperationRequest(String store, JsonNode json) {

    private static final String COLLECTION = "requests";
    /** Where a server of another version, or a role that may not see it, leaves it untold. */
    private static final Set<Integer> UNTOLD = Set.of(403, 404, 405);

    private static OperationRequest of(JsonNode json) {
        return new OperationRequest(json.path("store").asText(), json);
    }

    /** What one operation was asked; empty if the server does not tell. */
    static Optional<OperationRequest> of(HealthcareClient client, String operation)
            throws IOException, InterruptedException, ServerRefusal {
        try {
            return Optional.of(of(client.get(operation + "/request")));
        } catch (ServerRefusal e) {
            return untold(e, Optional.empty());
        }
    }

    /**
     * What the operations of datasets were asked, by their names.
     *
     * @param dataset the one; all of them if absent
     */
    static Map<String, OperationRequest> all(HealthcareClient client, Optional<String> dataset)
            throws IOException, InterruptedException, ServerRefusal {
        Map<String, OperationRequest> requests = new HashMap<>();
        try {
            for (JsonNode item :
                    ResourceNames.items(client, dataset, COLLECTION).items()) {
                requests.put(item.path("operation").asText(), of(item));
            }
        } catch (ServerRefusal e) {
            return untold(e, requests);
        }
        return requests;
    }

    private static <T> T untold(ServerRefusal refusal, T instead) throws ServerRefusal {
        if (UNTOLD.contains(refusal.status())) {
            return instead;
        }
        throw refusal;
    }

    /** Where it exports to, {@code gs://…} or {@code bq://…}, as it was asked for; empty if the server can't tell. */
    Optional<String> destination() {
        JsonNode gcs = gcs().path("uriPrefix");
        JsonNode table = json.path("request").path("bigqueryDestination").path("tableUri");
        return Optional.ofNullable(gcs.textValue()).or(() -> Optional.ofNullable(table.textValue()));
    }

    /** One word for what it exports: {@code DICOM}, {@code PNG}, {@code JPEG}, {@code raw}, {@code parquet}, {@code table}. */
    String type() {
        JsonNode request = json.path("request");
        if (request.has("bigqueryDestination")) {
            return "table";
        }
        if (!request.has("gcsDestination")) {
            return "";
        }
        String mimeType = gcs().path("mimeType").asText().split(";")[0].strip().toLowerCase(Locale.ROOT);
        return switch (mimeType) {
            case "", "application/dicom" -> "DICOM";
            case "image/png" -> "PNG";
            case "image/jpeg" -> "JPEG";
            case "application/octet-stream" -> "raw";
            case "application/vnd.apache.parquet" -> "parquet";
            default -> mimeType.substring(mimeType.indexOf('/') + 1).replaceFirst("^(x-|vnd\\.)", "");
        };
    }

    /** An operation as the server tells it, with what it was asked to do beside it, as {@code export}. */
    static JsonNode beside(JsonNode operation, Optional<OperationRequest> request) {
        ObjectNode both = operation.deepCopy();
        request.ifPresent(asked -> {
            ObjectNode export = both.putObject("export").put("store", asked.store());
            Optional.ofNullable(asked.json().get("request")).ifPresent(it -> export.set("request", it));
        });
        return both;
    }

    private JsonNode gcs() {
        return json.path("request").path("gcsDestination");
    }
}
