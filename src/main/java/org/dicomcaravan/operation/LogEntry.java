package org.dicomcaravan.operation;

import java.util.Objects;

/**
 * A line of an operation's log.
 *
 * @param resourceName DICOMweb path of the instance, or the name of the store
 * @param code a google.rpc.Code, 0 to 16; 0 for {@code INFO}
 * @param message for the user who started the operation
 */
public record LogEntry(Severity severity, String resourceName, int code, String message) {
    /** Cloud Logging's words for how bad it is. */
    public enum Severity {
        INFO,
        ERROR
    }

    private static final int LARGEST = 16;

    public LogEntry {
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(resourceName, "resourceName");
        Objects.requireNonNull(message, "message");
        if (code < 0 || code > LARGEST) {
            throw new IllegalArgumentException(resourceName + ": google.rpc code " + code + ": 0 to 16 expected");
        }
    }

    /** A failure of {@code resourceName}. */
    public static LogEntry error(String resourceName, int code, String message) {
        return new LogEntry(Severity.ERROR, resourceName, code, message);
    }

    /** A remark; it counts for nothing. */
    public static LogEntry info(String resourceName, String message) {
        return new LogEntry(Severity.INFO, resourceName, 0, message);
    }
}
