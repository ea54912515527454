package org.dicomcaravan.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.dicomcaravan.rpc.RpcCode;
import org.dicomcaravan.rpc.RpcStatus;

/**
 * A long-running operation as the server tells it; see google.longrunning.Operation.
 *
 * @param name the full name, {@code projects/P/locations/L/datasets/D/operations/O}
 * @param done whether it ended, well or not
 * @param success instances exported so far
 * @param failure instances that failed so far
 * @param pending instances known and not yet exported
 * @param error why it ended, if in an error
 * @param logsUrl where its failures are listed
 * @param created when it was asked for
 * @param ended when it ended
 * @param json the whole answer
 */
record Operation(
        String name,
        boolean done,
        long success,
        long failure,
        long pending,
        Optional<RpcStatus> error,
        Optional<String> logsUrl,
        Optional<Instant> created,
        Optional<Instant> ended,
        JsonNode json) {

    /** Reads an answer; whatever is missing counts as zero or absent. */
    static Operation of(JsonNode json) {
        JsonNode metadata = json.path("metadata");
        JsonNode counter = metadata.path("counter");
        JsonNode error = json.path("error");
        return new Operation(
                json.path("name").asText(),
                json.path("done").asBoolean(),
                counter.path("success").asLong(),
                counter.path("failure").asLong(),
                counter.path("pending").asLong(),
                error.isObject()
                        ? Optional.of(
                                new RpcStatus(code(error), error.path("message").asText()))
                        : Optional.empty(),
                text(metadata.path("logsUrl")),
                text(metadata.path("createTime")).flatMap(Operation::instant),
                text(metadata.path("endTime")).flatMap(Operation::instant),
                json);
    }

    boolean cancelled() {
        return error.map(status -> status.code() == RpcCode.CANCELLED).orElse(false);
    }

    /** Instances known so far. */
    long total() {
        return success + failure + pending;
    }

    /** How long it took, or takes so far. */
    Duration elapsed(Instant now) {
        Instant start = created.orElse(now);
        Duration elapsed = Duration.between(start, ended.orElse(now));
        return elapsed.isNegative() ? Duration.ZERO : elapsed;
    }

    /** One word: {@code running}, {@code done}, {@code failed} or {@code cancelled}. */
    String state() {
        if (!done) {
            return "running";
        }
        if (cancelled()) {
            return "cancelled";
        }
        return error.isPresent() ? "failed" : "done";
    }

    private static RpcCode code(JsonNode error) {
        RpcCode code = RpcCode.of(error.path("code").asInt());
        return code == RpcCode.OK ? RpcCode.UNKNOWN : code;
    }

    private static Optional<String> text(JsonNode node) {
        return node.isTextual() && !node.asText().isEmpty() ? Optional.of(node.asText()) : Optional.empty();
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
