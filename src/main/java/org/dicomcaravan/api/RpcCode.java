package org.dicomcaravan.api;

/** The codes of google.rpc, by their numbers, with the HTTP status of each (google/rpc/code.proto). */
enum RpcCode {
    OK(200),
    CANCELLED(499),
    UNKNOWN(500),
    INVALID_ARGUMENT(400),
    DEADLINE_EXCEEDED(504),
    NOT_FOUND(404),
    ALREADY_EXISTS(409),
    PERMISSION_DENIED(403),
    RESOURCE_EXHAUSTED(429),
    FAILED_PRECONDITION(400),
    ABORTED(409),
    OUT_OF_RANGE(400),
    UNIMPLEMENTED(501),
    INTERNAL(500),
    UNAVAILABLE(503),
    DATA_LOSS(500),
    UNAUTHENTICATED(401);

    private static final RpcCode[] BY_NUMBER = values();

    private final int http;

    RpcCode(int http) {
        this.http = http;
    }

    /** The HTTP status. */
    int http() {
        return http;
    }

    /** The code with a number; {@link #UNKNOWN} for a number that google.rpc does not have. */
    static RpcCode of(int number) {
        return number >= 0 && number < BY_NUMBER.length ? BY_NUMBER[number] : UNKNOWN;
    }

    /** The code that fits an HTTP status which a server gave by itself, such as 404 or 503. */
    static RpcCode ofHttp(int status) {
        return switch (status) {
            case 401 -> UNAUTHENTICATED;
            case 403 -> PERMISSION_DENIED;
            case 404 -> NOT_FOUND;
            case 405, 501 -> UNIMPLEMENTED;
            case 409 -> ABORTED;
            case 429 -> RESOURCE_EXHAUSTED;
            case 503 -> UNAVAILABLE;
            case 408, 504 -> DEADLINE_EXCEEDED;
            default -> status >= 400 && status < 500 ? INVALID_ARGUMENT : INTERNAL;
        };
    }
}
