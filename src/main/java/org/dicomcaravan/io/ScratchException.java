package org.dicomcaravan.io;

import java.io.IOException;

/**
 * The folder for temporary files can't be used: its disk is full, it is gone, or its disk fails. That is the server's
 * failure, and never that of the instance which it was needed for. The message is fit for the user.
 */
public final class ScratchException extends IOException {

    private static final long serialVersionUID = 1L;

    private final boolean full;

    private ScratchException(String message, boolean full, IOException cause) {
        super(message, cause);
        this.full = full;
    }

    static ScratchException of(IOException cause) {
        boolean full = FileProblem.isFull(cause);
        String message = full
                ? "the disk of the server's scratch folder is full; free space and export again"
                : "the server's scratch folder can't be used: " + FileProblem.of(cause);
        return new ScratchException(message, full, cause);
    }

    /** Whether more room on its disk, or for the server's user, would help. */
    public boolean isFull() {
        return full;
    }
}
