package org.dicomcaravan.store;

import java.io.IOException;

/**
 * A store is not there: a folder that is not mounted, say, or a bucket that can't be reached. That is no fault of what it
 * holds, and may pass by itself, so it is waited for. The message says what is missing, as part of a sentence, without a
 * path of this machine.
 */
public final class StoreAwayException extends IOException {

    private static final long serialVersionUID = 1;

    /**
     * A store that is away.
     *
     * @param message such as {@code its folder is not there}
     */
    public StoreAwayException(String message) {
        super(message);
    }

    /** The same, found out by another exception. */
    StoreAwayException(String message, Throwable cause) {
        super(message, cause);
    }
}
