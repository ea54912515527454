package org.dicomcaravan.operation;

import java.util.Objects;
import org.dicomcaravan.rpc.RpcCode;

/**
 * A line of an operation's log.
 *
 * @param resourceName DICOMweb path of the instance, or the name of the store
 * @param code what kind of error; {@link RpcCode#OK} for {@code INFO}
 * @param message for the user who started the operation
 */
public record LogEntry(Severity severity, String resourceName, RpcCode code, String message) {
    /** Cloud Logging's words for how bad it is. */
    public enum Severity {
        INFO,
        WARNING,
        ERROR
    }

    public LogEntry {
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(resourceName, "resourceName");
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(message, "message");
    }

    /** A failure of {@code resourceName}. */
    public static LogEntry error(String resourceName, RpcCode code, String message) {
        return new LogEntry(Severity.ERROR, resourceName, code, message);
    }

    /** Something that a user should look at; it counts for nothing. */
    public static LogEntry warning(String resourceName, RpcCode code, String message) {
        return new LogEntry(Severity.WARNING, resourceName, code, message);
    }

    /** A remark; it counts for nothing. */
    public static LogEntry info(String resourceName, String message) {
        return new LogEntry(Severity.INFO, resourceName, RpcCode.OK, message);
    }
}
