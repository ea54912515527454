package org.dicomcaravan.access.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.dicomcaravan.access.Principal.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** RFC 8725 says what goes wrong with these tokens; each of it is tried here against a provider that would sign anything. */
class BearerTokensTest {

    private static final String ADA = "ada@clinic.example";

    private OpenIdProvider provider;
    private BearerTokens tokens;

    @BeforeEach
    void open() throws IOException {
        provider = new OpenIdProvider();
        tokens = new BearerTokens(settings(Optional.empty(), false));
    }

    @AfterEach
    void close() {
        provider.close();
    }

    private ProviderSettings settings(Optional<ProviderSettings.Client> client, boolean always) {
        return new ProviderSettings(
                provider.issuer(),
                Set.of(OpenIdProvider.AUDIENCE),
                "groups",
                List.of("RS256", "ES256"),
                Duration.ofSeconds(30),
                client,
                always);
    }

    private void refuses(String token, String why) {
        assertThatThrownBy(() -> tokens.check(token))
                .isInstanceOf(TokenRefused.class)
                .hasMessageContaining(why);
        assertThat(tokens.known(token)).isEmpty();
    }

    private String changed(UnaryOperator<JWTClaimsSet.Builder> change) {
        return provider.signed(change, ADA);
    }

    private static Date in(int seconds) {
        return Date.from(Instant.now().plusSeconds(seconds));
    }

    @Test
    void takesATokenThatIsRight() throws Exception {
        String token = provider.token(ADA, "readers", "writers");
        Bearer bearer = tokens.check(token);
        assertThat(bearer.principal().toString()).isEqualTo("user:" + ADA);
        assertThat(bearer.principal().groups()).containsExactlyInAnyOrder("readers", "writers");
        assertThat(bearer.scopes()).containsExactlyInAnyOrder("openid", OpenIdProvider.PLATFORM);
        assertThat(tokens.known(token)).contains(bearer);
        assertThat(tokens.known(token + "x")).isEmpty();
    }

    @Test
    void asksTheProviderOnceForManyTokens() throws Exception {
        for (int i = 0; i < 20; i++) {
            tokens.check(provider.token(ADA, "g" + i));
        }
        assertThat(provider.asked).hasSize(2); // what it has, and its keys
    }

    @Test
    void refusesByTime() throws Exception {
        refuses(changed(claims -> claims.expirationTime(in(-60))), "expired");
        refuses(changed(claims -> claims.expirationTime(null)), "lacks a claim");
        refuses(changed(claims -> claims.notBeforeTime(in(60))), "time has not come");
        tokens.check(changed(claims -> claims.expirationTime(in(-10)))); // the clocks may be off by 30 s
    }

    @Test
    void forgetsATokenThatHasExpired() throws Exception {
        String token = changed(claims -> claims.expirationTime(in(-28)));
        tokens.check(token);
        org.awaitility.Awaitility.await().until(() -> tokens.known(token).isEmpty());
        refuses(token, "expired");
    }

    @Test
    void refusesWhatIsForOrOfSomebodyElse() {
        refuses(changed(claims -> claims.audience("other")), "another audience");
        refuses(changed(claims -> claims.audience(List.of())), "another audience");
        refuses(changed(claims -> claims.issuer("https://accounts.evil.example")), "another issuer");
        refuses(changed(claims -> claims.issuer(null)), "another issuer");
        refuses(changed(claims -> claims.claim("typ", "Id")), "no access token");
        for (Object no : new Object[] {false, "false", "False", 0, "0", List.of(false)}) {
            refuses(changed(claims -> claims.claim("email_verified", no)), "not verified");
        }
    }

    @Test
    void refusesEveryOtherSignature() throws JOSEException {
        JWTClaimsSet claims = provider.claims(ADA).build();
        refuses(new PlainJWT(claims).serialize(), "not signed");
        refuses(withPublicKeyAsSecret(claims), "not signed");
        RSAKey other = OpenIdProvider.newKey("unknown");
        refuses(OpenIdProvider.sign(claims, other, JOSEObjectType.JWT), "not signed");
        RSAKey sameId = OpenIdProvider.newKey(provider.key().getKeyID());
        refuses(OpenIdProvider.sign(claims, sameId, JOSEObjectType.JWT), "not signed");
        refuses(OpenIdProvider.sign(claims, provider.key(), new JOSEObjectType("logout+jwt")), "not signed");
        String[] parts = provider.token(ADA).split("\\.");
        String eve = provider.token("eve@clinic.example").split("\\.")[1];
        refuses(parts[0] + "." + eve + "." + parts[2], "not signed");
        refuses(parts[0] + "." + parts[1] + ".", "not signed");
        refuses("eyJ.eyJ.eyJ", "not signed");
        refuses("a.b.c", "no JSON Web Token");
        refuses("x".repeat(20_000), "longer");
        refuses(" ", "characters that none has");
        refuses("a\r\nb", "characters that none has");
    }

