package org.dicomcaravan.rpc;

import java.util.Objects;

/**
 * An error as google.rpc says it.
 *
 * @param code what kind of error; not {@link RpcCode#OK}
 * @param message for the user
 */
public record RpcStatus(RpcCode code, String message) {
    public RpcStatus {
        if (code == RpcCode.OK) {
            throw new IllegalArgumentException("google.rpc code OK is not that of an error");
        }
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(message, "message");
    }

    /** Of an operation that its caller cancelled. */
    public static RpcStatus cancelled() {
        return new RpcStatus(RpcCode.CANCELLED, "The operation was cancelled by the caller.");
    }
}
