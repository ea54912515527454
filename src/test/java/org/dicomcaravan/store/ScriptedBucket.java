package org.dicomcaravan.store;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.dicomcaravan.google.CloudStorage;

/** A server that answers as no Cloud Storage should. */
final class ScriptedBucket implements Closeable {

    /** An answer. */
    record Answer(int status, Map<String, String> headers, byte[] body) {

        static Answer json(String json) {
            return new Answer(200, Map.of("Content-Type", "application/json"), json.getBytes(StandardCharsets.UTF_8));
        }

        static Answer of(int status) {
            return new Answer(status, Map.of(), new byte[0]);
        }

        static Answer part(long from, long to, long size, byte[] body) {
            return new Answer(206, Map.of(), body).with("Content-Range", "bytes " + from + "-" + to + "/" + size);
        }

        Answer with(String header, String value) {
            Map<String, String> more = new LinkedHashMap<>(headers);
            more.put(header, value);
            return new Answer(status, more, body);
        }
    }

    /** A request, by its path and query as sent, and the bytes that it wants. */
    record Asked(String uri, String range) {

        boolean isList() {
            return uri.startsWith("/storage/v1/b/b/o?");
        }

        boolean isMedia() {
            return uri.contains("alt=media");
        }
    }

    private final CloudStorage cloud;
    private final CloudStorage patient;
    final List<Asked> asked = Collections.synchronizedList(new ArrayList<>());
    /** Few, so that some have nobody who reads ahead. */
    final BucketReaders readers = new BucketReaders(2);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile Function<Asked, Answer> script = request -> Answer.of(404);

    ScriptedBucket() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
        cloud = connect(Duration.ofMillis(300));
        patient = connect(Duration.ofSeconds(20));
    }

    private CloudStorage connect(Duration patience) throws IOException {
        return CloudStorage.connect(
                new CloudStorage.Settings(Optional.of(endpoint()), Optional.empty(), Duration.ofSeconds(10), patience));
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void answer(Function<Asked, Answer> answers) {
        script = answers;
    }

    BucketStore store(String prefix) {
        return new BucketStore(cloud, "b", prefix, readers);
    }

    /** The same, which waits as long as a server's does. */
    BucketStore patientStore(String prefix) {
        return new BucketStore(patient, "b", prefix, readers);
    }

    /** An object as listings and questions have it. */
    static String item(String name, String rest) {
        return "{\"bucket\":\"b\",\"name\":\"" + name + "\"" + rest + "}";
    }

    /** The same, as it should be. */
    static String item(String name, long size) {
        return item(name, ",\"size\":\"" + size + "\",\"generation\":\"7\"");
    }

    /** A page, with the token of the next one or an empty one. */
    static Answer page(String token, String... items) {
        return Answer.json("{\"items\":[" + String.join(",", items) + "]"
                + (token.isEmpty() ? "" : ",\"nextPageToken\":\"" + token + "\"") + "}");
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Asked request = new Asked(
                    exchange.getRequestURI().toString(),
                    String.valueOf(exchange.getRequestHeaders().getFirst("Range")));
            asked.add(request);
            Answer answer = script.apply(request);
            answer.headers.forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(answer.status, answer.body.length == 0 ? -1 : answer.body.length);
            if (answer.body.length > 0) {
                exchange.getResponseBody().write(answer.body);
            }
        }
    }

    @Override
    public void close() {
        readers.close();
        cloud.close();
        patient.close();
        server.stop(0);
        threads.shutdownNow();
    }
}
