package org.dicomcaravan.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.dicomcaravan.access.token.OpenIdProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server that asks who calls, with a provider that signs what a test wants. */
class AccessTest {

    private static final String STORE = ServerUnderTest.STORE;
    private static final String OWNER = "ada@clinic.example";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private OpenIdProvider provider;
    private Path policy;
    private RunningServer server;

    @BeforeEach
    void open() throws IOException {
        provider = new OpenIdProvider();
        policy = folder.resolve("policy.json");
        grant("user:" + OWNER);
    }

    @AfterEach
    void close() {
        if (server != null) {
            server.close();
        }
        provider.close();
    }

    private void grant(String member) throws IOException {
        Files.writeString(
                policy,
                "{\"projects/p\": {\"bindings\": [{\"role\": \"roles/owner\", \"members\": [\"" + member + "\"]}]}}");
    }

    private void start(String... more) throws IOException {
        Map<String, String> properties = new TreeMap<>(Map.of(
                "caravan.access.issuer", provider.issuer(),
                "caravan.access.audience", OpenIdProvider.AUDIENCE,
                "caravan.access.policy", policy.toString()));
        for (int i = 0; i < more.length; i += 2) {
            properties.put(more[i], more[i + 1]);
        }
        server = RunningServer.start(folder.resolve("server"), null, properties);
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.uri() + "/v1/" + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> export(String body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(server.uri() + "/v1/" + STORE + ":export"))
                        .headers("Content-Type", "application/json", "Authorization", "Bearer " + provider.token(OWNER))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static String to(String bucket) {
        return "{\"gcsDestination\": {\"uriPrefix\": \"gs://" + bucket + "/x\"}}";
    }

    private static String message(HttpResponse<String> answer) throws IOException {
        return JSON.readTree(answer.body()).path("error").path("message").asText();
    }

    private List<JsonNode> audit() throws IOException {
        try (Stream<Path> files = Files.list(server.data.resolve("audit"))) {
            return lines(files.sorted().toList());
        }
    }

    private static List<JsonNode> lines(List<Path> files) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Path file : files) {
            lines.addAll(Files.readAllLines(file));
        }
        return lines.stream()
                .map(line -> {
                    try {
                        return JSON.readTree(line);
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                })
                .toList();
    }

    @Test
    void takesATokenWhereGooglesClientsPutIt() throws Exception {
        start();
        String token = provider.token(OWNER);
        assertThat(get(STORE, "Authorization", "Bearer " + token).statusCode()).isEqualTo(200);
        assertThat(get(STORE, "Authorization", "bearer  " + token).statusCode()).isEqualTo(200);
        assertThat(get(STORE + "?access_token=" + token).statusCode()).isEqualTo(200);
        assertThat(get(STORE + "?oauth_token=" + token).statusCode()).isEqualTo(200);
        assertThat(get(STORE + "?$.xgafv=1&%61ccess_token=" + token).statusCode())
                .isEqualTo(200);
        assertThat(get(STORE + "?access_token=" + token, "Authorization", "Bearer " + token)
                        .statusCode())
                .isEqualTo(400);
        assertThat(get(STORE, "Authorization", "Basic YTpi").statusCode()).isEqualTo(401);
        assertThat(get(STORE + "?Authorization=Bearer%20" + token).statusCode()).isEqualTo(401);
        assertThat(get(STORE, "CamelVertxPlatformHttpAuthenticatedUser", "ada").statusCode())
                .isEqualTo(401);
    }

