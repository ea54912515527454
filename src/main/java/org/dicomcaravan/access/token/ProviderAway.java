package org.dicomcaravan.access.token;

/** The identity provider can't be asked at the moment. The message says why, for the server's log. */
public final class ProviderAway extends Exception {

    private static final long serialVersionUID = 1L;

    ProviderAway(String message) {
        super(message);
    }

    ProviderAway(String message, Throwable cause) {
        super(message, cause);
    }
}
