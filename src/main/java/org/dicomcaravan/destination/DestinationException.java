package org.dicomcaravan.destination;

import java.io.IOException;

/**
 * A destination can't do its part: the bucket is missing, the disk is full, the service is away. It concerns the whole
 * export, not one instance. The message names the bucket or object and says what to do, and is fit for the user.
 */
public final class DestinationException extends IOException {
    private static final long serialVersionUID = 1L;

    /** The code of {@code google.rpc.Status}. */
    private final Code code;

    private final boolean retryable;

    /**
     * Of a site's own route or endpoint: ends the operation with error 9, FAILED_PRECONDITION.
     *
     * @param message for the user: names what is wrong and what to do
     */
    public DestinationException(String message) {
        this(Code.FAILED_PRECONDITION, message);
    }

    DestinationException(Code code, boolean retryable, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
        this.retryable = retryable;
    }

    DestinationException(Code code, String message) {
        this(code, false, message, null);
    }

    /** The codes of {@code google.rpc.Code} that a destination answers with. */
    enum Code {
        INVALID_ARGUMENT(3),
        NOT_FOUND(5),
        ALREADY_EXISTS(6),
        PERMISSION_DENIED(7),
        RESOURCE_EXHAUSTED(8),
        FAILED_PRECONDITION(9),
        INTERNAL(13),
        UNAVAILABLE(14),
        DATA_LOSS(15),
        UNAUTHENTICATED(16);

        private final int number;

        Code(int number) {
            this.number = number;
        }
    }

    /** The code of {@code google.rpc.Code} for the operation's error. */
    public int code() {
        return code.number;
    }

    /** Whether the same call may succeed later without anybody's doing. */
    public boolean retryable() {
        return retryable;
    }
}
