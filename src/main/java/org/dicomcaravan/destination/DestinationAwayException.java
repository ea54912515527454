package org.dicomcaravan.destination;

import org.dicomcaravan.rpc.RpcCode;

/**
 * A destination is not at hand and comes back by somebody's doing, whoever it is and whenever: the operation waits for
 * it. The message says what is away and what to do; it is a sentence without its full stop.
 */
public final class DestinationAwayException extends DestinationException {
    private static final long serialVersionUID = 1L;

    /**
     * Of what is away now.
     *
     * @param message for the user: names what is away and what to do
     * @param cause for the server's log; may be null
     */
    public DestinationAwayException(String message, Throwable cause) {
        super(RpcCode.UNAVAILABLE, false, message, cause);
    }
}
