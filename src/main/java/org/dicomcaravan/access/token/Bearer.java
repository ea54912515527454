package org.dicomcaravan.access.token;

import java.time.Instant;
import java.util.Set;
import org.dicomcaravan.access.Principal;

/**
 * What a token that was checked says. Immutable.
 *
 * @param principal who bears it
 * @param scopes what it is for
 * @param expires when it ends
 */
public record Bearer(Principal principal, Set<String> scopes, Instant expires) {

    /** Copies the scopes. */
    public Bearer {
        scopes = Set.copyOf(scopes);
    }

    /** One of whom nothing ends. */
    public static Bearer of(Principal principal, Set<String> scopes) {
        return new Bearer(principal, scopes, Instant.MAX);
    }
}
