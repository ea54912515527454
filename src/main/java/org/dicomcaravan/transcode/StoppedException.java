package org.dicomcaravan.transcode;

import java.io.InterruptedIOException;

/**
 * Work on an instance was ended because nobody wants its outcome any more. It is no failure of the instance, of its
 * content or of a transcoder, and is never wrapped in what says so: {@link ContentException}, {@link TranscodeException}.
 */
public final class StoppedException extends InterruptedIOException {

    private static final long serialVersionUID = 1;

    /** Says what was ended, as in {@code transcoder png}. */
    public StoppedException(String what) {
        super(what + " was stopped");
    }
}
