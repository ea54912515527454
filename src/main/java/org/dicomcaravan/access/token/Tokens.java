package org.dicomcaravan.access.token;

/** Tells who bears a token. Thread-safe. */
interface Tokens {

    /**
     * Checks a token; may ask the provider, and so take seconds.
     *
     * @throws TokenRefused if it is not taken
     * @throws ProviderAway if that can't be found out now
     */
    Bearer check(String token) throws TokenRefused, ProviderAway;

    /**
     * Asks the provider what it has, where that has to be known before the first token is checked.
     *
     * @throws ProviderAway if it can't be asked
     */
    default void reach() throws ProviderAway {}
}
