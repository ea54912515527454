package org.dicomcaravan.server.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.main.Main;
import org.dicomcaravan.access.AuditLog;
import org.dicomcaravan.access.Source;
import org.dicomcaravan.access.policy.Policies;
import org.dicomcaravan.api.HealthcareApi;
import org.dicomcaravan.export.ExportRefused;
import org.dicomcaravan.export.ExportRequest;
import org.dicomcaravan.export.ExportTarget;
import org.dicomcaravan.operation.NewOperation;
import org.dicomcaravan.operation.OperationStore;
import org.dicomcaravan.rpc.RpcCode;
import org.dicomcaravan.store.ConfiguredStores;
import org.dicomcaravan.store.StoreSources;
import org.dicomcaravan.store.Stores;

/** A server that is only the gateway: Camel's HTTP server, one route, the API, and operations in SQLite. */
public final class Gateway implements AutoCloseable {

    public static final String DATASET = "projects/p/locations/l/datasets/d";
    public static final String STORE = DATASET + "/dicomStores/s";

    public final List<ExportRequest> accepted = new CopyOnWriteArrayList<>();
    public final List<String> queued = new CopyOnWriteArrayList<>();
    public final List<Long> cancelled = new CopyOnWriteArrayList<>();
    public final OperationStore state;
    final Door door;
    /** Exports of a prefix that contains {@code blocked}, which are not answered until they are let go. */
    final AtomicInteger blocked = new AtomicInteger();

    final CountDownLatch unblocked = new CountDownLatch(1);

    private final Main main = new Main();
    private final HttpClient http = HttpClient.newHttpClient();
    private final AuditLog audit;
    private final GuardedVertx vertx;
    final int port;

    /** A server on a free port, open; bodies may be 25 MiB together. */
    public Gateway(Path folder) throws Exception {
        this(folder, new ConnectionLimits(Duration.ofMinutes(1), Duration.ofMinutes(1), 2000), Optional.empty());
    }

    /** The same with other limits, and with TLS. */
    Gateway(Path folder, ConnectionLimits limits, Optional<Tls> tls) throws Exception {
        state = OperationStore.open(folder.resolve("state.db"));
        String store = Files.createDirectories(folder.resolve("store")).toString();
        Stores stores = ConfiguredStores.of(
                Map.of(STORE, store, DATASET + "/dicomStores/s2", store, DATASET + "/dicomStores/s3", store + "/none"),
                new StoreSources(List.of()));
        main.configure().withBasePackageScanEnabled(false);
        main.configure().httpServer().withEnabled(true).withHost("127.0.0.1").withPort(0);
        HealthcareApi api = new HealthcareApi(stores, this::start, state, this::url, Policies::open, Visitor::of);
        audit = AuditLog.open(
                folder.resolve("audit"), new AuditLog.Limits(1, 1 << 20, 1 << 20), InstantSource.system());
        Guard guard = new Guard(new Authentication(Optional.empty()), api::require, new Quota(1), audit);
        door = new Door(0, Optional.empty(), api::admit, guard, new Bodies(25 << 20, Duration.ofMinutes(1)));
        vertx = GuardedVertx.open(door, limits, tls);
        main.bind("vertx", vertx);
        main.bind("healthcareApi", api);
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                onException(Exception.class).handled(true).bean("healthcareApi", "fail");
                from("platform-http:/?matchOnUriPrefix=true")
                        .bean("healthcareApi", "answer")
                        .filter(exchangeProperty(HealthcareApi.ACCEPTED).isNotNull())
                        .process(exchange -> queue(exchange.getProperty(HealthcareApi.ACCEPTED, String.class)))
                        .end()
                        .filter(exchangeProperty(HealthcareApi.CANCELLED).isNotNull())
                        .process(exchange -> cancelled.add(exchange.getProperty(HealthcareApi.CANCELLED, Long.class)))
                        .end();
            }
        });
        main.start();
        port = VertxPlatformHttpRouter.lookup(main.getCamelContext(), VertxPlatformHttpRouter.getRouterNameFromPort(0))
                .getServer()
                .getServer()
                .actualPort();
        open();
    }

    void open() {
        door.open(OtherRoutes.of(main.getCamelContext()));
    }

    /** Where an export goes. */
    public static String prefix(ExportRequest request) {
        return request.target() instanceof ExportTarget.Bucket bucket ? bucket.uriPrefix() : "";
    }

    private String start(ExportRequest request, Source caller) throws ExportRefused {
        if (prefix(request).contains("no-such-bucket")) {
            throw new ExportRefused(
                    RpcCode.NOT_FOUND, "no-such-bucket is not there", Optional.of("gcsDestination.uriPrefix"));
        }
        if (prefix(request).contains("broken")) {
            throw new IllegalStateException("secret in org.dicomcaravan.Inside");
        }
        if (prefix(request).contains("blocked")) {
            blocked.incrementAndGet();
            try {
                unblocked.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        accepted.add(request);
        return state.operations()
                .create(new NewOperation(
                        DATASET, request.store(), request.apiVersion(), "ExportDicomData", request.toJson()))
                .name();
    }

    private void queue(String operation) {
        if (prefix(accepted.get(accepted.size() - 1)).contains("unqueued")) {
            throw new IllegalStateException("The queue is away");
        }
        queued.add(operation);
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    public HttpResponse<String> get(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create(url() + path)).build(), BodyHandlers.ofString());
    }

    public HttpResponse<String> post(String path, String body, String... headers) throws Exception {
        return post(path, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    public HttpResponse<String> post(String path, byte[] body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url() + path))
                .POST(BodyPublishers.ofByteArray(body))
                .header("Content-Type", "application/json");
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    /** Sends what is given, and gives back all that comes until the server hangs up. */
    String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** A request without a body; the connection ends with its answer. */
    String raw(String method, String target, String... headers) throws IOException {
        StringBuilder request =
                new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        return raw(request.append("\r\n").toString());
    }

    @Override
    public void close() throws IOException {
        main.stop();
        vertx.closing().close();
        state.close();
        audit.close();
    }
}
