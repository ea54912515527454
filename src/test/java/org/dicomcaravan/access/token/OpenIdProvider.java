package org.dicomcaravan.access.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/** An OpenID Connect provider that signs whatever a test wants: what no real one would, too. */
public final class OpenIdProvider implements AutoCloseable {

    public static final String AUDIENCE = "caravan";
    public static final String PLATFORM = "https://www.googleapis.com/auth/cloud-platform";

    /** What it says of opaque tokens, as JSON. */
    public final Map<String, String> introspected = new ConcurrentHashMap<>();

    /** What was asked: path, and body. */
    public final List<String> asked = new CopyOnWriteArrayList<>();

    private final HttpServer server;
    private final List<RSAKey> keys = new CopyOnWriteArrayList<>();
    private volatile boolean away;
    private volatile CountDownLatch gate = new CountDownLatch(0);

    public OpenIdProvider() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newCachedThreadPool());
        server.start();
        rotate();
    }

    public String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/realm";
    }

    /** Answers everything with 500 from now on, or no longer. */
    public void away(boolean now) {
        away = now;
    }

    /** Keeps whoever asks waiting until the latch is open. */
    public void wait(CountDownLatch until) {
        gate = until;
    }

    /** A new key takes the place of the old one. */
    public void rotate() {
        keys.clear();
        keys.add(newKey("key-" + System.nanoTime()));
    }

    public static RSAKey newKey(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    public RSAKey key() {
        return keys.get(0);
    }

    /** Claims of an access token that is good for ten minutes. */
    public JWTClaimsSet.Builder claims(String email) {
        return new JWTClaimsSet.Builder()
                .issuer(issuer())
                .audience(AUDIENCE)
                .subject("1234")
                .claim("email", email)
                .claim("scope", "openid " + PLATFORM)
                .expirationTime(Date.from(Instant.now().plusSeconds(600)));
    }

    /** A token of somebody; {@code serviceAccount:} where the subject is the client. */
    public String token(String email, String... groups) {
        return signed(claims -> claims.claim("groups", List.of(groups)), email);
    }

    /** A token with some claims changed. */
    public String signed(UnaryOperator<JWTClaimsSet.Builder> change, String email) {
        return sign(change.apply(claims(email)).build(), key(), JOSEObjectType.JWT);
    }

    public static String sign(JWTClaimsSet claims, RSAKey key, JOSEObjectType type) {
        try {
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID(key.getKeyID())
                            .type(type)
                            .build(),
                    claims);
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            asked.add(path + " " + body + " " + exchange.getRequestHeaders().getFirst("Authorization"));
            gate.await();
            String answer = away ? "" : said(path, body);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(
                    away ? 500 : path.equals("/tokeninfo") && bytes.length < 3 ? 400 : 200, bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String said(String path, String body) {
        String token = body.replaceFirst("(?s).*token=([^&]*).*", "$1");
        return switch (path) {
            case "/realm/.well-known/openid-configuration" -> """
                {"issuer": "%1$s", "jwks_uri": "%1$s/keys", "introspection_endpoint": "%1$s/introspect",
                 "authorization_endpoint": "%1$s/auth", "token_endpoint": "%1$s/token",
                 "subject_types_supported": ["public"], "response_types_supported": ["code"],
                 "id_token_signing_alg_values_supported": ["RS256"]}
                """.formatted(issuer());
            case "/realm/keys" -> new JWKSet(new ArrayList<>(keys)).toString(true);
            case "/realm/introspect" -> introspected.getOrDefault(token, "{\"active\": false}");
            default -> introspected.getOrDefault(token, "{}");
        };
    }

    @Override
    public void close() {
        gate.countDown();
        server.stop(0);
        ((ExecutorService) server.getExecutor()).shutdownNow();
    }
}
