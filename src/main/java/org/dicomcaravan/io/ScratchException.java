package org.dicomcaravan.io;

import java.io.IOException;
import java.nio.file.Path;

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

    /** Of what lies there. */
    static ScratchException of(IOException cause) {
        return new ScratchException(
                "the server's scratch folder can't be used: " + FileProblem.of(cause), false, cause);
    }

    /** Of what was to be written there. */
    static ScratchException of(IOException cause, Path folder) {
        if (!FileProblem.isFull(cause)) {
            return of(cause);
        }
        String message = "the disk of the server's scratch folder is full" + DiskRoom.left(folder);
        return new ScratchException(message + "; free space and export again", true, cause);
    }

    /** Whether more room on its disk, or for the server's user, would help. */
    public boolean isFull() {
        return full;
    }
}
