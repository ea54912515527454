package org.dicomcaravan.io;

import java.io.IOException;

/** An instance alone needs more temporary room than one instance gets: its own failure. Fit for the user. */
public final class ScratchLimitException extends IOException {

    private static final long serialVersionUID = 1L;

    ScratchLimitException(String message) {
        super(message);
    }
}
