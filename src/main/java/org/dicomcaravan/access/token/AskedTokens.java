package org.dicomcaravan.access.token;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.TokenIntrospectionRequest;
import com.nimbusds.oauth2.sdk.TokenIntrospectionResponse;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import java.net.URI;

/** Tokens of whatever form, shown to their provider (RFC 7662). Thread-safe. */
final class AskedTokens implements Tokens {

    private final ProviderSettings settings;
    private final ProviderSettings.Client client;
    private final URI endpoint;
    private final Inquiry inquiry;

    AskedTokens(ProviderSettings settings, ProviderSettings.Client client, URI endpoint) {
        this.settings = settings;
        this.client = client;
        this.endpoint = endpoint;
        this.inquiry = new Inquiry("Introspection at " + endpoint);
    }

    @Override
    public Bearer check(String token) throws TokenRefused, ProviderAway {
        Claims claims = asked(token);
        String issuer = claims.text("iss");
        if (!issuer.isEmpty() && !issuer.equals(settings.issuer())) {
            throw new TokenRefused("the token is of another issuer");
        }
        return claims.bearer(settings);
    }

    private Claims asked(String token) throws TokenRefused, ProviderAway {
        TokenIntrospectionRequest request = new TokenIntrospectionRequest(
                endpoint,
                new ClientSecretBasic(new ClientID(client.id()), new Secret(client.secret())),
                new BearerAccessToken(token));
        TokenIntrospectionResponse answer;
        try {
            answer = TokenIntrospectionResponse.parse(inquiry.send(request.toHTTPRequest()));
        } catch (ParseException e) {
            throw new ProviderAway("Introspection at " + endpoint + " answers with what is none: " + e.getMessage(), e);
        }
        if (!answer.indicatesSuccess()) {
            throw new ProviderAway("Introspection at " + endpoint + " is refused: "
                    + answer.toErrorResponse().getErrorObject()
                    + "; look at caravan.access.client-id and caravan.access.client-secret");
        }
        if (!answer.toSuccessResponse().isActive()) {
            throw new TokenRefused("the identity provider says that the token holds no longer, or never did");
        }
        return new Claims(answer.toSuccessResponse().getParameters());
    }
}
