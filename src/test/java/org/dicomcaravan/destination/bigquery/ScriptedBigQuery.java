package org.dicomcaravan.destination.bigquery;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A BigQuery that has one empty dataset, takes every upload, and tells of jobs what it was told to: for states that no
 * emulator has. Each answer to a question for a job takes the next state of its script; the last one stays.
 */
final class ScriptedBigQuery implements AutoCloseable {
    private static final Pattern JOB = Pattern.compile("/bigquery/v2/projects/[^/]+/jobs/([^/?]+)");
    private static final Pattern CANCEL = Pattern.compile("/bigquery/v2/projects/[^/]+/jobs/([^/?]+)/cancel");
    private static final Pattern JOB_ID = Pattern.compile("\"jobId\"\\s*:\\s*\"([^\"]+)\"");

    private final HttpServer server;
    private final Deque<List<String>> scripts = new ArrayDeque<>();
    private final Map<String, Deque<String>> jobs = new TreeMap<>();
    private final List<String> made = new CopyOnWriteArrayList<>();
    private final List<String> cancelled = new CopyOnWriteArrayList<>();
    private int datasetStatus = 200;
    private int loadedRows = 1;

    ScriptedBigQuery() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What the next job that is made goes through, such as {@code {"state":"RUNNING"}}. */
    ScriptedBigQuery nextJob(String... states) {
        scripts.add(List.of(states));
        return this;
    }

    /** How many rows jobs say that they loaded; one, if nothing is said here. */
    ScriptedBigQuery loadedRows(int rows) {
        loadedRows = rows;
        return this;
    }

    /** What questions for the dataset are answered with from now on. */
    void datasetStatus(int status) {
        datasetStatus = status;
    }

    /** Ids of the jobs that were made, in that order. */
    List<String> made() {
        return made;
    }

    /** Ids of the jobs that were to be cancelled. */
    List<String> cancelled() {
        return cancelled;
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Matcher job = JOB.matcher(path);
        Matcher cancel = CANCEL.matcher(path);
        if (path.startsWith("/upload/") && exchange.getRequestMethod().equals("POST")) {
            Matcher id = JOB_ID.matcher(body);
            exchange.getResponseHeaders()
                    .set("Location", endpoint() + path + "?upload_id=" + (id.find() ? id.group(1) : "none"));
            send(exchange, 200, "{}");
        } else if (path.startsWith("/upload/")) {
            String id = exchange.getRequestURI().getQuery().replaceAll(".*upload_id=", "");
            made.add(id);
            jobs.put(id, new ArrayDeque<>(scripts.remove()));
            send(exchange, 200, job(id, "{\"state\":\"PENDING\"}"));
        } else if (cancel.matches()) {
            cancelled.add(cancel.group(1));
            send(exchange, 200, "{}");
        } else if (job.matches()) {
            Deque<String> states = jobs.get(job.group(1));
            send(exchange, states == null ? 404 : 200, states == null ? error(404) : job(job.group(1), next(states)));
        } else if (path.matches(".*/datasets/[^/]+")) {
            send(exchange, datasetStatus, datasetStatus == 200 ? DATASET : error(datasetStatus));
        } else {
            boolean loaded = !made.isEmpty() && path.contains("/tables/");
            send(exchange, loaded ? 200 : 404, loaded ? TABLE : error(404));
        }
    }

    private static final String DATASET =
            "{\"datasetReference\":{\"projectId\":\"p\",\"datasetId\":\"d\"},\"location\":\"europe-west3\"}";
    private static final String TABLE =
            "{\"tableReference\":{\"projectId\":\"p\",\"datasetId\":\"d\",\"tableId\":\"t\"},"
                    + "\"type\":\"TABLE\",\"numRows\":\"0\",\"schema\":{\"fields\":[{\"name\":\"A\",\"type\":\"STRING\"}]}}";

    private static String next(Deque<String> states) {
        return states.size() > 1 ? states.remove() : states.element();
    }

    private String job(String id, String status) {
        return "{\"jobReference\":{\"projectId\":\"p\",\"jobId\":\"" + id + "\"},\"status\":" + status
                + ",\"configuration\":{\"load\":{\"destinationTable\":{\"projectId\":\"p\",\"datasetId\":\"d\","
                + "\"tableId\":\"t\"}}},\"statistics\":{\"load\":{\"outputRows\":\"" + loadedRows + "\"}}}";
    }

    private static String error(int status) {
        String reason = status == 403 ? "accessDenied" : status == 404 ? "notFound" : "backendError";
        return "{\"error\":{\"code\":" + status + ",\"message\":\"no " + reason + "\",\"errors\":[{\"reason\":\""
                + reason + "\",\"message\":\"no " + reason + "\"}]}}";
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
