package org.dicomcaravan.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dicomcaravan.access.token.OpenIdProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of docs/security.md: what each call is answered with, by who calls. */
class AccessMatrixTest {

    private static final String DATASET = ServerUnderTest.DATASET;
    private static final String STORE = ServerUnderTest.STORE;
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder;

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static OpenIdProvider provider;
    private static RunningServer server;
    private static String operation;

    @BeforeAll
    static void start() throws Exception {
        provider = new OpenIdProvider();
        Path policy = Files.writeString(folder.resolve("policy.json"), """
                {"projects/p": {"bindings": [
                   {"role": "roles/viewer", "members": ["group:viewer"]},
                   {"role": "roles/editor", "members": ["group:editor"]},
                   {"role": "roles/owner", "members": ["group:owner"]}]},
                 "projects/q": {"bindings": [{"role": "roles/owner", "members": ["group:other"]}]}}
                """);
        Path site = Files.createDirectories(folder.resolve("site"));
        Files.writeString(site.resolve("site.camel.yaml"), """
                - route:
                    id: site
                    from:
                      uri: platform-http:/site
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
        operation = JSON.readTree(
                        send("POST", STORE + ":export", token("owner")).body())
                .path("name")
                .asText();
        assertThat(operation).startsWith(DATASET);
    }

    @AfterAll
    static void stop() {
        server.close();
        provider.close();
    }

    private static String token(String who) {
        return switch (who) {
            case "no token" -> "";
            case "no scope" -> provider.signed(claims -> claims.claim("scope", "openid"), "x@clinic.example");
            case "no role" -> provider.token("stranger@clinic.example");
            case "other project" -> provider.token("x@clinic.example", "other");
            default -> provider.token(who + "@clinic.example", who);
        };
    }

    private static HttpResponse<String> send(String verb, String name, String token) throws Exception {
        String path = name.startsWith("/") ? name : "/v1/" + name;
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.uri() + path.replace("#", "%23")));
        if (verb.equals("POST")) {
            request.header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body(name)));
        }
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private static String body(String name) {
        return name.endsWith(":export") ? "{\"gcsDestination\": {\"uriPrefix\": \"gs://demo/x\"}}" : "{}";
    }

    /** A call, who calls, and the status that the page says. */
    static Stream<Arguments> cells() throws IOException {
        List<Arguments> cells = new ArrayList<>();
        List<String> callers = List.of();
        for (String line : Files.readAllLines(Path.of("docs/security.md"))) {
            List<String> row =
                    Stream.of(line.split("\\|")).map(String::strip).skip(1).toList();
            if (row.size() == 8 && row.get(0).equals("call")) {
                callers = row.subList(1, 8);
            } else if (row.size() == 8 && row.get(0).matches("(GET|POST) .*")) {
                for (int i = 0; i < callers.size(); i++) {
                    cells.add(Arguments.of(row.get(0), callers.get(i), Integer.parseInt(row.get(i + 1))));
                }
            }
        }
        assertThat(cells).hasSize(27 * 7);
        return cells.stream();
    }

    @ParameterizedTest(name = "{0}, {1}: {2}")
    @MethodSource("cells")
    void answersAsThePageSays(String call, String who, int status) throws Exception {
        String[] parts = call.split(" ");
        String name = parts[1].replaceFirst("^DATASET", DATASET)
                .replaceFirst("^STORE", STORE)
                .replaceFirst("^OPERATION", operation);
        HttpResponse<String> answer = send(parts[0], name, token(who));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        if (status == 401) {
            assertThat(answer.headers().firstValue("WWW-Authenticate"))
                    .hasValueSatisfying(challenge -> assertThat(challenge).startsWith("Bearer realm="));
        }
        if (status >= 400) {
            JsonNode error = JSON.readTree(answer.body()).path("error");
            assertThat(error.path("code").asInt()).isEqualTo(status);
            assertThat(error.path("message").asText()).isNotEmpty();
        }
    }
}