    @Test
    void asksForTheTokenBeforeTheBodyComes() throws Exception {
        start();
        try (Socket socket = new Socket("127.0.0.1", server.uri().getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(("POST /v1/" + STORE + ":export HTTP/1.1\r\nHost: localhost\r\n"
                                    + "Content-Type: application/json\r\nContent-Length: 9000000\r\n\r\n{")
                            .getBytes(StandardCharsets.US_ASCII));
            byte[] start = socket.getInputStream().readNBytes(12);
            assertThat(new String(start, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 401");
        }
    }

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
        Map<String, String> callers = new TreeMap<>();
        for (JsonNode call : exports()) {
            callers.put(call.path("request").asText(), call.path("principal").asText());
        }
        await().until(() -> ends().size() >= 5);
        assertThat(ends())
                .allSatisfy(end -> assertThat(callers)
                        .containsEntry(
                                end.path("request").asText(),
                                end.path("principal").asText()));
    }

    private List<JsonNode> exports() throws IOException {
        return audit().stream()
                .filter(line -> line.path("method").asText().equals("dicomStores.export"))
                .toList();
    }

    private List<JsonNode> ends() throws IOException {
        return audit().stream()
                .filter(line -> line.path("event").asText().equals("operation-end"))
                .toList();
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
    void answersAboutPolicies() throws Exception {
        start();
        String owner = "Bearer " + provider.token(OWNER);
        JsonNode policy = JSON.readTree(get("projects/p/locations/l/datasets/d:getIamPolicy", "Authorization", owner)
                .body());
        assertThat(policy.path("bindings").isMissingNode()).isTrue(); // it is the project's
        assertThat(policy.path("etag").asText()).isNotEmpty();
        String asked = "{\"permissions\": [\"healthcare.dicomStores.export\", \"healthcare.fhirStores.get\"]}";
        assertThat(test(STORE, asked, owner)).hasToString("{\"permissions\":[\"healthcare.dicomStores.export\"]}");
        String eve = "Bearer " + provider.token("eve@clinic.example");
        assertThat(test(STORE, asked, eve)).hasToString("{}");
        assertThat(test(STORE + "-none", asked, owner)).hasToString("{}");
        for (String wrong : List.of("{\"permissions\": [\"healthcare.*\"]}", "{\"permissions\": \"x\"}")) {
            assertThat(test(STORE, wrong, owner).at("/error/code").asInt()).isEqualTo(400);
        }
    }

    private JsonNode test(String resource, String body, String token) throws Exception {
        return JSON.readTree(http.send(
                        HttpRequest.newBuilder(URI.create(server.uri() + "/v1/" + resource + ":testIamPermissions"))
                                .headers("Content-Type", "application/json", "Authorization", token)
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString())
                .body());
    }

    @Test
    void writesDownWhatWasTriedAndWhyItWasNot() throws Exception {
        start();
        get(STORE, "Authorization", "Bearer " + provider.signed(claims -> claims.audience("other"), OWNER));
        export("{\"bigqueryDestination\": {\"tableUri\": \"bq://q.d.t\"}}");
        assertThat(Files.readString(server.data.resolve("audit/strangers.log"))).contains("is for another audience");
        JsonNode refused = audit().get(0);
        assertThat(refused.path("destination").asText()).isEqualTo("bq://q.d.t");
        assertThat(refused.path("decision").asText()).isEqualTo("denied");
    }

    @Test
    void knowsTheApiBesideARouteThatIsEverywhere() throws Exception {
        Path site = Files.createDirectories(folder.resolve("site"));
        Files.writeString(site.resolve("site.camel.yaml"), """
                - route:
                    id: site
                    from:
                      uri: platform-http:/{tenant}/hook
                      steps:
                        - setBody:
                            constant: here
                """);
        server = RunningServer.start(
                folder.resolve("server"),
                site,
                Map.of(
                        "caravan.access.issuer", provider.issuer(),
                        "caravan.access.audience", OpenIdProvider.AUDIENCE,
                        "caravan.access.policy", policy.toString()));
        get(STORE, "Authorization", "Bearer " + provider.token(OWNER));
        assertThat(audit().get(0).path("method").asText()).isEqualTo("dicomStores.get");
    }

    @Test
    void followsThePolicy() throws Exception {
        start();
        String eve = "Bearer " + provider.token("eve@clinic.example");
        assertThat(get(STORE, "Authorization", eve).statusCode()).isEqualTo(403);
        grant("user:eve@clinic.example");
        await().until(() -> get(STORE, "Authorization", eve).statusCode() == 200);
        assertThat(get(STORE, "Authorization", "Bearer " + provider.token(OWNER))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void tellsWhoWasThereAndWhatCameOfIt() throws Exception {
        start();
        HttpResponse<String> answer = export(to("demo"));
        String id = answer.headers().firstValue("Caravan-Request-Id").orElseThrow();
        String operation = JSON.readTree(answer.body()).path("name").asText();
        await().until(() ->
                audit().stream().anyMatch(line -> line.path("event").asText().equals("operation-end")));
        JsonNode call = audit().get(0);
        assertThat(call.path("method").asText()).isEqualTo("dicomStores.export");
        assertThat(call.path("principal").asText()).isEqualTo("user:" + OWNER);
        assertThat(call.path("resource").asText()).isEqualTo(STORE);
        assertThat(call.path("request").asText()).isEqualTo(id);
        assertThat(call.path("from").asText()).isEqualTo("127.0.0.1");
        JsonNode end = audit().get(audit().size() - 1);
        assertThat(end.path("operation").asText()).isEqualTo(operation);
        assertThat(end.path("principal").asText()).isEqualTo("user:" + OWNER);
        assertThat(end.path("request").asText()).isEqualTo(id);
        assertThat(end.path("destination").asText()).isEqualTo("gs://demo/x");
        assertThat(end.path("result").asText()).isEqualTo("OK");
        assertThat(end.path("success").asLong()).isPositive();
        assertThat(Files.readString(server.data.resolve("audit/audit.log"))).doesNotContain("eyJ");
    }

    @ParameterizedTest
    @CsvSource({
        "gs://theirs/x, gs://mine/f, theirs",
        "gs://mine/x, gs://theirs/f, theirs",
        "gs://none/x, gs://mine/f, none"
    })
    void writesOnlyWhatTheServiceAccountMay(String prefix, String filter, String bucket) throws Exception {
        Path accounts = Files.writeString(
                folder.resolve("accounts.json"), "{\"projects/p\": {\"buckets\": [\"mine\"], \"datasets\": []}}");
        start("caravan.access.service-accounts", accounts.toString());
        Files.createDirectories(server.data.resolve("buckets/theirs"));
        Files.createDirectories(server.data.resolve("buckets/mine"));
        HttpResponse<String> refused = export("{\"gcsDestination\": {\"uriPrefix\": \"" + prefix
                + "\"}, \"filterConfig\": {\"resourcePathsGcsUri\": \"" + filter + "\"}}");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(message(refused))
                .startsWith(
                        "Healthcare API doesn't have required Cloud Storage permission. See https://cloud.google.com")
                .contains("gs://" + bucket);
        assertThat(export("{\"bigqueryDestination\": {\"tableUri\": \"bq://p.d.t\"}}")
                        .statusCode())
                .isEqualTo(403);
        assertThat(export(to("mine")).statusCode()).isEqualTo(200);
    }

    @Test
    void tablesStayInTheProjectOfTheStore() throws Exception {
        start();
        assertThat(export("{\"bigqueryDestination\": {\"tableUri\": \"bq://q.d.t\"}}")
                        .statusCode())
                .isEqualTo(403);
        assertThat(export("{\"bigqueryDestination\": {\"tableUri\": \"bq://p.d.t\"}}")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void sendsAwayWhoComesTooOften() throws Exception {
        start("caravan.http.requests-per-minute", "3");
        String ada = "Bearer " + provider.token(OWNER);
        for (int i = 0; i < 3; i++) {
            assertThat(get(STORE, "Authorization", ada).statusCode()).isEqualTo(200);
        }
        HttpResponse<String> tooOften = get(STORE, "Authorization", ada);
        assertThat(tooOften.statusCode()).isEqualTo(429);
        assertThat(tooOften.headers().firstValue("Retry-After").orElseThrow()).matches("1?\\d|20");
        assertThat(get(STORE, "Authorization", "Bearer " + provider.token("eve@clinic.example"))
                        .statusCode())
                .isEqualTo(403);
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

    @Test
    void seesItsOwnOperationsWhereTheRoleIsOnTheStore() throws Exception {
        Files.writeString(
                policy,
                "{\"" + STORE + "\": {\"bindings\": [{\"role\": \"roles/healthcare.dicomViewer\", \"members\":"
                        + " [\"user:" + OWNER + "\"]}]}}");
        start();
        String ada = "Bearer " + provider.token(OWNER);
        String operation = JSON.readTree(export(to("demo")).body()).path("name").asText();
        assertThat(get(operation, "Authorization", ada).statusCode()).isEqualTo(200);
        assertThat(get(operation + "/log", "Authorization", ada).statusCode()).isEqualTo(200);
        assertThat(get(ServerUnderTest.DATASET + "/operations", "Authorization", ada)
                        .statusCode())
                .isEqualTo(403);
        String eve = "Bearer " + provider.token("eve@clinic.example");
        assertThat(get(operation, "Authorization", eve).statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    caravan.access.audience   | ''              | caravan.access.audience
                    caravan.access.issuer     | http://id.example | https://
                    caravan.access.issuer     | id.example      | "id.example"
                    caravan.access.policy     | /no/such/file   | Access policy /no/such/file can't be read: it is not there
                    caravan.access.service-accounts | /no/such/file | List of service accounts /no/such/file
                    caravan.access.algorithms | RS256,HS256     | "HS256"
                    caravan.access.client-id  | me              | caravan.access.client-secret
                    caravan.access.introspect-always | yes      | expected true or false
                    caravan.access.introspect-always | true     | caravan.access.client-id
                    """)
    void refusesToStartWithHalfOfIt(String property, String value, String why) {
        assertThatThrownBy(() -> start(property, value))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(why);
    }
}
