package org.dicomcaravan.export;

import org.dicomcaravan.rpc.RpcCode;

/** Something can't be exported: the instance that is worked on, or, where it is none, the whole store. */
public final class ExportFailure extends Exception {

    private static final long serialVersionUID = 1;

    private final RpcCode code;

    ExportFailure(RpcCode code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    RpcCode code() {
        return code;
    }
}
