package org.dicomcaravan.access.token;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.dicomcaravan.access.Principal;

/**
 * What a provider says of a token, as a map of claims (RFC 7519, RFC 7662). Immutable.
 *
 * @param values by their names
 */
record Claims(Map<String, Object> values) {

    private static final Set<String> NO_ACCESS_TOKENS = Set.of("ID", "Refresh", "Offline", "Logout");

    private static final Pattern KEYCLOAK_ID = Pattern.compile("[a-z]{6}:.*");

    String text(String name) {
        return values.get(name) instanceof String text ? text : "";
    }

    /** The scopes: {@code scope}, separated by spaces, or {@code scp}, as some providers have it. */
    Set<String> scopes() {
        Object scopes = values.getOrDefault("scope", values.get("scp"));
        return scopes instanceof String text
                ? Arrays.stream(text.split("\\s+")).filter(it -> !it.isEmpty()).collect(Collectors.toSet())
                : texts(scopes);
    }

    /** For whom it is. */
    Set<String> audiences() {
        Object audience = values.get("aud");
        return audience instanceof String text ? Set.of(text) : texts(audience);
    }

    /** Who bears it. */
    Principal principal(String groupsClaim) throws TokenRefused {
        if (NO_ACCESS_TOKENS.contains(text("typ"))) {
            throw new TokenRefused("the token is no access token");
        }
        String email = text("email");
        if (email.isEmpty()) {
            String subject = text("sub");
            if (subject.isEmpty()) {
                throw new TokenRefused("the token names nobody: expected a claim \"email\"");
            }
            return new Principal(Principal.Kind.SUBJECT, subject, groups(groupsClaim));
        }
        // Who may write any address into his own profile could be anybody.
        if (isFalse(values.get("email_verified"))) {
            throw new TokenRefused("the token's e-mail address is not verified: have the identity provider verify it");
        }
        Principal.Kind kind = isProgram(email) ? Principal.Kind.SERVICE_ACCOUNT : Principal.Kind.USER;
        return new Principal(kind, email, groups(groupsClaim));
    }

    private static boolean isFalse(Object value) {
        return Boolean.FALSE.equals(value) || "false".equals(value);
    }

    /**
     * Whether a program signed in for itself (client credentials, RFC 6749, 4.4). There is no claim for it that all
     * providers have: Auth0 has gty, Entra idtyp; elsewhere the subject is the client.
     */
    private boolean isProgram(String email) {
        String client = text("client_id").isEmpty() ? text("azp") : text("client_id");
        return text("gty").equals("client-credentials")
                || text("idtyp").equals("app")
                || (!client.isEmpty()
                        && (text("sub").equals(client)
                                || text("preferred_username").equals("service-account-" + client)))
                || isProgramOfKeycloak()
                || email.endsWith(".gserviceaccount.com");
    }

    /**
     * Keycloak writes the grant into a token's id ({@code trrtcc:…}); before it did, only tokens of a user's session named
     * that session. Its access tokens say of themselves that they are of type Bearer.
     */
    private boolean isProgramOfKeycloak() {
        String id = text("jti");
        boolean namesGrant = KEYCLOAK_ID.matcher(id).matches();
        return text("typ").equals("Bearer")
                && (namesGrant ? id.startsWith("cc:", 4) : text("sid").isEmpty() && text("session_state").isEmpty());
    }

    private Set<String> groups(String claim) {
        Object found = values.get(claim);
        Object at = values;
        for (String part : claim.split("\\.")) {
            at = at instanceof Map<?, ?> object ? object.get(part) : null;
        }
        Object groups = found == null ? at : found;
        return groups instanceof String text ? Set.of(text) : texts(groups);
    }

    private static Set<String> texts(Object list) {
        if (!(list instanceof Collection<?> items)) {
            return Set.of();
        }
        Set<String> texts = new LinkedHashSet<>();
        for (Object item : items) {
            if (item instanceof String text) {
                texts.add(text);
            }
        }
        return Collections.unmodifiableSet(texts);
    }

    /** Refuses what is for somebody else. */
    void requireAudience(Set<String> audiences) throws TokenRefused {
        if (Collections.disjoint(audiences(), audiences)) {
            throw new TokenRefused("the token is for another audience");
        }
    }
}
