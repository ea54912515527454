package org.dicomcaravan.access.token;

import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import java.io.IOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * A provider's tokens of every form. What the provider has, and where, it says itself (OpenID Connect Discovery 1.0), as soon
 * as it can be asked: a server starts without it. Thread-safe.
 */
final class Provider implements Tokens {

    /** So long after a failure nobody tries again, so that callers are told at once. */
    private static final long PAUSE_NANOS = 2_000_000_000L;

    private final ProviderSettings settings;
    private final Runnable keysChanged;
    private volatile Found found;
    private ProviderAway failure;
    private long failed;

    /**
     * What was found out.
     *
     * @param signed for tokens that can be checked here
     * @param asked for tokens that are shown to the provider; empty if it can't be asked
     */
    private record Found(Tokens signed, Optional<Tokens> asked) {}

    Provider(ProviderSettings settings, Runnable keysChanged) {
        this.settings = settings;
        this.keysChanged = keysChanged;
    }

    @Override
    public Bearer check(String token) throws TokenRefused, ProviderAway {
        Found parts = discovered();
        if (!JwtTokens.isOne(token)) {
            return parts.asked()
                    .orElseThrow(() ->
                            new TokenRefused("the token is no JSON Web Token, and no client for introspection is set"))
                    .check(token);
        }
        Bearer bearer;
        try {
            bearer = parts.signed().check(token);
        } catch (ProviderAway e) {
            found = null; // its keys may be somewhere else now
            throw e;
        }
        return settings.asksAlways() ? asked(parts).check(token) : bearer;
    }

    private Tokens asked(Found parts) throws ProviderAway {
        return parts.asked()
                .orElseThrow(() -> new ProviderAway("Identity provider " + settings.issuer()
                        + " has no introspection, which caravan.access.introspect-always wants"));
    }

    /** Asks the provider what it has, if that is not known yet. */
    private Found discovered() throws ProviderAway {
        Found now = found;
        return now == null ? discover() : now;
    }

    private static String why(Exception e) {
        if (e instanceof UnknownHostException) {
            return "nobody knows host " + e.getMessage();
        }
        String message = String.valueOf(e.getMessage());
        return message.contains("doesn't match") ? message + " (they have to be the same to the last slash)" : message;
    }

    /** Keys and secrets don't go over a network in the clear, whatever the provider says of itself. */
    private void requireSafe(URI endpoint) throws ProviderAway {
        boolean plain = endpoint != null && !"https".equalsIgnoreCase(endpoint.getScheme());
        if (plain && settings.issuer().startsWith("https:")) {
            throw new ProviderAway(
                    "Identity provider " + settings.issuer() + " names an endpoint without TLS: " + endpoint);
        }
    }

    @Override
    public void reach() throws ProviderAway {
        discovered();
    }

    private synchronized Found discover() throws ProviderAway {
        if (found != null) {
            return found;
        }
        if (failure != null && System.nanoTime() - failed < PAUSE_NANOS) {
            throw failure;
        }
        try {
            OIDCProviderMetadata told = OIDCProviderMetadata.resolve(
                    new Issuer(settings.issuer()), Inquiry.TIMEOUT_MILLIS, Inquiry.TIMEOUT_MILLIS);
            URI introspection = told.getIntrospectionEndpointURI();
            requireSafe(told.getJWKSetURI());
            requireSafe(introspection);
            found = new Found(
                    new JwtTokens(settings, told.getJWKSetURI().toURL(), keysChanged),
                    introspection == null
                            ? Optional.empty()
                            : settings.client().map(client -> new AskedTokens(settings, client, introspection)));
            return found;
        } catch (IOException | GeneralException e) {
            failed = System.nanoTime();
            failure = new ProviderAway(
                    "Identity provider " + settings.issuer() + " can't be asked: " + why(e)
                            + "; look at caravan.access.issuer",
                    e);
            throw failure;
        }
    }
}
