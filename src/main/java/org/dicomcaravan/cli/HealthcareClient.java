package org.dicomcaravan.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.dicomcaravan.server.http.Identity;
import org.dicomcaravan.text.Escaped;

/** Calls a server in the words of the Cloud Healthcare API, version 1. Safe for use by several threads. */
final class HealthcareClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final int PAGE = 1000;
    /** What a proxy answers for a server that is away. */
    private static final Set<Integer> AWAY = Set.of(502, 503, 504);
    /** After so long a question is asked again that a server which is away left without an answer. */
    private static final List<Duration> PAUSES =
            List.of(Duration.ofMillis(100), Duration.ofMillis(400), Duration.ofSeconds(1));

    private final HttpClient http;
    private final URI server;
    private final BearerToken token;
    private final Consumer<String> remarks;
    private final AtomicBoolean differs = new AtomicBoolean();
    private final AtomicBoolean recognized = new AtomicBoolean();

    /**
     * A client of one server.
     *
     * @param server its root, such as {@code http://127.0.0.1:8080}
     * @param token says who calls
     * @param trust which certificates of a server of https are trusted; those that Java trusts if absent
     * @param remarks told, once, that the server is of another version than this program
     */
    HealthcareClient(URI server, BearerToken token, Optional<SSLContext> trust, Consumer<String> remarks) {
        // A token is for the server that was named, and not for whoever that sends its callers on to.
        HttpClient.Builder builder = HttpClient.newBuilder()
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1);
        trust.ifPresent(builder::sslContext);
        this.http = builder.build();
        this.server = server;
        this.token = token;
        this.remarks = remarks;
    }

    URI server() {
        return server;
    }

    /** GET of a resource, by its name. */
    JsonNode get(String name) throws IOException, InterruptedException, ServerRefusal {
        return call(request(at(name)).GET().build());
    }

    /** POST of a custom method, such as {@code …:export}, with its request. */
    JsonNode post(String method, JsonNode body) throws IOException, InterruptedException, ServerRefusal {
        return call(request(at(method))
                .header("Content-Type", "application/json; charset=utf-8")
                .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                .build());
    }

    /** POST of a custom method that asks for nothing but itself. */
    JsonNode post(String method) throws IOException, InterruptedException, ServerRefusal {
        return post(method, JsonNodeFactory.instance.objectNode());
    }

    /** All of a collection, page by page. {@code field} is where an answer holds its items. */
    List<JsonNode> list(String collection, String field) throws IOException, InterruptedException, ServerRefusal {
        List<JsonNode> items = new ArrayList<>();
        String token = "";
        do {
            String page = token.isEmpty() ? "" : "&pageToken=" + URLEncoder.encode(token, StandardCharsets.UTF_8);
            JsonNode answer = get(collection + "?pageSize=" + PAGE + page);
            answer.path(field).forEach(items::add);
            token = answer.path("nextPageToken").asText();
        } while (!token.isEmpty());
        return items;
    }

    /**
     * Reads the log of an operation, line by line.
     *
     * @param operation its full name
     */
    void log(String operation, Consumer<LogLine> lines) throws IOException, InterruptedException, ServerRefusal {
        HttpResponse<InputStream> answer =
                send(request(at(operation + "/log")).GET().build());
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.accept(LogLine.of(JSON.readTree(line)));
            }
        }
    }

    private URI at(String name) {
        String root = server.toString();
        return URI.create((root.endsWith("/") ? root : root + "/") + "v1/" + name);
    }

    private HttpRequest.Builder request(URI uri) throws IOException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri).timeout(ANSWER).header("Accept", "application/json");
        token.current().ifPresent(word -> request.header("Authorization", "Bearer " + word));
        return request;
    }

    private JsonNode call(HttpRequest request) throws IOException, InterruptedException, ServerRefusal {
        try (InputStream body = send(request).body()) {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new IOException(server + " answered with something that is not JSON", e);
        }
    }

    /** Behind a load balancer one server may go away, and another one have the answer: what changes nothing is asked again. */
    private HttpResponse<InputStream> send(HttpRequest request)
            throws IOException, InterruptedException, ServerRefusal {
        boolean asksOnly = request.method().equals("GET");
        for (Duration pause : PAUSES) {
            try {
                return sendOnce(request);
            } catch (ServerRefusal e) {
                if (!asksOnly || !AWAY.contains(e.status())) {
                    throw e;
                }
            } catch (Stranger | UntrustedServer e) {
                throw e;
            } catch (IOException e) {
                if (!asksOnly || !recognized.get()) {
                    throw e;
                }
            }
            Thread.sleep(pause.toMillis());
        }
        return sendOnce(request);
    }

    private HttpResponse<InputStream> sendOnce(HttpRequest request)
            throws IOException, InterruptedException, ServerRefusal {
        HttpResponse<InputStream> answer;
        try {
            answer = http.send(request, BodyHandlers.ofInputStream());
        } catch (ConnectException | HttpConnectTimeoutException e) {
            throw new Unreachable(server, e);
        } catch (SSLException e) {
            throw UntrustedServer.of(server, e);
        } catch (ProtocolException e) {
            throw new Stranger(server, "it does not speak HTTP");
        } catch (IOException e) {
            // One that is known by now hangs up because it is stopped.
            boolean silent = !recognized.get() && String.valueOf(e.getMessage()).contains("received no bytes");
            throw silent && "http".equals(server.getScheme())
                    ? new Stranger(server, "it hangs up without an answer; if it speaks TLS, write https://")
                    : e;
        }
        if (!AWAY.contains(answer.statusCode())) {
            recognize(answer);
        }
        if (answer.statusCode() / 100 != 2) {
            try (InputStream body = answer.body()) {
                throw Refusals.of(answer.statusCode(), body.readAllBytes(), token);
            }
        }
        return answer;
    }

    /** Some other program may have the port, and would be told of buckets and tokens. */
    private void recognize(HttpResponse<InputStream> answer) throws IOException {
        Optional<String> version = answer.headers().firstValue(Identity.HEADER);
        if (version.isEmpty()) {
            answer.body().close();
            throw new Stranger(server, "it answers with HTTP status " + answer.statusCode());
        }
        recognized.set(true);
        if (!version.get().equals(Identity.version()) && differs.compareAndSet(false, true)) {
            remarks.accept("the server at " + server + " is of version " + Escaped.of(version.get())
                    + ", this program of " + Identity.version());
        }
    }
}
