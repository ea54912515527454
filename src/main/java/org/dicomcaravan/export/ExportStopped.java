package org.dicomcaravan.export;

import org.dicomcaravan.operation.Operations;

/** Work on an operation ends here, since it is to be cancelled or stopped; says why to nobody, the operation knows. */
public final class ExportStopped extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final long operation;

    ExportStopped(long operation) {
        super("Operation " + operation + " is to stop", null, false, false);
        this.operation = operation;
    }

    /** The operation that is to stop, which need not be the one that this came to. */
    long operation() {
        return operation;
    }

    /** Ends work on an operation that is to stop. */
    static void ifStopping(Operations operations, long operation) {
        if (operations.isStopping(operation)) {
            throw new ExportStopped(operation);
        }
    }

    /** Ends work on an operation where the server stops; the next start goes on with it. */
    static void ifHalted(Operations operations, long operation) {
        if (operations.isHalted()) {
            throw new ExportStopped(operation);
        }
    }
}
