package org.dicomcaravan.destination;

import java.io.IOException;
import org.dicomcaravan.rpc.RpcCode;

/**
 * A destination can't do its part: the bucket is missing, the disk is full, the service is away. It concerns the whole
 * export, not one instance. The message names the bucket or object and says what to do, and is fit for the user.
 */
public sealed class DestinationException extends IOException permits DestinationAwayException, OwnFaultException {
    private static final long serialVersionUID = 1L;

    private final RpcCode code;
    private final boolean retryable;

    /**
     * Of a site's own route, where an exception can have a message and nothing else: ends the operation with error 9,
     * FAILED_PRECONDITION, and is not tried again.
     *
     * @param message for the user: names what is wrong and what to do
     */
    public DestinationException(String message) {
        this(RpcCode.FAILED_PRECONDITION, message);
    }

    /**
     * Of what stays as it is until somebody does something.
     *
     * @param code what the operation ends with
     * @param message for the user: names what is wrong and what to do
     */
    public DestinationException(RpcCode code, String message) {
        this(code, false, message, null);
    }

    /**
     * Of what another exception was met by.
     *
     * @param code what the operation ends with
     * @param retryable whether the same call may succeed later without anybody's doing
     * @param message for the user: names what is wrong and what to do
     * @param cause for the server's log; may be null
     */
    public DestinationException(RpcCode code, boolean retryable, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
        this.retryable = retryable;
    }

    /**
     * Of an endpoint that went on failing however often it was tried: ends the operation with error 14, UNAVAILABLE.
     *
     * @param message for the user
     * @param cause what the endpoint threw
     */
    public static DestinationException unavailable(String message, Throwable cause) {
        return new DestinationException(RpcCode.UNAVAILABLE, false, message, cause);
    }

    /** The code for the operation's error. */
    public RpcCode code() {
        return code;
    }

    /** Whether the same call may succeed later without anybody's doing. */
    public boolean retryable() {
        return retryable;
    }
}
