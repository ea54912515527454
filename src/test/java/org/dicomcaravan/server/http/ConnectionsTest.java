package org.dicomcaravan.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server of two connections at most, each of whose heads has to come within a second. */
class ConnectionsTest {

    private static final String GET = "GET /v1/" + Gateway.STORE + " HTTP/1.1\r\nHost: localhost\r\n\r\n";

    @TempDir
    Path folder;

    private Gateway gateway;
    private final List<Socket> sockets = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        gateway = new Gateway(
                folder, new ConnectionLimits(Duration.ofMinutes(1), Duration.ofSeconds(1), 2), Optional.empty());
    }

    @AfterEach
    void stop() throws IOException {
        gateway.unblocked.countDown();
        for (Socket socket : sockets) {
            socket.close();
        }
        gateway.close();
    }

    private Socket open(String text) throws IOException {
        Socket socket = new Socket("127.0.0.1", gateway.port);
        socket.setSoTimeout(10_000);
        sockets.add(socket);
        send(socket, text);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    private static String rest(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static String status(Socket socket) throws IOException {
        return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
    }

    private static String blocked() {
        String body = "{\"gcsDestination\":{\"uriPrefix\":\"gs://bucket/blocked\"}}";
        return "POST /v1/" + Gateway.STORE + ":export HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    @Test
    void makeRoomForANewOne() throws Exception {
        Socket first = open("");
        Socket second = open(GET);
        assertThat(status(second)).isEqualTo("HTTP/1.1 200"); // since then it has waited, for less long
        Socket third = open(GET);
        assertThat(status(third)).isEqualTo("HTTP/1.1 200");
        assertThat(rest(first)).isEmpty();
        send(second, GET);
        Socket fourth = open(GET);
        assertThat(status(fourth)).isEqualTo("HTTP/1.1 200");
    }

    @Test
    void areTakenFromNobodyWhoIsBusy() throws Exception {
        Socket first = open(blocked());
        await().atMost(Duration.ofSeconds(10)).until(() -> gateway.blocked.get() == 1);
        Socket second = open(blocked());
        await().atMost(Duration.ofSeconds(10)).until(() -> gateway.blocked.get() == 2);
        String answer = rest(open(GET));
        StrayRequestsTest.judge(answer, 503);
        assertThat(answer).containsIgnoringCase("\r\nretry-after: 1\r\n").containsIgnoringCase("caravan-version: ");
        StrayRequestsTest.judge(rest(open(blocked())), 503);
        gateway.unblocked.countDown();
        assertThat(rest(first)).startsWith("HTTP/1.1 200 ");
        assertThat(rest(second)).startsWith("HTTP/1.1 200 ");
        assertThat(status(open(GET))).isEqualTo("HTTP/1.1 200");
        assertThat(gateway.accepted).hasSize(2);
    }

    /** It never stands still, and would be let live on for a minute. */
    @ParameterizedTest
    @ValueSource(strings = {"", GET})
    void endWhereAHeadTricklesIn(String before) throws Exception {
        Socket socket = open(before);
        if (!before.isEmpty()) {
            assertThat(status(socket)).isEqualTo("HTTP/1.1 200");
            while (socket.getInputStream().read() != '}') {
                // the rest of the answer
            }
        }
        long begin = System.nanoTime();
        StringBuilder more = new StringBuilder("GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(1000));
        await().atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    if (socket.getInputStream().available() > 2) {
                        return true;
                    }
                    send(socket, more.substring(0, 1));
                    more.deleteCharAt(0);
                    return false;
                });
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
        StrayRequestsTest.judge(rest(socket).stripLeading(), 408);
    }
}
