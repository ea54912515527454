package org.dicomcaravan.access.token;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whose tokens are taken. Immutable.
 *
 * @param issuer the provider, by the URL that its tokens name; {@code https://accounts.google.com} for Google's own
 * @param audiences of which a token has to name one, so that nobody comes with one that was given out for another program
 * @param groupsClaim name of the claim that lists groups; a dot leads into an object
 * @param algorithms of signatures, such as {@code RS256}
 * @param skew by how much the provider's clock may be off
 * @param client for introspection; without one, opaque tokens are not taken
 * @param asksAlways whether tokens that could be checked here are shown to the provider as well, which may have revoked them
 */
public record ProviderSettings(
        String issuer,
        Set<String> audiences,
        String groupsClaim,
        List<String> algorithms,
        Duration skew,
        Optional<Client> client,
        boolean asksAlways) {

    /** How this server signs in to ask about tokens. */
    public record Client(String id, String secret) {
        /** Without the secret. */
        @Override
        public String toString() {
            return id;
        }
    }

    /** Copies the lists. */
    public ProviderSettings {
        audiences = Set.copyOf(audiences);
        algorithms = List.copyOf(algorithms);
    }
}