    private String withPublicKeyAsSecret(JWTClaimsSet claims) throws JOSEException {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256)
                        .keyID(provider.key().getKeyID())
                        .build(),
                claims);
        token.sign(new MACSigner(provider.key().toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8)));
        return token.serialize();
    }

    @Test
    void followsARotationAtOnce() throws Exception {
        String old = provider.token(ADA);
        tokens.check(old);
        provider.rotate();
        tokens.check(provider.token("eve@clinic.example"));
        assertThat(tokens.known(old)).isEmpty();
        refuses(old, "does not publish");
    }

    @Test
    void aFloodOfUnknownKeysIsNoFloodAtTheProvider() throws Exception {
        tokens.check(provider.token(ADA));
        JWTClaimsSet claims = provider.claims(ADA).build();
        RSAKey other = OpenIdProvider.newKey("unknown");
        for (int i = 0; i < 20; i++) {
            RSAKey unknown = new RSAKey.Builder(other).keyID("unknown" + i).build();
            refuses(OpenIdProvider.sign(claims, unknown, JOSEObjectType.JWT), "the token is");
        }
        assertThat(provider.asked).hasSizeLessThanOrEqualTo(4);
    }

    @Test
    void saysThatTheProviderIsAwayAndGoesOnWhenItIsBack() throws Exception {
        provider.away(true);
        assertThatThrownBy(() -> tokens.check(provider.token(ADA)))
                .isInstanceOf(ProviderAway.class)
                .hasMessageContaining(provider.issuer());
        provider.away(false);
        org.awaitility.Awaitility.await()
                .ignoreExceptions()
                .untilAsserted(
                        () -> assertThat(tokens.check(provider.token(ADA))).isNotNull());
        provider.away(true);
        tokens.check(provider.token(ADA, "another")); // the keys are there
    }

    @Test
    void showsOpaqueTokensToTheProvider() throws Exception {
        tokens = new BearerTokens(settings(Optional.of(new ProviderSettings.Client("me", "secret")), false));
        provider.introspected.put(
                "opaque", introspection("caravan", Instant.now().getEpochSecond() + 60, ""));
        Bearer bearer = tokens.check("opaque");
        assertThat(bearer.principal().toString()).isEqualTo("serviceAccount:robot@clinic.example");
        assertThat(bearer.scopes()).containsExactly(OpenIdProvider.PLATFORM);
        assertThat(provider.asked.get(provider.asked.size() - 1))
                .contains("token=opaque")
                .contains("Basic ");
        refuses("unknown", "holds no longer");
        provider.introspected.put("other", introspection("other", Instant.now().getEpochSecond() + 60, ""));
        refuses("other", "another audience");
        provider.introspected.put("old", introspection("caravan", 1, ""));
        refuses("old", "expired");
        provider.introspected.put("foreign", introspection("caravan", 9_999_999_999L, "https://evil.example"));
        refuses("foreign", "another issuer");
    }

    private static String introspection(String audience, long expires, String issuer) {
        String from = issuer.isEmpty() ? "" : ", \"iss\": \"" + issuer + "\"";
        return """
                {"active": true, "scope": "%s", "client_id": "robot", "sub": "robot", "aud": ["%s"], "exp": %d,
                 "email": "robot@clinic.example"%s}
                """.formatted(OpenIdProvider.PLATFORM, audience, expires, from);
    }

    @Test
    void asksAboutSignedTokensTooWhereThatIsWanted() throws Exception {
        tokens = new BearerTokens(settings(Optional.of(new ProviderSettings.Client("me", "secret")), true));
        String token = provider.token(ADA);
        refuses(token, "holds no longer");
        provider.introspected.put(token, introspection("caravan", 9_999_999_999L, ""));
        tokens.check(token);
    }

    @Test
    void showsGooglesTokensToGoogle() throws Exception {
        GoogleTokens google = new GoogleTokens(
                settings(Optional.empty(), false), URI.create(provider.issuer().replace("/realm", "/tokeninfo")));
        long soon = Instant.now().getEpochSecond() + 60;
        provider.introspected.put("ya29.good", """
                {"azp": "x", "aud": "caravan", "scope": "%s", "exp": "%d", "expires_in": "60",
                 "email": "Robot@p.iam.gserviceaccount.com", "email_verified": "true", "access_type": "online"}
                """.formatted(OpenIdProvider.PLATFORM, soon));
        Bearer bearer = google.check("ya29.good");
        assertThat(bearer.principal().kind()).isEqualTo(Kind.SERVICE_ACCOUNT);
        assertThat(bearer.principal().name()).isEqualTo("robot@p.iam.gserviceaccount.com");
        assertThat(provider.asked.get(0)).startsWith("/tokeninfo access_token=ya29.good");
        provider.introspected.put("ya29.other", "{\"aud\": \"x\", \"exp\": \"" + soon + "\", \"email\": \"a@b\"}");
        assertThatThrownBy(() -> google.check("ya29.other")).hasMessageContaining("another audience");
        provider.introspected.put("ya29.old", "{\"aud\": \"caravan\", \"exp\": \"1\", \"email\": \"a@b\"}");
        assertThatThrownBy(() -> google.check("ya29.old")).hasMessageContaining("expired");
        provider.introspected.put(
                "ya29.unverified",
                "{\"aud\": \"caravan\", \"exp\": \"" + soon + "\", \"email\": \"a@b\", \"email_verified\": \"false\"}");
        assertThatThrownBy(() -> google.check("ya29.unverified")).hasMessageContaining("not verified");
        assertThatThrownBy(() -> google.check("none")).hasMessageContaining("Google says");
    }

    @Test
    void tellsProgramsFromHumans() throws TokenRefused {
        Map<String, Object> human = Map.of("email", ADA, "sub", "1", "azp", "app", "sid", "s", "typ", "Bearer");
        assertThat(kind(human)).isEqualTo(Kind.USER);
        assertThat(kind(with(human, "jti", "onrtac:123"))).isEqualTo(Kind.USER);
        assertThat(kind(with(human, "jti", "trrtcc:123"))).isEqualTo(Kind.SERVICE_ACCOUNT);
        assertThat(kind(with(human, "sid", ""))).isEqualTo(Kind.SERVICE_ACCOUNT);
        assertThat(kind(with(human, "preferred_username", "service-account-app")))
                .isEqualTo(Kind.SERVICE_ACCOUNT);
        assertThat(kind(with(human, "preferred_username", "service-account-other")))
                .isEqualTo(Kind.USER);
        assertThat(kind(with(human, "sub", "app"))).isEqualTo(Kind.SERVICE_ACCOUNT);
        assertThat(kind(with(human, "gty", "client-credentials"))).isEqualTo(Kind.SERVICE_ACCOUNT);
        assertThat(kind(with(human, "idtyp", "app"))).isEqualTo(Kind.SERVICE_ACCOUNT);
        assertThat(kind(Map.of("sub", "1"))).isEqualTo(Kind.SUBJECT);
    }

    private static Map<String, Object> with(Map<String, Object> claims, String name, String value) {
        Map<String, Object> changed = new java.util.HashMap<>(claims);
        changed.put(name, value);
        return changed;
    }

    private static Kind kind(Map<String, Object> claims) throws TokenRefused {
        return new Claims(claims).principal("groups").kind();
    }

    @Test
    void readsGroupsAndScopesInEveryForm() throws TokenRefused {
        Claims claims = new Claims(Map.of(
                "sub", "1", "scp", List.of("a", "b"), "realm_access", Map.of("roles", List.of("r")), "one", "single"));
        assertThat(claims.scopes()).containsExactlyInAnyOrder("a", "b");
        assertThat(claims.principal("realm_access.roles").groups()).containsExactly("r");
        assertThat(claims.principal("one").groups()).containsExactly("single");
        assertThat(claims.principal("none.at.all").groups()).isEmpty();
    }
}
