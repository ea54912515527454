package org.dicomcaravan.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is let in, and to what. */
class AccessTest extends AccessUnderTest {

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
    void answersAboutPolicies() throws Exception {
        start();
        String owner = "Bearer " + provider.token(OWNER);
        JsonNode policy = JSON.readTree(get("projects/p/locations/l/datasets/d:getIamPolicy", "Authorization", owner)
                .body());
        assertThat(policy.path("bindings").isMissingNode()).isTrue(); // it is the project's
        assertThat(policy.path("etag").asText()).isNotEmpty();
        String asked = "{\"permissions\": [\"healthcare.dicomStores.export\", \"healthcare.hl7V2Stores.get\"]}";
        assertThat(test(STORE, asked, owner)).hasToString("{\"permissions\":[\"healthcare.dicomStores.export\"]}");
        String eve = "Bearer " + provider.token("eve@clinic.example");
        assertThat(test(STORE, asked, eve)).hasToString("{}");
        assertThat(test(STORE + "-none", asked, owner)).hasToString("{}");
        for (String wrong : List.of("{\"permissions\": [\"healthcare.*\"]}", "{\"permissions\": \"x\"}")) {
            assertThat(test(STORE, wrong, owner).at("/error/code").asInt()).isEqualTo(400);
        }
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
                    caravan.access.introspect-always | yes      | expected one of true, false
                    caravan.access.introspect-always | true     | caravan.access.client-id
                    """)
    void refusesToStartWithHalfOfIt(String property, String value, String why) {
        assertThatThrownBy(() -> start(property, value))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(why);
    }
}
