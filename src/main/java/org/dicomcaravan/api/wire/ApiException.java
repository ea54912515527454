package org.dicomcaravan.api.wire;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.dicomcaravan.rpc.RpcCode;
import org.dicomcaravan.text.Quoted;

/** A request that is answered with an error. Code and message go to the caller as they are. */
public final class ApiException extends Exception {

    private final transient RpcCode code;
    private final int status;
    private final transient Map<String, String> headers;
    private final transient List<FieldViolation> violations;
    private final String reason;

    private ApiException(
            RpcCode code, int status, Map<String, String> headers, String message, List<FieldViolation> violations) {
        this(code, status, headers, message, violations, "");
    }

    private ApiException(
            RpcCode code,
            int status,
            Map<String, String> headers,
            String message,
            List<FieldViolation> violations,
            String reason) {
        super(message, null, false, false);
        this.code = code;
        this.status = status;
        this.headers = Map.copyOf(headers);
        this.violations = List.copyOf(violations);
        this.reason = reason;
    }

    public ApiException(RpcCode code, String message) {
        this(code, code.http(), Map.of(), message, List.of());
    }

    /** An error that a server gives by its HTTP status alone. */
    public static ApiException ofHttp(int status, String message) {
        return new ApiException(code(status), status, Map.of(), message, List.of());
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

    /** 503 for what may well be answered in a second. */
    public static ApiException later(String message) {
        return new ApiException(RpcCode.UNAVAILABLE, 503, Map.of("Retry-After", "1"), message, List.of());
    }

    /** 503 for what a part that is away is needed for. */
    public static ApiException away(String message, int seconds) {
        return new ApiException(
                RpcCode.UNAVAILABLE, 503, Map.of("Retry-After", Integer.toString(seconds)), message, List.of());
    }

    /** 429 for who asks for too much. */
    public static ApiException tooMuch(String message, long seconds) {
        return new ApiException(
                RpcCode.RESOURCE_EXHAUSTED, 429, Map.of("Retry-After", Long.toString(seconds)), message, List.of());
    }

    /**
     * 401 for who does not say who he is, in a way that is taken.
     *
     * @param challenge the WWW-Authenticate header (RFC 6750, 3)
     * @param reason a word for programs, as Google has it in google.rpc.ErrorInfo
     */
    public static ApiException unauthenticated(String message, String challenge, String reason) {
        return new ApiException(
                RpcCode.UNAUTHENTICATED, 401, Map.of("WWW-Authenticate", challenge), message, List.of(), reason);
    }

    /** 403 for a token that is for other things; the parameters are as for a 401. */
    public static ApiException insufficientScope(String message, String challenge, String reason) {
        return new ApiException(
                RpcCode.PERMISSION_DENIED, 403, Map.of("WWW-Authenticate", challenge), message, List.of(), reason);
    }

    /** 403 for who may not do that, in Google's words, which are the same where nothing is there to do it to. */
    public static ApiException denied(String permission, String resource) {
        return new ApiException(
                RpcCode.PERMISSION_DENIED,
                "Permission " + permission + " denied on resource " + Quoted.of(resource)
                        + " (or it may be malformed or not exist).");
    }

    /** 405 for a path that has other methods: {@code allow} lists them as the Allow header does. */
    public static ApiException methodNotAllowed(String allow, String message) {
        return new ApiException(RpcCode.UNIMPLEMENTED, 405, Map.of("Allow", allow), message, List.of());
    }

    /** 400 for one field. */
    public static ApiException invalid(String field, String description) {
        return invalid(List.of(new FieldViolation(field, description)));
    }

    /** 400 for some fields: the message has all of their descriptions, a line each. */
    public static ApiException invalid(List<FieldViolation> violations) {
        String message = violations.stream().map(FieldViolation::description).collect(Collectors.joining("\n"));
        return new ApiException(RpcCode.INVALID_ARGUMENT, 400, Map.of(), message, violations);
    }

    /** 400 for a request that is wrong as a whole. */
    public static ApiException invalid(String message) {
        return new ApiException(RpcCode.INVALID_ARGUMENT, message);
    }

    public RpcCode code() {
        return code;
    }

    /** The HTTP status, which is the code's but where only HTTP has a word for it (405). */
    public int status() {
        return status;
    }

    /** The headers that the answer has beside those of every answer. */
    Map<String, String> headers() {
        return headers;
    }

    public List<FieldViolation> violations() {
        return violations;
    }

    /** A word for programs, such as {@code CREDENTIALS_MISSING}; empty for none. */
    String reason() {
        return reason;
    }
}
