package org.dicomcaravan.destination;

/** It is this server alone that can't do its part, such as for a full disk of its own: another one may well do it. */
public final class OwnFaultException extends DestinationException {
    private static final long serialVersionUID = 1L;

    /** The same failure, and whose it is. */
    public OwnFaultException(DestinationException failure) {
        super(failure.code(), failure.retryable(), failure.getMessage(), failure);
    }
}
