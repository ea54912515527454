package org.dicomcaravan.transcode;

import java.io.IOException;

/**
 * The bytes of an output could not be made or read. It is the only exception that the streams of the chain's contents
 * throw, so that whoever copies them can tell a failure of the instance from one of the destination. The cause says why, as with {@link TranscodeException}.
 */
public final class ContentException extends IOException {

    private static final long serialVersionUID = 1;

    /** Around what went wrong. */
    public ContentException(Throwable cause) {
        super(cause.getMessage(), cause);
    }
}
