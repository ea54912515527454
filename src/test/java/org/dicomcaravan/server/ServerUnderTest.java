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
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The calls that tests make to a server, and a look at what it left in its folders. */
abstract class ServerUnderTest implements AutoCloseable {

    static final String DATASET = "projects/p/locations/l/datasets/d";
    static final String STORE = DATASET + "/dicomStores/samples";

    private static final ObjectMapper JSON = new ObjectMapper();

    final Path data;
    private final HttpClient http = HttpClient.newHttpClient();

    ServerUnderTest(Path data) {
        this.data = data;
    }

    /** Where it listens. */
    abstract URI uri();

    /**
     * The project's routes, changed: by a folder, whose files take the place of those of the same name, or by a file that a
     * site adds, or that has routes which take the place of some, if its folder is called {@code replace}.
     */
    static Path routes(Path folder, Path customisation) throws IOException {
        Path routes = copy(Path.of("routes"), folder.resolve("routes"));
        if (customisation == null) {
            return routes;
        }
        if (Files.isDirectory(customisation)) {
            return copy(customisation, routes);
        }
        boolean replaces = customisation.getParent().endsWith(Customisation.REPLACING);
        Path site = Files.createDirectories(routes.resolve(replaces ? "site/replace" : "site"));
        Files.copy(
                customisation, site.resolve(customisation.getFileName().toString()), StandardCopyOption.REPLACE_EXISTING);
        return routes;
    }

    /** The project's configuration, with properties changed. */
    static Path config(Path folder, Map<String, String> properties) throws IOException {
        Path config = copy(Path.of("config"), folder.resolve("config"));
        StringBuilder more = new StringBuilder();
        properties.forEach(
                (name, value) -> more.append(name).append('=').append(value).append('\n'));
        for (String file : files(config)) {
            if (file.startsWith("application")) { // a profile's file wins over the one of all
                Files.writeString(config.resolve(file), "\n" + more, StandardOpenOption.APPEND);
            }
        }
        return config;
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

    /** Name of the operation of an export into {@code gs://demo/PREFIX}. */
    String start(String prefix, String mimeType) {
        return start(STORE, prefix, mimeType);
    }

    /** The same of another store. */
    String start(String store, String prefix, String mimeType) {
        JsonNode answer = post(
                store + ":export",
                "{\"gcsDestination\":{\"uriPrefix\":\"gs://demo/" + prefix + "\",\"mimeType\":\"" + mimeType + "\"}}");
        return answer.path("name").asText();
    }

    /** The answer to an export into a table of project and dataset demo. */
    JsonNode startRows(String table, String disposition) {
        return post(
                STORE + ":export",
                "{\"bigqueryDestination\":{\"tableUri\":\"bq://demo.demo." + table + "\",\"writeDisposition\":\""
                        + disposition + "\"}}");
    }

    /** The file of the tables of project demo. */
    Path tables() {
        return data.resolve("bigquery/demo.duckdb");
    }

    /** The operation at its end. */
    JsonNode finished(String operation) {
        return await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> get(operation), state -> state.path("done").asBoolean());
    }

    /** Asks for the end of an operation; the answer is empty. */
    JsonNode cancel(String operation) {
        return post(operation + ":cancel", "{}");
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
        return lines.lines().map(ServerUnderTest::json).toList();
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
    public abstract void close();
}
