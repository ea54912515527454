package org.dicomcaravan.server;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.dicomcaravan.samples.Samples;

/** A real server over the sample store, in a folder of its own, and the calls that tests make. */
final class RunningServer implements AutoCloseable {

    static final String DATASET = "projects/p/locations/l/datasets/d";
    static final String STORE = DATASET + "/dicomStores/samples";

    private static final ObjectMapper JSON = new ObjectMapper();

    final Path data;
    private final CaravanServer server;
    private final HttpClient http = HttpClient.newHttpClient();

    private RunningServer(Path data, CaravanServer server) {
        this.data = data;
        this.server = server;
    }

    /** With the routes of the project, some of them replaced by those of a folder, and properties changed. */
    static RunningServer start(Path folder, Path customisation, Map<String, String> properties) throws IOException {
        Path routes = copy(Path.of("routes"), folder.resolve("routes"));
        if (customisation != null) {
            copy(customisation, routes);
        }
        Path config = copy(Path.of("config"), folder.resolve("config"));
        StringBuilder more = new StringBuilder(Files.readString(config.resolve("application.properties")));
        properties.forEach((name, value) -> more.append(name).append('=').append(value).append('\n'));
        Files.writeString(config.resolve("application.properties"), more);
        Path data = Files.createDirectories(folder.resolve("data"));
        Samples.prepare(data);
        return new RunningServer(
                data,
                CaravanServer.start(new ServerOptions(
                        "127.0.0.1",
                        0,
                        data,
                        config,
                        routes,
                        folder.resolve("transcoders"),
                        Map.of(STORE, Samples.folder(data).toString()),
                        false)));
    }

    private static Path copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, to.resolve(file.getFileName().toString()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return to;
    }

    URI uri() {
        return server.uri();
    }

    /** Name of the operation of an export into {@code gs://demo/PREFIX}. */
    String start(String prefix, String mimeType) {
        JsonNode answer = post(
                STORE + ":export",
                "{\"gcsDestination\":{\"uriPrefix\":\"gs://demo/" + prefix + "\",\"mimeType\":\"" + mimeType + "\"}}");
        return answer.path("name").asText();
    }

    /** The operation at its end. */
    JsonNode finished(String operation) {
        return await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> get(operation), state -> state.path("done").asBoolean());
    }

    JsonNode export(String prefix, String mimeType) {
        return finished(start(prefix, mimeType));
    }

    JsonNode get(String name) {
        return send(HttpRequest.newBuilder(uri().resolve("/v1/" + name)).build());
    }

    JsonNode post(String name, String body) {
        return send(HttpRequest.newBuilder(uri().resolve("/v1/" + name))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    /** The lines behind the operation's {@code logsUrl}. */
    List<JsonNode> log(JsonNode operation) throws IOException {
        String url = operation.path("metadata").path("logsUrl").asText();
        String lines = text(HttpRequest.newBuilder(URI.create(url)).build());
        return lines.lines().map(RunningServer::json).toList();
    }

    private JsonNode send(HttpRequest request) {
        return json(text(request));
    }

    private String text(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(text, e);
        }
    }

    /** Names of the objects under {@code gs://demo/PREFIX/}. */
    TreeSet<String> objects(String prefix) throws IOException {
        return files(data.resolve("buckets/demo").resolve(prefix));
    }

    static TreeSet<String> files(Path folder) throws IOException {
        TreeSet<String> names = new TreeSet<>();
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.filter(Files::isRegularFile)
                        .forEach(file -> names.add(folder.relativize(file).toString()));
            }
        }
        return names;
    }

    static long counter(JsonNode operation, String name) {
        return operation.path("metadata").path("counter").path(name).asLong();
    }

    @Override
    public void close() {
        server.close();
    }
}
