package org.dicomcaravan.access.token;

/** A token that is not taken. The message says why, as part of a sentence, and nothing of the token itself. */
public final class TokenRefused extends Exception {

    private static final long serialVersionUID = 1L;

    TokenRefused(String message) {
        super(message, null, false, false);
    }
}
