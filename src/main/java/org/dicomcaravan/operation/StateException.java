package org.dicomcaravan.operation;

import org.dicomcaravan.rpc.RpcCode;

/** The state could not be read or written, such as on a full disk; it is as it was before the call. */
public final class StateException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final RpcCode code;

    StateException(RpcCode code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    StateException(String message, Throwable cause) {
        this(RpcCode.INTERNAL, message, cause);
    }

    /** Whether the database is away, which passes. */
    public boolean isAway() {
        return code == RpcCode.UNAVAILABLE;
    }

    /** {@code RESOURCE_EXHAUSTED} on a full disk, {@code UNAVAILABLE} while the database is away. */
    public RpcCode code() {
        return code;
    }
}
