package org.dicomcaravan.export;

import java.util.Objects;
import java.util.Optional;

/** An export that was not started. The caller gets the code and the message as they are; nothing was saved. */
public final class ExportRefused extends Exception {

    private final int code;
    private final Optional<String> field;

    /**
     * A refusal.
     *
     * @param code google.rpc code: 3 invalid argument, 5 not found, 6 already exists, 7 permission denied,
     *     8 resource exhausted, 9 failed precondition, 14 unavailable …
     * @param message names the resource, what was expected and what to do; goes to the caller
     * @param field path of the request field to blame, such as {@code gcsDestination.uriPrefix}, if one is
     */
    public ExportRefused(int code, String message, Optional<String> field) {
        super(Objects.requireNonNull(message, "message"));
        if (code < 1 || code > 16) {
            throw new IllegalArgumentException("A google.rpc code of an error is 1 to 16, not " + code);
        }
        this.code = code;
        this.field = Objects.requireNonNull(field, "field");
    }

    /** The google.rpc code, 1 to 16. */
    public int code() {
        return code;
    }

    /** The request field to blame, if one is. */
    public Optional<String> field() {
        return field;
    }
}
