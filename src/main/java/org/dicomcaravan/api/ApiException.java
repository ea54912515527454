package org.dicomcaravan.api;

import java.util.List;
import java.util.stream.Collectors;
import org.dicomcaravan.rpc.RpcCode;

/** A request that is answered with an error. Code and message go to the caller as they are. */
final class ApiException extends Exception {

    private final transient RpcCode code;
    private final int status;
    private final String allow;
    private final transient List<FieldViolation> violations;

    private ApiException(RpcCode code, int status, String allow, String message, List<FieldViolation> violations) {
        super(message, null, false, false);
        this.code = code;
        this.status = status;
        this.allow = allow;
        this.violations = List.copyOf(violations);
    }

    ApiException(RpcCode code, String message) {
        this(code, code.http(), "", message, List.of());
    }

    /** An error that a server gives by its HTTP status alone. */
    static ApiException ofHttp(int status, String message) {
        return new ApiException(code(status), status, "", message, List.of());
    }

    /** The code that fits an HTTP status which a server gave by itself, such as 404 or 503. */
    private static RpcCode code(int status) {
        return switch (status) {
            case 401 -> RpcCode.UNAUTHENTICATED;
            case 403 -> RpcCode.PERMISSION_DENIED;
            case 404 -> RpcCode.NOT_FOUND;
            case 405, 501 -> RpcCode.UNIMPLEMENTED;
            case 409 -> RpcCode.ABORTED;
            case 429 -> RpcCode.RESOURCE_EXHAUSTED;
            case 503 -> RpcCode.UNAVAILABLE;
            case 408, 504 -> RpcCode.DEADLINE_EXCEEDED;
            default -> status >= 400 && status < 500 ? RpcCode.INVALID_ARGUMENT : RpcCode.INTERNAL;
        };
    }

    /** 405 for a path that has other methods: {@code allow} lists them as the Allow header does. */
    static ApiException methodNotAllowed(String allow, String message) {
        return new ApiException(RpcCode.UNIMPLEMENTED, 405, allow, message, List.of());
    }

    /** 400 for one field. */
    static ApiException invalid(String field, String description) {
        return invalid(List.of(new FieldViolation(field, description)));
    }

    /** 400 for some fields: the message has all of their descriptions, a line each. */
    static ApiException invalid(List<FieldViolation> violations) {
        String message = violations.stream().map(FieldViolation::description).collect(Collectors.joining("\n"));
        return new ApiException(RpcCode.INVALID_ARGUMENT, 400, "", message, violations);
    }

    /** 400 for a request that is wrong as a whole. */
    static ApiException invalid(String message) {
        return new ApiException(RpcCode.INVALID_ARGUMENT, message);
    }

    RpcCode code() {
        return code;
    }

    /** The HTTP status, which is the code's but where only HTTP has a word for it (405). */
    int status() {
        return status;
    }

    /** The methods for an Allow header; empty if the answer has none. */
    String allow() {
        return allow;
    }

    List<FieldViolation> violations() {
        return violations;
    }
}
