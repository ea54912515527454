package org.dicomcaravan.access.policy;

import java.util.Set;
import org.dicomcaravan.access.Principal;
import org.dicomcaravan.access.Principal.Kind;
import org.dicomcaravan.text.Quoted;

/** To whom a binding gives its role. Immutable. */
sealed interface Member {

    /** Whether somebody is meant. */
    boolean includes(Principal principal);

    /** As it is written in a policy. */
    @Override
    String toString();

    /** Whoever signed in. */
    record Everybody() implements Member {

        private static final String TEXT = "allAuthenticatedUsers";

        @Override
        public boolean includes(Principal principal) {
            return principal.kind() != Kind.ANYBODY && principal.kind() != Kind.UNKNOWN;
        }

        @Override
        public String toString() {
            return TEXT;
        }
    }

    /** Whom the provider says to be in a group of exactly this name. */
    record Group(String name) implements Member {

        private static final String PREFIX = "group:";

        @Override
        public boolean includes(Principal principal) {
            return principal.groups().contains(name);
        }

        @Override
        public String toString() {
            return PREFIX + name;
        }
    }

    /** One user or service account, whatever the case of the letters. */
    record One(String text, Principal who) implements Member {

        @Override
        public boolean includes(Principal principal) {
            return principal.kind() == who.kind() && principal.name().equals(who.name());
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * Reads a member.
     *
     * @throws IllegalArgumentException if it is of a kind that this server has not; it is never just ignored
     */
    static Member of(String text) {
        int colon = text.indexOf(':');
        String value = text.substring(colon + 1);
        boolean isNamed = colon > 0 && !value.isBlank() && value.equals(value.strip());
        boolean isAddress = isNamed && value.indexOf('@') > 0;
        if (text.equals(Everybody.TEXT)) {
            return new Everybody();
        } else if (isNamed && text.startsWith(Group.PREFIX)) {
            return new Group(value);
        } else if (isAddress && text.startsWith("user:")) {
            return new One(text, new Principal(Kind.USER, value, Set.of()));
        } else if (isAddress && text.startsWith("serviceAccount:")) {
            return new One(text, new Principal(Kind.SERVICE_ACCOUNT, value, Set.of()));
        }
        throw new IllegalArgumentException("member " + Quoted.of(text)
                + " is none: expected user:EMAIL, serviceAccount:EMAIL, group:NAME or " + Everybody.TEXT);
    }
}
