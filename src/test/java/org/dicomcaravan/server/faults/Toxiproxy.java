package org.dicomcaravan.server.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.UUID;

/** A proxy of the program Toxiproxy, which spoils connections and knows nothing of requests. */
public final class Toxiproxy implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI own;
    private final String endpoint;

    private Toxiproxy(URI own, String endpoint) {
        this.own = own;
        this.endpoint = endpoint;
    }

    /** Makes one before a server, in a Toxiproxy that runs; both by their root URLs. */
    public static Toxiproxy before(String server, String toxiproxy) throws IOException, InterruptedException {
        String name = "caravan-" + UUID.randomUUID();
        String body = """
                {"name": "%s", "listen": "127.0.0.1:0", "upstream": "%s", "enabled": true}
                """.formatted(name, URI.create(server).getAuthority());
        JsonNode made = send(URI.create(toxiproxy + "/proxies"), "POST", body);
        return new Toxiproxy(
                URI.create(toxiproxy + "/proxies/" + name),
                "http://" + made.path("listen").asText());
    }

    /** Its root URL. */
    public String endpoint() {
        return endpoint;
    }

    /**
     * Spoils connections from now on.
     *
     * @param toxic as Toxiproxy describes it, in JSON
     */
    public void spoil(String toxic) throws IOException, InterruptedException {
        send(URI.create(own + "/toxics"), "POST", toxic);
    }

    /** Spoils none any more. */
    public void heal() throws IOException, InterruptedException {
        for (JsonNode toxic : send(URI.create(own + "/toxics"), "GET", "")) {
            send(URI.create(own + "/toxics/" + toxic.path("name").asText()), "DELETE", "");
        }
    }

    private static JsonNode send(URI uri, String method, String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = HTTP.send(
                HttpRequest.newBuilder(uri)
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(method + " " + uri + ": " + answer.statusCode() + " " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    @Override
    public void close() throws IOException, InterruptedException {
        send(own, "DELETE", "");
    }
}
