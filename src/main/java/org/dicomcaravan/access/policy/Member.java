package org.dicomcaravan.access.policy;

import java.util.Locale;
import java.util.Set;
import org.dicomcaravan.access.Principal;
import org.dicomcaravan.text.Quoted;

/**
 * To whom a binding gives its role. Immutable.
 *
 * @param text as it stands in the policy
 * @param kind {@code user}, {@code serviceAccount}, {@code group} or {@code allAuthenticatedUsers}
 * @param value what follows its colon; empty for {@code allAuthenticatedUsers}
 */
record Member(String text, String kind, String value) {

    private static final String EVERYBODY = "allAuthenticatedUsers";
    private static final Set<String> KINDS = Set.of("user", "serviceAccount", "group");

    /**
     * Reads a member.
     *
     * @throws IllegalArgumentException if it is of a kind that this server has not; it is never just ignored
     */
    static Member of(String text) {
        if (text.equals(EVERYBODY)) {
            return new Member(text, EVERYBODY, "");
        }
        int colon = text.indexOf(':');
        String kind = colon < 0 ? "" : text.substring(0, colon);
        String value = text.substring(colon + 1).strip();
        if (!KINDS.contains(kind) || value.isEmpty()) {
            throw new IllegalArgumentException("member " + Quoted.of(text)
                    + " is none: expected user:EMAIL, serviceAccount:EMAIL, group:NAME or " + EVERYBODY);
        }
        return new Member(text, kind, value);
    }

    boolean includes(Principal principal) {
        return switch (kind) {
            case EVERYBODY -> principal.kind() != Principal.Kind.ANYBODY;
            case "group" -> principal.groups().contains(value);
            default -> principal.toString().equals(kind + ":" + value.toLowerCase(Locale.ROOT));
        };
    }
}
