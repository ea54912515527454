package org.dicomcaravan.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.dicomcaravan.rpc.RpcCode;
import org.dicomcaravan.rpc.RpcStatus;

/** What is said when an operation ended. */
final class Summary {
    private static final int FAILURES_SHOWN = 5;
    private static final String INSTANCE = "/dicomWeb/studies/";

    private final HealthcareClient client;
    private final PrintWriter out;
    private final UnaryOperator<String> logPlace;

    /**
     * A summary of operations of a server.
     *
     * @param client the server
     * @param out where to
     * @param logPlace where a human finds the log, given its URL
     */
    Summary(HealthcareClient client, PrintWriter out, UnaryOperator<String> logPlace) {
        this.client = client;
        this.out = out;
        this.logPlace = logPlace;
    }

    /**
     * One line of what became of it, and, if something failed, the beginning of its log.
     *
     * @param operation one that is done
     * @param where the destination, in the user's words
     */
    void print(Operation operation, String where) throws InterruptedException {
        String time = Words.duration(operation.elapsed(Instant.now()));
        String exported = Words.count(operation.success(), "instance") + " exported to " + where;
        String failed = operation.failure() == 0 ? "" : ", " + operation.failure() + " failed";
        if (operation.cancelled()) {
            out.println("Cancelled after " + time + ": " + exported + failed + ".");
        } else if (operation.error().isPresent()) {
            RpcStatus error = operation.error().get();
            out.println("The export ended in an error after " + time + ": " + exported + failed + ".");
            out.println("  " + error.code() + ": " + error.message());
        } else {
            out.println("Done in " + time + ": " + exported + failed + ".");
        }
        if (operation.failure() > 0 && operation.logsUrl().isPresent()) {
            printLog(operation, operation.logsUrl().get());
        }
        out.flush();
    }

    private void printLog(Operation operation, String logsUrl) throws InterruptedException {
        try {
            List<JsonNode> lines = client.log(logsUrl, FAILURES_SHOWN);
            lines.forEach(line -> out.println("  " + line(line)));
            long more = operation.failure() - lines.size();
            out.println("  " + (more > 0 ? "… and " + more + " more; the whole log: " : "The log: ")
                    + logPlace.apply(logsUrl));
        } catch (IOException | ServerRefusal e) {
            out.println("  The log, " + logsUrl + ", can't be read: " + e.getMessage());
        }
    }

    /** {@code instance 1.2.3: FAILED_PRECONDITION: it has no pixel data}. */
    static String line(JsonNode entry) {
        JsonNode payload = entry.path("jsonPayload");
        String resource = payload.path("resourceName").asText();
        JsonNode error = payload.path("error");
        String subject = resource.contains(INSTANCE) ? "instance " + ResourceNames.last(resource) + ": " : "";
        String message = error.path("message").asText(entry.path("textPayload").asText());
        return subject + (error.has("code") ? RpcCode.of(error.path("code").asInt()) + ": " : "") + message;
    }
}
