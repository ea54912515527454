package org.dicomcaravan.transcode.guard;

import java.io.IOException;

/**
 * A transcoder or codec did what it must not do: threw something unexpected, took too long, or gave nonsense. It costs
 * the instance. The message names the transcoder and is fit for a user; details are in the cause.
 */
public final class TranscoderFault extends IOException {

    private static final long serialVersionUID = 1;

    TranscoderFault(String message) {
        super(message);
    }

    TranscoderFault(String message, Throwable cause) {
        super(message, cause);
    }
}
