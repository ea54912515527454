package org.dicomcaravan.destination.google;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * The resumable uploads of Cloud Storage as its documentation has them, of one object at a time: it keeps what arrived of
 * a request that broke off, in units of 256 KiB, which emulators don't, and refuses a wrong CRC32C.
 */
final class ResumableServer implements Closeable {
    private static final int UNIT = 256 * 1024;
    private static final Pattern RANGE = Pattern.compile("bytes (?:(\\d+)-(\\d+)|\\*)/(\\d+)");

    /** What goes wrong with a request. */
    enum Fault {
        NONE,
        /** 503 before anything was read. */
        BUSY,
        /** Half of the body is read and kept, then the connection closed. */
        CUT,
        /** All is done, and the connection closed before the answer. */
        ANSWER_LOST,
        /** The session is forgotten. */
        FORGOTTEN,
        /** 308, but nothing was kept. */
        TAKES_NOTHING,
        /** The CRC32C is found not to be that of what arrived. */
        DAMAGED
    }

    interface Faults {
        Fault of(int request);
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Faults faults;
    private final String place;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private byte[] object;
    private int generation;
    private int requests;
    private int sessions;
    private long received;
    private String open = "";

    private ResumableServer(HttpServer server, Faults faults, String place) {
        this.place = place;
        this.server = server;
        this.faults = faults;
    }

    static ResumableServer start(Faults faults) throws IOException {
        return start(faults, null);
    }

    /** One whose uploads are to be sent to another place than its own. */
    static ResumableServer start(Faults faults, String place) throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ResumableServer server = new ResumableServer(http, faults, place);
        http.createContext("/", server::handle);
        http.setExecutor(server.threads);
        http.start();
        return server;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The object that is there. */
    synchronized byte[] object() {
        return object;
    }

    /** How often one was finished. */
    synchronized int generation() {
        return generation;
    }

    synchronized int sessions() {
        return sessions;
    }

    /** Bytes of bodies that were read. */
    synchronized long received() {
        return received;
    }

    private synchronized void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().toString();
            if (exchange.getRequestMethod().equals("GET")) {
                answer(exchange, object == null ? 404 : 200, object == null ? "{}" : json());
            } else if (exchange.getRequestMethod().equals("POST")) {
                exchange.getRequestBody().readAllBytes();
                kept.reset();
                open = "upload_id=" + ++sessions;
                exchange.getResponseHeaders().set("Location", place == null ? url() + "/upload?" + open : place);
                answer(exchange, 200, "");
            } else {
                put(exchange, path);
            }
        }
    }

    private void put(HttpExchange exchange, String path) throws IOException {
        Fault fault = faults.of(++requests);
        Matcher range = RANGE.matcher(exchange.getRequestHeaders().getFirst("Content-Range"));
        if (fault == Fault.BUSY) {
            answer(exchange, 503, "");
            return;
        }
        if (fault == Fault.FORGOTTEN || open.isEmpty() || !path.endsWith(open)) {
            open = "";
            answer(exchange, 404, "");
            return;
        }
        if (fault == Fault.TAKES_NOTHING || fault == Fault.DAMAGED) {
            exchange.getRequestBody().readAllBytes();
            kept.reset();
            String problem = "{\"error\": {\"code\": 400, \"message\": \"Provided CRC32C doesn't match calculated\"}}";
            answer(exchange, fault == Fault.DAMAGED ? 400 : 308, fault == Fault.DAMAGED ? problem : "");
            return;
        }
        if (!range.matches() || range.group(1) != null && Long.parseLong(range.group(1)) != kept.size()) {
            answer(exchange, 400, "");
            return;
        }
        long total = Long.parseLong(range.group(3));
        long length = range.group(1) == null ? 0 : Long.parseLong(range.group(2)) - Long.parseLong(range.group(1)) + 1;
        keep(exchange.getRequestBody(), fault == Fault.CUT ? length / 2 : length);
        if (fault == Fault.CUT) {
            truncate();
            return;
        }
        if (kept.size() == total && length > 0 && !finish(exchange)) {
            answer(exchange, 400, "");
        } else if (fault != Fault.ANSWER_LOST) {
            boolean done = kept.size() == total;
            if (!done && kept.size() > 0) {
                exchange.getResponseHeaders().set("Range", "bytes=0-" + (kept.size() - 1));
            }
            answer(exchange, done ? 200 : 308, done ? json() : "");
        }
    }

    private void keep(InputStream in, long length) throws IOException {
        byte[] bytes = in.readNBytes((int) length);
        received += bytes.length;
        kept.write(bytes);
    }

    private void truncate() {
        byte[] all = kept.toByteArray();
        kept.reset();
        kept.write(all, 0, all.length / UNIT * UNIT);
    }

    private boolean finish(HttpExchange exchange) {
        String hash = exchange.getRequestHeaders().getFirst("X-Goog-Hash");
        if (!("crc32c=" + crc(kept.toByteArray())).equals(hash)) {
            return false;
        }
        object = kept.toByteArray();
        generation++;
        return true;
    }

    private static String crc(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return Base64.getEncoder()
                .encodeToString(
                        ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }

    private String json() {
        return "{\"name\": \"o\", \"bucket\": \"demo\", \"generation\": \"%d\", \"size\": \"%d\", \"crc32c\": \"%s\"}"
                .formatted(generation, object.length, crc(object));
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
