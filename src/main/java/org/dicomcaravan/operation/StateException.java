package org.dicomcaravan.operation;

/** The state file could not be read or written, such as on a full disk; the state is as it was before the call. */
public final class StateException extends RuntimeException {
    private static final long serialVersionUID = 1;

    StateException(String message, Throwable cause) {
        super(message, cause);
    }
}
