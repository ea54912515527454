package org.dicomcaravan.server;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** What the worked customisation tells: keeps the names of the operations that ended. */
final class Webhook implements AutoCloseable {

    static final Path ROUTES = Customisation.file("webhook");

    private final HttpServer server;
    private final List<String> told = new CopyOnWriteArrayList<>();

    Webhook() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/ended", exchange -> {
            told.add(new ObjectMapper()
                    .readTree(exchange.getRequestBody().readAllBytes())
                    .path("name")
                    .asText());
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
    }

    /** What a server needs to know of it. */
    Map<String, String> property() {
        return Map.of(
                "caravan.webhook", "http://127.0.0.1:" + server.getAddress().getPort() + "/ended");
    }

    /** Names of operations, as often as it was told of each. */
    List<String> told() {
        return told;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
