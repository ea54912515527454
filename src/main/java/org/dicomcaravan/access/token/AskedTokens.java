package org.dicomcaravan.access.token;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.TokenIntrospectionRequest;
import com.nimbusds.oauth2.sdk.TokenIntrospectionResponse;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.Semaphore;

/**
 * Tokens of whatever form, shown to their provider (RFC 7662). Thread-safe; asks about so many at a time, so that a flood of
 * made-up tokens is no flood there.
 */
final class AskedTokens implements Tokens {

    private static final int TIMEOUT_MILLIS = 5_000;
    private static final int AT_A_TIME = 8;

    private final ProviderSettings settings;
    private final ProviderSettings.Client client;
    private final URI endpoint;
    private final Semaphore asking = new Semaphore(AT_A_TIME);

    AskedTokens(ProviderSettings settings, ProviderSettings.Client client, URI endpoint) {
        this.settings = settings;
        this.client = client;
        this.endpoint = endpoint;
    }

    @Override
    public Bearer check(String token) throws TokenRefused, ProviderAway {
        if (!asking.tryAcquire()) {
            throw new ProviderAway("Too many tokens are shown to " + settings.issuer() + " at the moment", null);
        }
        Claims claims;
        try {
            claims = asked(token);
        } finally {
            asking.release();
        }
        String issuer = claims.text("iss");
        if (!issuer.isEmpty() && !issuer.equals(settings.issuer())) {
            throw new TokenRefused("the token is of another issuer");
        }
        claims.requireAudience(settings.audiences());
        return new Bearer(claims.principal(settings.groupsClaim()), claims.scopes(), expires(claims));
    }

    /** Without an end it is asked about again soon, as every token is. */
    private static Instant expires(Claims claims) {
        return claims.values().get("exp") instanceof Number seconds
                ? Instant.ofEpochSecond(seconds.longValue())
                : Instant.MAX;
    }

    private Claims asked(String token) throws TokenRefused, ProviderAway {
        HTTPRequest request = new TokenIntrospectionRequest(
                        endpoint,
                        new ClientSecretBasic(new ClientID(client.id()), new Secret(client.secret())),
                        new BearerAccessToken(token))
                .toHTTPRequest();
        request.setConnectTimeout(TIMEOUT_MILLIS);
        request.setReadTimeout(TIMEOUT_MILLIS);
        request.setFollowRedirects(false);
        TokenIntrospectionResponse answer;
        try {
            answer = TokenIntrospectionResponse.parse(request.send());
        } catch (IOException | ParseException e) {
            throw new ProviderAway("Introspection at " + endpoint + " fails: " + e.getMessage(), e);
        }
        if (!answer.indicatesSuccess()) {
            throw new ProviderAway(
                    "Introspection at " + endpoint + " is refused: "
                            + answer.toErrorResponse().getErrorObject() + "; look at caravan.access.client-id and"
                            + " caravan.access.client-secret",
                    null);
        }
        if (!answer.toSuccessResponse().isActive()) {
            throw new TokenRefused("the identity provider says that the token holds no longer, or never did");
        }
        Date until = answer.toSuccessResponse().getExpirationTime();
        if (until != null && until.toInstant().plus(settings.skew()).isBefore(Instant.now())) {
            throw new TokenRefused("the token has expired");
        }
        return new Claims(answer.toSuccessResponse().getParameters());
    }
}
