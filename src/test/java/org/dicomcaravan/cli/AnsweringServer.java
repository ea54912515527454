package org.dicomcaravan.cli;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.dicomcaravan.server.http.Identity;

/** A server of HTTP, with TLS or without, that answers every call in the same way and keeps whom it was told that calls. */
final class AnsweringServer implements AutoCloseable {
    private static final char[] PASSWORD = "changeit".toCharArray();

    private final HttpServer server;
    private final String scheme;
    private final List<String> callers = new CopyOnWriteArrayList<>();

    private AnsweringServer(HttpServer server, String scheme) {
        this.server = server;
        this.scheme = scheme;
    }

    static AnsweringServer http(int status, String body) throws IOException {
        return http(status, body, Map.of());
    }

    static AnsweringServer http(int status, String body, Map<String, String> headers) throws IOException {
        return new AnsweringServer(HttpServer.create(address(), 0), "http").answering(status, body, headers);
    }

    /**
     * A server for {@code localhost} alone, whose authority is {@code authority.pem}.
     *
     * @param key the resource that holds its key and certificate
     */
    static AnsweringServer https(String key) throws IOException, GeneralSecurityException {
        HttpsServer server = HttpsServer.create(address(), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context(key)));
        return new AnsweringServer(server, "https").answering(200, "{}", Map.of());
    }

    private AnsweringServer answering(int status, String body, Map<String, String> headers) {
        server.createContext("/", exchange -> {
            callers.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            exchange.getResponseHeaders().set(Identity.HEADER, Identity.version());
            headers.forEach(exchange.getResponseHeaders()::set);
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        return this;
    }

    String url() {
        return url("localhost");
    }

    String url(String host) {
        return scheme + "://" + host + ":" + server.getAddress().getPort();
    }

    /** The header Authorization of each call; {@code null} in words where there was none. */
    List<String> callers() {
        return List.copyOf(callers);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private static SSLContext context(String key) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = AnsweringServer.class.getResourceAsStream(key)) {
            store.load(in, PASSWORD);
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }
}
