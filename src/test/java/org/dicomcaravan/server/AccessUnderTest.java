package org.dicomcaravan.server;

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
import java.util.TreeMap;
import java.util.stream.Stream;
import org.dicomcaravan.access.token.OpenIdProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A server that asks who calls, with a provider that signs what a test wants. */
abstract class AccessUnderTest {

    static final String STORE = ServerUnderTest.STORE;
    static final String OWNER = "ada@clinic.example";
    static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    final HttpClient http = HttpClient.newHttpClient();
    OpenIdProvider provider;
    Path policy;
    RunningServer server;

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

    void grant(String member) throws IOException {
        Files.writeString(
                policy,
                "{\"projects/p\": {\"bindings\": [{\"role\": \"roles/owner\", \"members\": [\"" + member + "\"]}]}}");
    }

    void start(String... more) throws IOException {
        Map<String, String> properties = new TreeMap<>(Map.of(
                "caravan.access.issuer", provider.issuer(),
                "caravan.access.audience", OpenIdProvider.AUDIENCE,
                "caravan.access.policy", policy.toString()));
        for (int i = 0; i < more.length; i += 2) {
            properties.put(more[i], more[i + 1]);
        }
        server = RunningServer.start(folder.resolve("server"), null, properties);
    }

    HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.uri() + "/v1/" + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    HttpResponse<String> export(String body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(server.uri() + "/v1/" + STORE + ":export"))
                        .headers("Content-Type", "application/json", "Authorization", "Bearer " + provider.token(OWNER))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    static String to(String bucket) {
        return "{\"gcsDestination\": {\"uriPrefix\": \"gs://" + bucket + "/x\"}}";
    }

    static String message(HttpResponse<String> answer) throws IOException {
        return JSON.readTree(answer.body()).path("error").path("message").asText();
    }

    List<JsonNode> audit() throws IOException {
        try (Stream<Path> files = Files.list(server.data.resolve("audit"))) {
            return lines(files.sorted().toList());
        }
    }

    static List<JsonNode> lines(List<Path> files) throws IOException {
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

    List<JsonNode> exports() throws IOException {
        return audit().stream()
                .filter(line -> line.path("method").asText().equals("dicomStores.export"))
                .toList();
    }

    List<JsonNode> ends() throws IOException {
        return audit().stream()
                .filter(line -> line.path("event").asText().equals("operation-end"))
                .toList();
    }

    JsonNode test(String resource, String body, String token) throws Exception {
        return JSON.readTree(http.send(
                        HttpRequest.newBuilder(URI.create(server.uri() + "/v1/" + resource + ":testIamPermissions"))
                                .headers("Content-Type", "application/json", "Authorization", token)
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString())
                .body());
    }
}
