package org.dicomcaravan.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.api.client.googleapis.util.Utils;
import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.api.services.healthcare.v1.CloudHealthcare;
import com.google.api.services.healthcare.v1.model.ExportDicomDataRequest;
import com.google.api.services.healthcare.v1.model.GoogleCloudHealthcareV1DicomGcsDestination;
import com.google.auth.http.HttpCredentialsAdapter;
import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.OAuth2CredentialsWithRefresh;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Callers of a real provider, Keycloak, whose realm has clients {@code owner}, {@code viewer}, {@code exporter}, {@code
 * stranger} and such, each with a secret CLIENT-secret, an address CLIENT@caravan.example and a group team-CLIENT.
 */
@Tag("environment")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class KeycloakTest {

    private static final String STORE = ServerUnderTest.STORE;
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private String issuer;
    private RunningServer server;

    @BeforeEach
    void find() {
        issuer = System.getenv("CARAVAN_KEYCLOAK");
        Assumptions.assumeTrue(issuer != null, "CARAVAN_KEYCLOAK names no realm of a Keycloak that runs");
    }

    @AfterEach
    void close() {
        if (server != null) {
            server.close();
        }
    }

    private void start(String... more) throws IOException {
        Path policy = Files.writeString(folder.resolve("policy.json"), """
                {"projects/p": {"bindings": [
                   {"role": "roles/owner", "members": ["serviceAccount:owner@caravan.example"]},
                   {"role": "roles/viewer", "members": ["group:team-viewer"]},
                   {"role": "roles/editor", "members": ["serviceAccount:healthcare-only@caravan.example",
                                                        "serviceAccount:no-scope@caravan.example",
                                                        "serviceAccount:other-audience@caravan.example"]}]},
                 "%s": {"bindings": [
                   {"role": "roles/site.exporter", "members": ["serviceAccount:exporter@caravan.example"]}]},
                 "roles": {"roles/site.exporter": ["healthcare.dicomStores.export", "healthcare.operations.get"]}}
                """.formatted(STORE));
        Map<String, String> properties = new TreeMap<>(Map.of(
                "caravan.access.issuer",
                issuer,
                "caravan.access.audience",
                "caravan",
                "caravan.access.policy",
                policy.toString()));
        for (int i = 0; i < more.length; i += 2) {
            properties.put(more[i], more[i + 1]);
        }
        server = RunningServer.start(folder.resolve("server"), null, properties);
    }

    private String post(String path, String form, String client) throws Exception {
        return http.send(
                        HttpRequest.newBuilder(URI.create(issuer + "/protocol/openid-connect/" + path))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(HttpRequest.BodyPublishers.ofString(
                                        form + "&client_id=" + client + "&client_secret=" + client + "-secret"))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    private String token(String client) throws Exception {
        return JSON.readTree(post("token", "grant_type=client_credentials", client))
                .path("access_token")
                .asText();
    }

    private int status(String token) throws Exception {
        return http.send(
                        HttpRequest.newBuilder(URI.create(server.uri() + "/v1/" + STORE))
                                .header("Authorization", "Bearer " + token)
                                .build(),
                        BodyHandlers.ofString())
                .statusCode();
    }

    @Test
    void knowsItsClients() throws Exception {
        start();
        assertThat(status(token("owner"))).isEqualTo(200);
        assertThat(status(token("viewer"))).isEqualTo(200);
        assertThat(status(token("healthcare-only"))).isEqualTo(200);
        assertThat(status(token("exporter"))).isEqualTo(403);
        assertThat(status(token("stranger"))).isEqualTo(403);
        assertThat(status(token("no-scope"))).isEqualTo(403);
        assertThat(status(token("other-audience"))).isEqualTo(401);
        String id = token("owner");
        assertThat(status(id.substring(0, id.length() - 4) + "AAAA")).isEqualTo(401);
    }

    @Test
    void googlesClientSignsInExportsAndWaits() throws Exception {
        start();
        OAuth2CredentialsWithRefresh credentials = OAuth2CredentialsWithRefresh.newBuilder()
                .setRefreshHandler(this::signIn)
                .build();
        CloudHealthcare google = new CloudHealthcare.Builder(
                        new NetHttpTransport(), Utils.getDefaultJsonFactory(), new HttpCredentialsAdapter(credentials))
                .setRootUrl(server.uri() + "/")
                .setApplicationName("test")
                .build();
        String operation = google.projects()
                .locations()
                .datasets()
                .dicomStores()
                .export(
                        STORE,
                        new ExportDicomDataRequest()
                                .setGcsDestination(
                                        new GoogleCloudHealthcareV1DicomGcsDestination().setUriPrefix("gs://demo/x")))
                .execute()
                .getName();
        await().atMost(Duration.ofMinutes(1))
                .until(() -> Boolean.TRUE.equals(google.projects()
                        .locations()
                        .datasets()
                        .operations()
                        .get(operation)
                        .execute()
                        .getDone()));
        assertThat(server.objects("x")).isNotEmpty();
    }

    private AccessToken signIn() throws IOException {
        try {
            return new AccessToken(token("exporter"), Date.from(Instant.now().plusSeconds(600)));
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    @Test
    void followsTheRotationOfItsKeys() throws Exception {
        String rotate = System.getenv("CARAVAN_KEYCLOAK_ROTATE");
        Assumptions.assumeTrue(rotate != null, "CARAVAN_KEYCLOAK_ROTATE is no command that rotates its keys");
        start();
        String old = token("owner");
        assertThat(status(old)).isEqualTo(200);
        assertThat(new ProcessBuilder(List.of("bash", "-c", rotate))
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();
        assertThat(status(token("viewer"))).isEqualTo(200);
        assertThat(status(old)).isEqualTo(401);
        assertThat(status(token("owner"))).isEqualTo(200);
    }

    @Test
    void asksItAboutEveryTokenWhereThatIsWanted() throws Exception {
        start(
                "caravan.access.introspect-always", "true",
                "caravan.access.client-id", "owner",
                "caravan.access.client-secret", "owner-secret");
        String token = token("owner");
        String revoked = token("owner");
        assertThat(status(token)).isEqualTo(200);
        post("revoke", "token_type_hint=access_token&token=" + revoked, "owner");
        assertThat(status(revoked)).isEqualTo(401);
    }
}
