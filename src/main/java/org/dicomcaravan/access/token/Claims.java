package org.dicomcaravan.access.token;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.dicomcaravan.access.Principal;

/**
 * What a provider says of a token, as a map of claims (RFC 7519, RFC 7662). Immutable.
 *
 * @param values by their names
 */
record Claims(Map<String, Object> values) {

    private static final Instant FAR = Instant.ofEpochSecond(253_402_300_799L); // the end of 9999
    private static final Set<String> NO_ACCESS_TOKENS = Set.of("id", "refresh", "offline", "logout");

    /** Keeps them as they are. */
    Claims {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** What a provider vouches for, if it is for this server and holds; of the signature nothing is said here. */
    Bearer bearer(ProviderSettings settings) throws TokenRefused {
        requireAudience(settings.audiences());
        Instant expires = expires();
        if (expires.plus(settings.skew()).isBefore(Instant.now())) {
            throw new TokenRefused("the token has expired");
        }
        return new Bearer(principal(settings.groupsClaim()), scopes(), expires);
    }

    /** When it ends, by {@code exp}: a time, seconds since 1970, or those as a text; far away where nothing says so. */
    private Instant expires() throws TokenRefused {
        Object end = values.get("exp");
        try {
            if (end instanceof Date time) {
                return time.toInstant();
            }
            return end == null ? FAR : Instant.ofEpochSecond(Long.parseLong(end.toString()));
        } catch (DateTimeException | NumberFormatException e) {
            throw new TokenRefused("the token's end is none");
        }
    }

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
        if (NO_ACCESS_TOKENS.contains(text("typ").toLowerCase(Locale.ROOT))) {
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
        Object verified = values.getOrDefault("email_verified", true);
        if (!Boolean.TRUE.equals(verified) && !"true".equals(verified)) {
            throw new TokenRefused("the token's e-mail address is not verified: have the identity provider verify it");
        }
        Principal.Kind kind = Programs.isOne(this) ? Principal.Kind.SERVICE_ACCOUNT : Principal.Kind.USER;
        return new Principal(kind, email, groups(groupsClaim));
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
    private void requireAudience(Set<String> audiences) throws TokenRefused {
        if (Collections.disjoint(audiences(), audiences)) {
            throw new TokenRefused("the token is for another audience");
        }
    }
}
