package org.dicomcaravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.dicomcaravan.server.http.Identity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A load balancer behind which servers go away while somebody asks. */
class NodesThatGoAwayTest {
    private static final String NAME = "projects/p/locations/l/datasets/d/operations/7";
    private static final String RUNNING = "{\"name\":\"" + NAME + "\",\"metadata\":{\"counter\":{\"pending\":\"2\"}}}";
    private static final String DONE = "{\"name\":\"" + NAME
            + "\",\"metadata\":{\"counter\":{\"success\":\"2\"}},\"done\":true,\"response\":{}}";
    private static final String REQUEST = "{\"operation\":\"" + NAME + "\",\"store\":\"s\",\"request\":"
            + "{\"gcsDestination\":{\"uriPrefix\":\"gs://b/x\"}}}";

    private static final int CALLS_UNTIL_DONE = 12;

    private final AtomicInteger calls = new AtomicInteger();
    private ServerSocket balancer;

    @BeforeEach
    void start() throws IOException {
        balancer = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::answerAll, "balancer");
        thread.setDaemon(true);
        thread.start();
    }

    @AfterEach
    void stop() throws IOException {
        balancer.close();
    }

    private void answerAll() {
        while (!balancer.isClosed()) {
            try (Socket caller = balancer.accept()) {
                BufferedReader in = new BufferedReader(
                        new InputStreamReader(caller.getInputStream(), StandardCharsets.US_ASCII));
                String request = in.readLine();
                for (String line = request; !line.isEmpty(); line = in.readLine()) {
                    assertThat(line).isNotNull();
                }
                caller.getOutputStream().write(answer(request).getBytes(StandardCharsets.US_ASCII));
            } catch (IOException closed) {
                // by the client, or at the end
            }
        }
    }

    /**
     * A server answers, then it is killed: calls are broken off, of which Java's client repeats the first by itself; the
     * balancer notices, and another server goes on.
     */
    private String answer(String request) {
        int call = calls.incrementAndGet();
        return switch (call % 6) {
            case 2, 3, 4 -> "";
            case 5 -> "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
            default -> ok(body(request, call));
        };
    }

    private static String body(String request, int call) {
        if (request.contains("/log ")) {
            return "";
        }
        if (request.contains("/request ")) {
            return REQUEST;
        }
        return call < CALLS_UNTIL_DONE ? RUNNING : DONE;
    }

    private static String ok(String body) {
        return "HTTP/1.1 200 OK\r\n" + Identity.HEADER + ": " + Identity.version() + "\r\nContent-Length: " + body.length()
                + "\r\nConnection: close\r\n\r\n" + body;
    }

    private CommandLineRun run(String... verb) {
        String[] whole = Arrays.copyOf(verb, verb.length + 2);
        whole[verb.length] = "--server";
        whole[verb.length + 1] = "http://127.0.0.1:" + balancer.getLocalPort();
        return CommandLineRun.of(whole);
    }

    @Test
    void doNotEndAWait() {
        CommandLineRun run = run("operations", "wait", NAME);
        assertThat(run.code()).as(run.toString()).isZero();
        assertThat(run.out()).contains("2 instances exported to gs://b/x");
        assertThat(calls).hasValueGreaterThan(CALLS_UNTIL_DONE);
    }

    @Test
    void areNotSeenByWhoDescribesAnOperation() {
        CommandLineRun run = run("operations", "describe", NAME);
        assertThat(run.code()).as(run.toString()).isZero();
        assertThat(run.out()).contains("gs://b/x");
        assertThat(calls).hasValueGreaterThan(4);
    }
}
