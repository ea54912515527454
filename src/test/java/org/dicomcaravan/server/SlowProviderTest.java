package org.dicomcaravan.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.dicomcaravan.access.token.OpenIdProvider;
import org.junit.jupiter.api.Test;

/** A provider that is away, or takes its time. */
class SlowProviderTest extends AccessUnderTest {

    @Test
    void doesNothingForOneWhoHungUpWhileHisTokenWasChecked() throws Exception {
        start(
                "caravan.access.client-id",
                "me",
                "caravan.access.client-secret",
                "secret",
                "caravan.http.bodies-mebibytes",
                "1");
        get(STORE, "Authorization", "Bearer " + provider.token(OWNER)); // the provider is known
        provider.introspected.put(
                "opaque",
                "{\"active\": true, \"aud\": \"caravan\", \"scope\": \"" + OpenIdProvider.PLATFORM + "\", \"email\": \""
                        + OWNER + "\", \"sub\": \"1\"}");
        CountDownLatch gate = new CountDownLatch(1);
        provider.wait(gate);
        int asked = provider.asked.size();
        String body = to("demo") + " ".repeat(200_000);
        for (int i = 0; i < 8; i++) {
            try (Socket socket = new Socket("127.0.0.1", server.uri().getPort())) {
                socket.getOutputStream()
                        .write(("POST /v1/" + STORE + ":export HTTP/1.1\r\nHost: localhost\r\n"
                                        + "Authorization: Bearer opaque\r\nContent-Type: application/json\r\n"
                                        + "Content-Length: " + body.length() + "\r\n\r\n" + body)
                                .getBytes(StandardCharsets.US_ASCII));
                await().until(() -> provider.asked.size() > asked);
                socket.setSoLinger(true, 0); // hangs up at once
            }
        }
        gate.countDown();
        await().until(() -> exports().size() == 8);
        for (int i = 0; i < 5; i++) { // there is room for 1 MiB of bodies
            assertThat(export(body).statusCode()).isEqualTo(200);
        }
        await().until(() -> ends().size() >= 5);
        await().until(() -> exports().size() == 13); // a line comes after its answer
        Map<String, String> callers = new TreeMap<>();
        for (JsonNode call : exports()) {
            callers.put(call.path("request").asText(), call.path("principal").asText());
        }
        assertThat(ends())
                .allSatisfy(end -> assertThat(callers)
                        .containsEntry(
                                end.path("request").asText(),
                                end.path("principal").asText()));
    }

    @Test
    void goesOnForThoseItKnowsWhileTheProviderHangs() throws Exception {
        start();
        String known = "Bearer " + provider.token(OWNER);
        assertThat(get(STORE, "Authorization", known).statusCode()).isEqualTo(200);
        CountDownLatch gate = new CountDownLatch(1);
        provider.wait(gate);
        JWTClaimsSet claims = provider.claims(OWNER).build();
        List<CompletableFuture<HttpResponse<String>>> strangers = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            RSAKey unknown =
                    new RSAKey.Builder(provider.key()).keyID("unknown" + i).build();
            strangers.add(http.sendAsync(
                    HttpRequest.newBuilder(URI.create(server.uri() + "/v1/" + STORE))
                            .header(
                                    "Authorization",
                                    "Bearer " + OpenIdProvider.sign(claims, unknown, JOSEObjectType.JWT))
                            .build(),
                    BodyHandlers.ofString()));
        }
        await().until(() -> provider.asked.size() >= 3);
        for (int i = 0; i < 10; i++) {
            assertThat(get(STORE, "Authorization", known).statusCode()).isEqualTo(200);
        }
        assertThat(strangers).anyMatch(stranger -> !stranger.isDone());
        gate.countDown();
    }

    @Test
    void saysThatTheProviderIsAway() throws Exception {
        provider.away(true);
        start();
        HttpResponse<String> away = get(STORE, "Authorization", "Bearer " + provider.token(OWNER));
        assertThat(away.statusCode()).isEqualTo(503);
        assertThat(away.headers().firstValue("Retry-After")).isPresent();
        provider.away(false);
        await().until(() ->
                get(STORE, "Authorization", "Bearer " + provider.token(OWNER)).statusCode() == 200);
    }
}
