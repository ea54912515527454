package org.dicomcaravan.access.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * Access tokens of the provider that a site has, checked, and remembered for a minute at most: a client polls with one token,
 * and a signature costs more than all else that is done for such a call. A token itself is not kept, and all are forgotten when
 * the provider has other keys. Thread-safe.
 */
public final class BearerTokens {

    private static final Duration REMEMBERED = Duration.ofMinutes(1);
    private static final int MOST = 10_000;
    private static final int LONGEST = 16 * 1024;
    /** RFC 6750, 2.1. */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

    private final ProviderSettings settings;
    private final Cache<String, Bearer> checked =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(REMEMBERED).build();
    private final AtomicInteger forgotten = new AtomicInteger();
    private final Tokens tokens;
    private volatile String problem = "";

    /** Tokens of a provider, which is asked when the first one comes. */
    public BearerTokens(ProviderSettings settings) {
        this.settings = settings;
        this.tokens = settings.issuer().equals(GoogleTokens.ISSUER)
                ? new GoogleTokens(settings, GoogleTokens.TOKEN_INFO)
                : new Provider(settings, this::forget);
    }

    /** What is known of a token without asking anybody; does not block. */
    public Optional<Bearer> known(String token) {
        return Optional.ofNullable(checked.getIfPresent(key(token))).filter(this::holds);
    }

    /**
     * Checks a token; may take seconds.
     *
     * @throws TokenRefused if it is not taken; the message says why, and nothing of the token
     * @throws ProviderAway if that can't be found out now
     */
    public Bearer check(String token) throws TokenRefused, ProviderAway {
        if (token.length() > LONGEST) {
            throw new TokenRefused("the token is longer than " + LONGEST + " characters");
        }
        if (!TOKEN.matcher(token).matches()) {
            throw new TokenRefused("the token has characters that none has");
        }
        int then = forgotten.get();
        Bearer bearer = checked(token);
        String key = key(token);
        checked.put(key, bearer);
        if (forgotten.get() != then) {
            checked.invalidate(key); // it may be by a key that is none any more
        }
        return bearer;
    }

    private Bearer checked(String token) throws TokenRefused, ProviderAway {
        try {
            Bearer bearer = tokens.check(token);
            problem = "";
            return bearer;
        } catch (ProviderAway e) {
            problem = e.getMessage();
            throw e;
        }
    }

    /** Why tokens can't be checked, as far as that was found out last; empty where they can. */
    public Optional<String> problem() {
        return Optional.of(problem).filter(it -> !it.isEmpty());
    }

    private void forget() {
        forgotten.incrementAndGet();
        checked.invalidateAll();
    }

    /**
     * Asks the provider what it has, so that a wrong name of it is found before somebody calls.
     *
     * @throws ProviderAway if it can't be asked
     */
    public void reach() throws ProviderAway {
        try {
            tokens.reach();
            problem = "";
        } catch (ProviderAway e) {
            problem = e.getMessage();
            throw e;
        }
    }

    private boolean holds(Bearer bearer) {
        return Instant.now().isBefore(bearer.expires().plus(settings.skew()));
    }

    private static String key(String token) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
