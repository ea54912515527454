package org.dicomcaravan.access.token;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Semaphore;

/**
 * Google's own access tokens, which are opaque, and of which Google tells by its token info
 * (cloud.google.com/docs/authentication/token-types#access). Thread-safe; asks about some at a time.
 */
final class GoogleTokens implements Tokens {

    /** Whose issuer this is. */
    static final String ISSUER = "https://accounts.google.com";

    static final URI TOKEN_INFO = URI.create("https://oauth2.googleapis.com/tokeninfo");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TIMEOUT_MILLIS = 5_000;
    private static final int AT_A_TIME = 8;

    private final ProviderSettings settings;
    private final URI tokenInfo;
    private final Semaphore asking = new Semaphore(AT_A_TIME);

    GoogleTokens(ProviderSettings settings, URI tokenInfo) {
        this.settings = settings;
        this.tokenInfo = tokenInfo;
    }

    @Override
    public Bearer check(String token) throws TokenRefused, ProviderAway {
        if (!asking.tryAcquire()) {
            throw new ProviderAway("Too many tokens are shown to Google at the moment", null);
        }
        Claims claims;
        try {
            claims = asked(token);
        } finally {
            asking.release();
        }
        claims.requireAudience(settings.audiences());
        long expires = Long.parseLong(claims.text("exp").isEmpty() ? "0" : claims.text("exp"));
        if (Instant.ofEpochSecond(expires).plus(settings.skew()).isBefore(Instant.now())) {
            throw new TokenRefused("the token has expired");
        }
        return new Bearer(
                claims.principal(settings.groupsClaim()), claims.scopes(), Instant.ofEpochSecond(expires));
    }

    private Claims asked(String token) throws TokenRefused, ProviderAway {
        HTTPRequest request = new HTTPRequest(HTTPRequest.Method.POST, tokenInfo);
        request.setConnectTimeout(TIMEOUT_MILLIS);
        request.setReadTimeout(TIMEOUT_MILLIS);
        request.setFollowRedirects(false);
        request.setHeader("Content-Type", "application/x-www-form-urlencoded");
        request.setBody("access_token=" + URLEncoder.encode(token, StandardCharsets.UTF_8)); // not in a URL, which is logged
        try {
            HTTPResponse answer = request.send();
            if (answer.getStatusCode() == 400 || answer.getStatusCode() == 401) {
                throw new TokenRefused("Google says that the token holds no longer, or never did");
            }
            JsonNode info = JSON.readTree(answer.getBody());
            if (answer.getStatusCode() != 200 || !info.isObject()) {
                throw new ProviderAway("Google's token info answers with " + answer.getStatusCode(), null);
            }
            return new Claims(JSON.convertValue(info, JSON.getTypeFactory().constructMapType(Map.class, String.class, Object.class)));
        } catch (JsonProcessingException e) {
            throw new ProviderAway("Google's token info answers with what is no JSON", e);
        } catch (IOException e) {
            throw new ProviderAway("Google's token info can't be asked: " + e.getMessage(), e);
        }
    }
}
