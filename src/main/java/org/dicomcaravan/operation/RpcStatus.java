package org.dicomcaravan.operation;

import java.util.Objects;

/**
 * Why an operation ends in error.
 *
 * @param code a google.rpc.Code, 1 to 16
 * @param message for the user who started the operation
 */
public record RpcStatus(int code, String message) {
    private static final int CANCELLED = 1;
    private static final int LARGEST = 16;

    public RpcStatus {
        if (code < 1 || code > LARGEST) {
            throw new IllegalArgumentException("google.rpc code " + code + ": 1 to 16 expected");
        }
        Objects.requireNonNull(message, "message");
    }

    static RpcStatus cancelled() {
        return new RpcStatus(CANCELLED, "The operation was cancelled by the caller.");
    }
}
