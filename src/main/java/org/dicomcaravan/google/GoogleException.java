package org.dicomcaravan.google;

import java.io.IOException;
import org.dicomcaravan.rpc.RpcCode;

/**
 * A service of Google's did not do what it was asked for. The message names the resource and says what to do, and is fit
 * for the user: it has no URL, since that of an upload is a secret.
 */
public final class GoogleException extends IOException {
    private static final long serialVersionUID = 1L;

    private final RpcCode code;
    private final int status;
    private final boolean passing;

    GoogleException(RpcCode code, int status, boolean passing, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
        this.status = status;
        this.passing = passing;
    }

    /** What it means. */
    public RpcCode code() {
        return code;
    }

    /** The HTTP status, 0 if there was no answer. */
    public int status() {
        return status;
    }

    /** Whether it was tried again until patience ended, since the same call may succeed later by itself. */
    public boolean isPassing() {
        return passing;
    }
}
