package org.dicomcaravan.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Clients that keep the server waiting, over a raw socket. */
class SlowClientTest {

    private static final String HEAD = "POST /v1/" + ServerUnderTest.STORE + ":export HTTP/1.1\r\nHost: localhost\r\n"
            + "Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n";
    private static final int SOON = 10_000;

    @TempDir
    static Path folder;

    private static RunningServer server;

    @BeforeAll
    static void start() throws IOException {
        server = RunningServer.start(
                folder,
                null,
                Map.of("caravan.http.idle-seconds", "1", "caravan.http.request-seconds", "2"),
                Map.of(ServerUnderTest.STORE, TinyStore.of(folder.resolve("tiny"), 10).folder));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Socket connect() throws IOException {
        Socket socket = new Socket("127.0.0.1", server.uri().getPort());
        socket.setSoTimeout(SOON);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    private static String rest(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "POST /v1/x HT", "POST /v1/x HTTP/1.1\r\nHost: localhost\r\n", HEAD, HEAD + "{"})
    void hangsUpOnOneThatSaysNoMore(String text) throws Exception {
        try (Socket socket = connect()) {
            send(socket, text);
            assertThat(rest(socket)).isEmpty();
        }
    }

    /** Anybody could fill the log otherwise. */
    @Test
    void isNoErrorOfTheServer() throws Exception {
        Logger logger = (Logger) LoggerFactory.getLogger("org.dicomcaravan.server.http");
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        logger.setLevel(Level.DEBUG);
        log.start();
        logger.addAppender(log);
        try (Socket socket = connect()) {
            send(socket, HEAD);
            assertThat(rest(socket)).isEmpty();
            await().atMost(Duration.ofMillis(SOON)).until(() -> !log.list.isEmpty());
            assertThat(log.list).extracting(ILoggingEvent::getLevel).containsOnly(Level.DEBUG);
        } finally {
            logger.detachAppender(log);
            logger.setLevel(null);
        }
    }

    /** As a browser does between two requests. */
    @Test
    void hangsUpAfterTheLastRequest() throws Exception {
        try (Socket socket = connect()) {
            send(socket, "GET /v1/" + ServerUnderTest.STORE + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(rest(socket)).startsWith("HTTP/1.1 200 OK").contains(ServerUnderTest.STORE);
        }
    }

    /** Its bytes never stand still for a second, but no head of a request comes of them. */
    @ParameterizedTest
    @ValueSource(strings = {"GET /", "GET /v1/" + ServerUnderTest.STORE + " HTTP/1.1\r\nHost: localhost\r\n\r\nGET /"})
    void hangsUpOnAHeadThatTrickles(String text) throws Exception {
        try (Socket socket = connect()) {
            send(socket, text);
            await().atMost(Duration.ofMillis(SOON))
                    .pollInterval(Duration.ofMillis(300))
                    .until(() -> isHungUp(socket, "x"));
        }
    }

    /** Whether the server has closed the connection, which shows when more is sent. */
    private static boolean isHungUp(Socket socket, String more) {
        try {
            send(socket, more);
            return false;
        } catch (IOException closed) {
            return true;
        }
    }

    /** It never stands still for a second, and would go on for five minutes. */
    @Test
    void waitsNoLongerForABodyThatTrickles() throws Exception {
        try (Socket socket = connect()) {
            send(socket, HEAD);
            InputStream in = socket.getInputStream();
            await().atMost(Duration.ofMillis(SOON))
                    .pollInterval(Duration.ofMillis(300))
                    .until(() -> {
                        boolean answered = in.available() > 0;
                        if (!answered) {
                            send(socket, " ");
                        }
                        return answered;
                    });
            assertThat(rest(socket)).startsWith("HTTP/1.1 408 ").contains("\"DEADLINE_EXCEEDED\"", "within 2 seconds");
        }
    }
}
