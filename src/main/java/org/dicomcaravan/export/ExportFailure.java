package org.dicomcaravan.export;

/** Something can't be exported: the instance that is worked on, or, where it is none, the whole store. */
public final class ExportFailure extends Exception {

    private static final long serialVersionUID = 1;

    private final int code;

    ExportFailure(int code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** A google.rpc code, 1 to 16. */
    int code() {
        return code;
    }
}
