package org.dicomcaravan.access.token;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Google's own access tokens, which are opaque, and of which Google tells by its token info
 * (cloud.google.com/docs/authentication/token-types#access). Thread-safe.
 */
final class GoogleTokens implements Tokens {

    /** Whose issuer this is. */
    static final String ISSUER = "https://accounts.google.com";

    static final URI TOKEN_INFO = URI.create("https://oauth2.googleapis.com/tokeninfo");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ProviderSettings settings;
    private final URI tokenInfo;
    private final Inquiry inquiry = new Inquiry("Google's token info");

    GoogleTokens(ProviderSettings settings, URI tokenInfo) {
        this.settings = settings;
        this.tokenInfo = tokenInfo;
    }

    @Override
    public Bearer check(String token) throws TokenRefused, ProviderAway {
        HTTPRequest request = new HTTPRequest(HTTPRequest.Method.POST, tokenInfo);
        request.setHeader("Content-Type", "application/x-www-form-urlencoded");
        request.setBody("access_token=" + URLEncoder.encode(token, StandardCharsets.UTF_8)); // a URL would be logged
        HTTPResponse answer = inquiry.send(request);
        if (answer.getStatusCode() == 400 || answer.getStatusCode() == 401) {
            throw new TokenRefused("Google says that the token holds no longer, or never did");
        }
        if (answer.getStatusCode() != 200) {
            throw new ProviderAway("Google's token info answers with " + answer.getStatusCode());
        }
        try {
            return new Claims(JSON.readValue(answer.getBody(), new TypeReference<Map<String, Object>>() {}))
                    .bearer(settings);
        } catch (JsonProcessingException e) {
            throw new ProviderAway("Google's token info answers with what is no object in JSON", e);
        }
    }
}
