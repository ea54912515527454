package org.dicomcaravan.access.token;

import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/**
 * A provider's tokens of every form. What the provider has, and where, it says itself (OpenID Connect Discovery 1.0), as soon
 * as it can be asked: a server starts without it. Thread-safe.
 */
final class Provider implements Tokens {

    private static final int TIMEOUT_MILLIS = 5_000;
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
                    .orElseThrow(() -> new TokenRefused("the token is no JSON Web Token, and no client for introspection is set"))
                    .check(token);
        }
        Bearer bearer = parts.signed().check(token);
        return settings.asksAlways() && parts.asked().isPresent()
                ? parts.asked().get().check(token)
                : bearer;
    }

    /** Asks the provider what it has, if that is not known yet. */
    Found discovered() throws ProviderAway {
        Found now = found;
        return now == null ? discover() : now;
    }

    private synchronized Found discover() throws ProviderAway {
        if (found != null) {
            return found;
        }
        if (failure != null && System.nanoTime() - failed < PAUSE_NANOS) {
            throw failure;
        }
        try {
            OIDCProviderMetadata told =
                    OIDCProviderMetadata.resolve(new Issuer(settings.issuer()), TIMEOUT_MILLIS, TIMEOUT_MILLIS);
            URI introspection = told.getIntrospectionEndpointURI();
            found = new Found(
                    new JwtTokens(settings, told.getJWKSetURI().toURL(), keysChanged),
                    introspection == null
                            ? Optional.empty()
                            : settings.client().map(client -> new AskedTokens(settings, client, introspection)));
            return found;
        } catch (IOException | GeneralException e) {
            failed = System.nanoTime();
            failure = new ProviderAway(
                    "Identity provider " + settings.issuer() + " can't be asked: " + e.getMessage()
                            + "; look at caravan.access.issuer",
                    e);
            throw failure;
        }
    }
}
