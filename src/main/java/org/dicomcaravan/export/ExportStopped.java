package org.dicomcaravan.export;

/** Work on an operation ends here, since it is to be cancelled or stopped; says why to nobody, the operation knows. */
public final class ExportStopped extends RuntimeException {

    private static final long serialVersionUID = 1;

    ExportStopped(long operation) {
        super("Operation " + operation + " is to stop", null, false, false);
    }
}
