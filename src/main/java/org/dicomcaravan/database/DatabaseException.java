package org.dicomcaravan.database;

import org.dicomcaravan.rpc.RpcCode;

/**
 * A database could not be read or changed; it is as it was before the call, but where the connection broke while a change
 * was confirmed. The message says why, and what to do, in words that name no path.
 */
public final class DatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final RpcCode code;

    /** For a reason, as {@link #code} says it. */
    public DatabaseException(RpcCode code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /**
     * {@code RESOURCE_EXHAUSTED} on a full disk, {@code UNAVAILABLE} while another program holds the file, or the server
     * of the database is away, {@code DATA_LOSS} where it is damaged.
     */
    public RpcCode code() {
        return code;
    }
}
