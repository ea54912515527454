package org.dicomcaravan.access;

import java.util.Locale;
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

    /** Kinds of principals. */
    public enum Kind {
        /** A human. */
        USER("user:"),
        /** A program. */
        SERVICE_ACCOUNT("serviceAccount:"),
        /** Somebody whom the provider knows, but who has no e-mail address. */
        SUBJECT("subject:"),
        /** See {@link Principal#ANYBODY}. */
        ANYBODY("anybody");

        private final String prefix;

        Kind(String prefix) {
            this.prefix = prefix;
        }
    }

    /** Puts addresses into lower case, since nobody tells them apart by case. */
    public Principal {
        if (kind == Kind.USER || kind == Kind.SERVICE_ACCOUNT) {
            name = name.toLowerCase(Locale.ROOT);
        }
        groups = Set.copyOf(groups);
    }

    /** As a member of a policy is written, such as {@code user:ada@clinic.example}. */
    @Override
    public String toString() {
        return kind.prefix + name;
    }
}
