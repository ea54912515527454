package org.dicomcaravan.access.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.CachingJWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.net.URL;
import java.text.ParseException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/**
 * Tokens that are signed JSON Web Tokens: signature, issuer, audience and times are checked here, with the keys that the
 * provider publishes. These are fetched again after five minutes, and at once for a token whose key is not known yet, though
 * not more than twice in half a minute, whoever sends what. Thread-safe.
 */
final class JwtTokens implements Tokens {

    private static final int TIMEOUT_MILLIS = Inquiry.TIMEOUT_MILLIS;
    private static final int LARGEST_KEY_SET = 1 << 20;
    private static final long KEYS_LIVE_MILLIS = 300_000;
    private static final long KEYS_LIVE_IN_AN_OUTAGE_MILLIS = 3_600_000;
    private static final long BETWEEN_FETCHES_MILLIS = 30_000;

    private final ProviderSettings settings;
    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

    /**
     * Checks tokens.
     *
     * @param keys where the provider publishes its keys
     * @param keysChanged told when there are others than before
     */
    JwtTokens(ProviderSettings settings, URL keys, Runnable keysChanged) {
        this.settings = settings;
        Set<JWSAlgorithm> algorithms =
                settings.algorithms().stream().map(JWSAlgorithm::parse).collect(Collectors.toSet());
        processor.setJWSTypeVerifier(
                new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(algorithms, source(keys, keysChanged)));
        DefaultJWTClaimsVerifier<SecurityContext> claims = new DefaultJWTClaimsVerifier<>(
                new JWTClaimsSet.Builder().issuer(settings.issuer()).build(), Set.of("exp"));
        claims.setMaxClockSkew((int) settings.skew().toSeconds());
        processor.setJWTClaimsSetVerifier(claims);
    }

    private static JWKSource<SecurityContext> source(URL keys, Runnable keysChanged) {
        AtomicReference<String> last = new AtomicReference<>("");
        return JWKSourceBuilder.<SecurityContext>create(
                        keys, new DefaultResourceRetriever(TIMEOUT_MILLIS, TIMEOUT_MILLIS, LARGEST_KEY_SET))
                .cache(KEYS_LIVE_MILLIS, 3L * TIMEOUT_MILLIS, event -> {
                    if (event instanceof CachingJWKSetSource.RefreshCompletedEvent<?> refreshed) {
                        String now = refreshed.getJWKSet().toString(true);
                        String before = last.getAndSet(now);
                        if (!before.isEmpty() && !before.equals(now)) {
                            keysChanged.run();
                        }
                    }
                })
                .refreshAheadCache(false)
                .rateLimited(BETWEEN_FETCHES_MILLIS)
                .retrying(true)
                .outageTolerant(KEYS_LIVE_IN_AN_OUTAGE_MILLIS)
                .build();
    }

    /** Whether a token is one of these, going by its form. */
    static boolean isOne(String token) {
        try {
            SignedJWT.parse(token);
            return true;
        } catch (ParseException e) {
            return token.chars().filter(c -> c == '.').count() == 2 && token.startsWith("ey");
        }
    }

    @Override
    public Bearer check(String token) throws TokenRefused, ProviderAway {
        return new Claims(verified(token).getClaims()).bearer(settings);
    }

    private JWTClaimsSet verified(String token) throws TokenRefused, ProviderAway {
        try {
            return processor.process(token, null);
        } catch (BadJWTException e) {
            throw new TokenRefused(reason(e));
        } catch (ParseException | BadJOSEException e) {
            throw new TokenRefused("the token is not signed by the identity provider");
        } catch (RateLimitReachedException e) {
            throw new TokenRefused("the token is signed with a key that the identity provider does not publish");
        } catch (KeySourceException e) {
            throw new ProviderAway("The keys of " + settings.issuer() + " can't be fetched: " + e.getMessage(), e);
        } catch (JOSEException e) {
            throw new TokenRefused("the token's signature can't be checked");
        }
    }

    /** Only said of a token whose signature holds. */
    private static String reason(BadJWTException e) {
        String message = String.valueOf(e.getMessage());
        if (message.contains("missing required claims: [iss")) {
            return "the token is of another issuer";
        } else if (message.contains("Expired")) {
            return "the token has expired";
        } else if (message.contains("before use time")) {
            return "the token's time has not come";
        } else if (message.contains("JWT iss")) {
            return "the token is of another issuer";
        }
        return "the token lacks a claim that it has to have";
    }
}
