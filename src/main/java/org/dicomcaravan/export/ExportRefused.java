package org.dicomcaravan.export;

import java.util.Objects;
import java.util.Optional;
import org.dicomcaravan.rpc.RpcCode;

/** An export that was not started. The caller gets the code and the message as they are; nothing was saved. */
public final class ExportRefused extends Exception {

    private final RpcCode code;
    private final Optional<String> field;

    /**
     * A refusal.
     *
     * @param code what kind of error; not {@link RpcCode#OK}
     * @param message names the resource, what was expected and what to do; goes to the caller
     * @param field path of the request field to blame, such as {@code gcsDestination.uriPrefix}, if one is
     */
    public ExportRefused(RpcCode code, String message, Optional<String> field) {
        super(Objects.requireNonNull(message, "message"));
        if (code == RpcCode.OK) {
            throw new IllegalArgumentException("google.rpc code OK is not that of an error");
        }
        this.code = code;
        this.field = Objects.requireNonNull(field, "field");
    }

    /** What kind of error. */
    public RpcCode code() {
        return code;
    }

    /** The request field to blame, if one is. */
    public Optional<String> field() {
        return field;
    }
}
