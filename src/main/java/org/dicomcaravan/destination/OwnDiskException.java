package org.dicomcaravan.destination;

/** The disk of this server fails, or is full, on the way to a destination: another server may well do it. */
public final class OwnDiskException extends DestinationException {
    private static final long serialVersionUID = 1L;

    /** The same failure, and whose it is. */
    public OwnDiskException(DestinationException failure) {
        super(failure.code(), failure.retryable(), failure.getMessage(), failure);
    }
}
