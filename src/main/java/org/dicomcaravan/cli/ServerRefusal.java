package org.dicomcaravan.cli;

/** The server answered a call with an error. */
final class ServerRefusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;

    /**
     * An answer that is an error.
     *
     * @param status the HTTP status
     * @param message the server's own words
     */
    ServerRefusal(int status, String message) {
        super(message);
        this.status = status;
    }

    /** The HTTP status of the answer. */
    int status() {
        return status;
    }

    /** Whether the same call may well be answered in a moment. */
    boolean passing() {
        return status == 429 || status == 502 || status == 503 || status == 504;
    }
}
