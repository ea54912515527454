package org.dicomcaravan.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.dicomcaravan.operation.LogEntry;
import org.dicomcaravan.rpc.RpcCode;
import org.dicomcaravan.text.Escaped;

/**
 * A line of an operation's log, from a server or out of its state. All of it came out of files and requests, so it is
 * shown escaped.
 *
 * @param severity {@code ERROR}, {@code WARNING} or {@code INFO}
 * @param resource DICOMweb path of an instance, or the name of a store; empty for a remark
 * @param code of a failure
 * @param message what happened; of a file without UIDs, or that repeats another's, {@code path: reason}
 */
record LogLine(String severity, String resource, Optional<RpcCode> code, String message) {

    private static final String TYPE = "type.googleapis.com/google.cloud.healthcare.logging.ExportDicomLogEntry";
    private static final String FAILURE = "ERROR";
    private static final String WARNING = "WARNING";
    private static final String DICOM_WEB = "/dicomWeb/";
    private static final String AFTER_FILE = ": ";

    /** A line as a server has it in JSON. */
    static LogLine of(JsonNode line) {
        JsonNode payload = line.path("jsonPayload");
        JsonNode error = payload.path("error");
        return new LogLine(
                line.path("severity").asText(),
                payload.path("resourceName").asText(),
                error.path("code").asInt() == 0
                        ? Optional.empty()
                        : Optional.of(RpcCode.of(error.path("code").asInt())),
                error.path("message").asText(line.path("textPayload").asText()));
    }

    /** A line as the state has it. */
    static LogLine of(LogEntry entry) {
        return new LogLine(
                entry.severity().name(),
                entry.severity() == LogEntry.Severity.INFO ? "" : entry.resourceName(),
                Optional.of(entry.code()).filter(code -> code != RpcCode.OK),
                entry.message());
    }

    /** Whether it is about a line of the filter that is no path, or that nothing was found for. */
    boolean tellsOfTheFilter() {
        return severity.equals(WARNING) && !tellsOfWaiting();
    }

    /** Whether it is about something that was away. */
    boolean tellsOfWaiting() {
        return severity.equals(WARNING) && code.equals(Optional.of(RpcCode.UNAVAILABLE));
    }

    /** Whether it is about the operation as a whole, and no complaint. */
    boolean isRemark() {
        return severity.equals("INFO");
    }

    /** Whether it says what a table has become; see {@code export.Tables}. */
    boolean tellsOfATable() {
        return isRemark() && (message.startsWith("Table bq://") || message.startsWith("Object gs://"));
    }

    /** The message alone. */
    String text() {
        return Escaped.of(message);
    }

    boolean isFailure() {
        return severity.equals(FAILURE);
    }

    /** What the line is about: {@code studies/…/instances/…}, or a path in the store; empty where it is about neither. */
    String place() {
        int instance = resource.indexOf(DICOM_WEB);
        if (instance >= 0) {
            return Escaped.of(resource.substring(instance + DICOM_WEB.length()));
        }
        return Escaped.of(message.substring(0, Math.max(0, afterFile() - AFTER_FILE.length())));
    }

    /** What happened there: the code and the message. */
    String reason() {
        boolean namesFile = resource.indexOf(DICOM_WEB) < 0 || code.equals(Optional.of(RpcCode.ALREADY_EXISTS));
        String what = namesFile ? message.substring(afterFile()) : message;
        return code.map(it -> it + ": ").orElse("") + Escaped.of(what);
    }

    /** Where the message goes on behind the path of a file; 0 if it does not begin with one. */
    private int afterFile() {
        int colon = isFailure() ? message.indexOf(AFTER_FILE) : -1;
        return colon < 0 ? 0 : colon + AFTER_FILE.length();
    }

    /** The line as a server has it in JSON; see google/cloud/healthcare/logging/dicom.proto. */
    ObjectNode json() {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("severity", severity);
        if (isRemark()) {
            return node.put("textPayload", message);
        }
        node.putObject("jsonPayload")
                .put("@type", TYPE)
                .put("resourceName", resource)
                .putObject("error")
                .put("code", code.orElse(RpcCode.OK).number())
                .put("message", message);
        return node;
    }

    /** {@code ERROR studies/1/series/2/instances/3: FAILED_PRECONDITION: it has no pixel data}. */
    @Override
    public String toString() {
        return severity + " " + (place().isEmpty() ? "" : place() + ": ") + reason();
    }
}
