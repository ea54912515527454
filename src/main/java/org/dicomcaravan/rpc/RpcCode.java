package org.dicomcaravan.rpc;

/** The codes of google.rpc, by their numbers, with the HTTP status of each (google/rpc/code.proto). */
public enum RpcCode {
    OK(0, 200),
    CANCELLED(1, 499),
    UNKNOWN(2, 500),
    INVALID_ARGUMENT(3, 400),
    DEADLINE_EXCEEDED(4, 504),
    NOT_FOUND(5, 404),
    ALREADY_EXISTS(6, 409),
    PERMISSION_DENIED(7, 403),
    RESOURCE_EXHAUSTED(8, 429),
    FAILED_PRECONDITION(9, 400),
    ABORTED(10, 409),
    OUT_OF_RANGE(11, 400),
    UNIMPLEMENTED(12, 501),
    INTERNAL(13, 500),
    UNAVAILABLE(14, 503),
    DATA_LOSS(15, 500),
    UNAUTHENTICATED(16, 401);

    private final int number;
    private final int http;

    RpcCode(int number, int http) {
        this.number = number;
        this.http = http;
    }

    /** The number, 0 to 16. */
    public int number() {
        return number;
    }

    /** The HTTP status. */
    public int http() {
        return http;
    }

    /** The code with a number; {@link #UNKNOWN} for a number that google.rpc does not have. */
    public static RpcCode of(int number) {
        for (RpcCode code : values()) {
            if (code.number == number) {
                return code;
            }
        }
        return UNKNOWN;
    }
}
