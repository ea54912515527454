package org.dicomcaravan.access;

import java.util.Set;

/**
 * Who calls. Immutable.
 *
 * @param kind what it is
 * @param name its e-mail address, in lower case, for a user or a service account; else whatever the provider knows it by
 * @param groups that the provider says it is in
 */
public record Principal(Kind kind, String name, Set<String> groups) {

    /** Where nobody is asked who he is: whoever reaches the server. */
    public static final Principal ANYBODY = new Principal(Kind.ANYBODY, "", Set.of());

    /** Who was not found out. */
    public static final Principal UNKNOWN = new Principal(Kind.UNKNOWN, "", Set.of());

    /** Kinds of principals. */
    public enum Kind {
        /** A human. */
        USER("user:"),
        /** A program. */
        SERVICE_ACCOUNT("serviceAccount:"),
        /** Somebody whom the provider knows, but who has no e-mail address. */
        SUBJECT("subject:"),
        /** See {@link Principal#ANYBODY}. */
        ANYBODY("anybody"),
        /** See {@link Principal#UNKNOWN}. */
        UNKNOWN("unknown");

        private final String prefix;

        Kind(String prefix) {
            this.prefix = prefix;
        }
    }

    /** Puts the Latin letters of addresses into lower case, since nobody tells them apart by that; no others become these. */
    public Principal {
        if (kind == Kind.USER || kind == Kind.SERVICE_ACCOUNT) {
            name = lower(name);
        }
        groups = Set.copyOf(groups);
    }

    private static String lower(String text) {
        StringBuilder lower = new StringBuilder(text);
        for (int i = 0; i < lower.length(); i++) {
            char c = lower.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                lower.setCharAt(i, (char) (c - 'A' + 'a'));
            }
        }
        return lower.toString();
    }

    /** As a member of a policy is written, such as {@code user:ada@clinic.example}. */
    @Override
    public String toString() {
        return kind.prefix + name;
    }
}
