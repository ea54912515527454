package org.dicomcaravan.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.Supplier;
import org.dicomcaravan.api.wire.UriPath;
import org.dicomcaravan.operation.Counters;
import org.dicomcaravan.operation.Operation;

/**
 * Operations as google.longrunning.Operation in JSON. Their types are those of the version that they were started in,
 * whichever version asks. Counters are int64, so strings, and absent where they are 0. Thread-safe.
 */
final class OperationJson {

    private static final String TYPES = "type.googleapis.com/";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final Supplier<String> baseUrl;

    /** Operations of a server with this base URL, without a slash at its end, asked for at each call. */
    OperationJson(Supplier<String> baseUrl) {
        this.baseUrl = baseUrl;
    }

    ObjectNode of(Operation operation) {
        String version = operation.origin().apiVersion();
        String types = "google.cloud.healthcare." + version;
        String method = operation.origin().method();
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("name", operation.name());

        ObjectNode metadata = node.putObject("metadata");
        metadata.put("@type", TYPES + types + ".OperationMetadata");
        metadata.put("apiMethodName", types + ".dicom.DicomService." + method);
        metadata.put("createTime", time(operation.createTime()));
        operation.endTime().ifPresent(end -> metadata.put("endTime", time(end)));
        metadata.put("logsUrl", baseUrl.get() + "/" + version + "/" + UriPath.encode(operation.name()) + "/log");
        if (operation.cancelRequested()) {
            metadata.put("cancelRequested", true);
        }
        counters(metadata.putObject("counter"), operation.counters());

        if (operation.isDone()) {
            node.put("done", true);
            operation
                    .error()
                    .ifPresentOrElse(
                            error -> node.putObject("error")
                                    .put("code", error.code().number())
                                    .put("message", error.message()),
                            () -> node.putObject("response")
                                    .put("@type", TYPES + types + ".dicom." + method + "Response"));
        }
        return node;
    }

    private static void counters(ObjectNode node, Counters counters) {
        put(node, "pending", counters.pending());
        put(node, "success", counters.success());
        put(node, "failure", counters.failure());
    }

    private static void put(ObjectNode node, String name, long count) {
        if (count != 0) {
            node.put(name, Long.toString(count));
        }
    }

    private static String time(Instant instant) {
        return TIME.format(instant);
    }
}
