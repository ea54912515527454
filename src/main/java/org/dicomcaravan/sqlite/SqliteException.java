package org.dicomcaravan.sqlite;

import org.dicomcaravan.rpc.RpcCode;

/**
 * A file could not be read or changed; it is as it was before the call. The message says why, and what to do, in words that
 * name no path.
 */
public final class SqliteException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final RpcCode code;

    SqliteException(RpcCode code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /**
     * {@code RESOURCE_EXHAUSTED} on a full disk, {@code UNAVAILABLE} while another program holds the file,
     * {@code DATA_LOSS} where it is damaged.
     */
    public RpcCode code() {
        return code;
    }
}
