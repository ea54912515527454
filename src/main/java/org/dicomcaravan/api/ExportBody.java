package org.dicomcaravan.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dicomcaravan.api.wire.ApiException;
import org.dicomcaravan.api.wire.ApiVersion;
import org.dicomcaravan.api.wire.FieldViolation;
import org.dicomcaravan.destination.TableUri;
import org.dicomcaravan.destination.WriteDisposition;
import org.dicomcaravan.export.ExportRequest;
import org.dicomcaravan.export.ExportTarget;

/** What an export's body asks for, beyond its types: exactly one destination, complete and without contradictions. */
final class ExportBody {

    private final ObjectNode message;

    private ExportBody(ObjectNode message) {
        this.message = message;
    }

    /**
     * Checks a body.
     *
     * @param message an ExportDicomDataRequest in canonical JSON
     * @throws ApiException 400 naming every field that is missing, malformed or contradicts another
     */
    static ExportBody of(ObjectNode message) throws ApiException {
        List<FieldViolation> violations = new ArrayList<>();
        ExportBody body = new ExportBody(message);
        if (message.get("gcsDestination") instanceof ObjectNode gcs) {
            if (text(gcs, "uriPrefix").isEmpty()) {
                violations.add(new FieldViolation(
                        "gcs_destination.uri_prefix",
                        "Missing gcsDestination.uriPrefix: expected gs://BUCKET or gs://BUCKET/PATH."));
            }
        } else if (message.get("bigqueryDestination") instanceof ObjectNode table) {
            table(table, violations);
        } else {
            violations.add(new FieldViolation(
                    "destination", "Missing destination: set gcsDestination or bigqueryDestination."));
        }
        if (message.get("filterConfig") instanceof ObjectNode && body.filter().isEmpty()) {
            violations.add(new FieldViolation(
                    "filter_config.resource_paths_gcs_uri",
                    "Missing filterConfig.resourcePathsGcsUri: expected gs://BUCKET/OBJECT; leave filterConfig out to "
                            + "export everything."));
        }
        if (!violations.isEmpty()) {
            throw ApiException.invalid(violations);
        }
        return body;
    }

    private static void table(ObjectNode destination, List<FieldViolation> violations) {
        Optional<String> uri = text(destination, "tableUri");
        if (uri.isEmpty()) {
            violations.add(new FieldViolation(
                    "bigquery_destination.table_uri",
                    "Missing bigqueryDestination.tableUri: expected bq://PROJECT.DATASET.TABLE."));
        } else {
            try {
                TableUri.parse(uri.get());
            } catch (IllegalArgumentException e) {
                violations.add(new FieldViolation(
                        "bigquery_destination.table_uri",
                        "Invalid bigqueryDestination.tableUri: " + e.getMessage() + "."));
            }
        }
        if (destination.has("changeDataCaptureConfig") && !destination.has("schemaJson")) {
            violations.add(new FieldViolation(
                    "bigquery_destination.change_data_capture_config",
                    "bigqueryDestination.changeDataCaptureConfig needs bigqueryDestination.schemaJson."));
        }
    }

    /** The request that it is. */
    ExportRequest request(String store, ApiVersion version) {
        return new ExportRequest(store, version.toString(), target(), filter(), message.toString());
    }

    private ExportTarget target() {
        if (message.get("gcsDestination") instanceof ObjectNode gcs) {
            return ExportTarget.below(text(gcs, "uriPrefix").orElseThrow(), text(gcs, "mimeType"));
        }
        ObjectNode table = (ObjectNode) message.get("bigqueryDestination");
        return new ExportTarget.Table(
                TableUri.parse(text(table, "tableUri").orElseThrow()),
                disposition(table),
                table.path("includeSourceStore").asBoolean(),
                table.has("schemaJson"));
    }

    /** Where a disposition is given, {@code force} does not count. */
    private static WriteDisposition disposition(ObjectNode table) {
        return switch (text(table, "writeDisposition").orElse("")) {
            case "WRITE_TRUNCATE" -> WriteDisposition.TRUNCATE;
            case "WRITE_EMPTY" -> WriteDisposition.EMPTY;
            case "WRITE_APPEND" -> WriteDisposition.APPEND;
            default -> table.path("force").asBoolean() ? WriteDisposition.TRUNCATE : WriteDisposition.ABSENT;
        };
    }

    private Optional<String> filter() {
        return message.get("filterConfig") instanceof ObjectNode config
                ? text(config, "resourcePathsGcsUri")
                : Optional.empty();
    }

    /** The text of a field; an empty one is unset, as proto3 has it. */
    private static Optional<String> text(ObjectNode message, String field) {
        return Optional.ofNullable(message.get(field)).map(JsonNode::textValue).filter(value -> !value.isEmpty());
    }
}
