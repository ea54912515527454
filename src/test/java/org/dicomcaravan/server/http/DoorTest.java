package org.dicomcaravan.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Who is let in, over raw sockets (outputs.md, section 8). */
class DoorTest {

    private static final String STORE = "/v1/" + Gateway.STORE;
    private static final String BODY = "{\"gcsDestination\":{\"uriPrefix\":\"gs://bucket/x\"}}";
    private static final String JSON = "Content-Type: application/json\r\n";

    @TempDir
    static Path folder;

    private static Gateway gateway;

    @BeforeAll
    static void start() throws Exception {
        gateway = new Gateway(folder);
    }

    @AfterAll
    static void stop() throws IOException {
        gateway.close();
    }

    private static String get(String target, String host) throws IOException {
        return gateway.raw("GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
    }

    /** An export with these header lines. */
    private static String export(String headers) throws IOException {
        return gateway.raw("POST " + STORE + ":export HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers
                + "Content-Length: " + BODY.length() + "\r\n\r\n" + BODY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "localhost:%d", "127.0.0.1:%d", "[::1]:%d"})
    void answersToItsOwnNames(String host) throws Exception {
        StrayRequestsTest.judge(get("/v1/x", host.formatted(gateway.port)), 404);
        assertThat(get(STORE, host.formatted(gateway.port))).startsWith("HTTP/1.1 200 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "evil.example:%d", "127.0.0.1.evil.example", "169.254.169.254"})
    void answersToNoOtherName(String host) throws Exception {
        StrayRequestsTest.judge(get(STORE, host.formatted(gateway.port)), 421);
        StrayRequestsTest.judge(get("http://" + host.formatted(gateway.port) + STORE, "localhost"), 421);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example", "https://127.0.0.1.evil.example", "http://localhost:1", "null"})
    void letsNoOtherSiteChangeAnything(String origin) throws Exception {
        int before = gateway.accepted.size();
        StrayRequestsTest.judge(export(JSON + "Origin: " + origin + "\r\n"), 403);
        assertThat(gateway.accepted).hasSize(before);
        assertThat(gateway.raw("GET", STORE, "Origin: " + origin)).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void letsItsOwnPageChangeThings() throws Exception {
        assertThat(export(JSON + "Origin: http://localhost\r\n")).startsWith("HTTP/1.1 200 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Content-Type: text/plain\r\n",
                "Content-Type: application/x-www-form-urlencoded\r\n",
                "Content-Type: multipart/form-data; boundary=x\r\n",
                "Content-Type: application/json; charset=utf-16\r\n"
            })
    void takesBodiesInJsonOnly(String type) throws Exception {
        StrayRequestsTest.judge(export(type), 400);
    }

    @Test
    void needsNoTypeWhereThereIsNoBodyAndNoBrowser() throws Exception {
        String cancel = "/v1/" + Gateway.DATASET + "/operations/7:cancel";
        StrayRequestsTest.judge(gateway.raw("POST", cancel), 404);
        StrayRequestsTest.judge(gateway.raw("POST", cancel, "Origin: http://localhost"), 400);
        StrayRequestsTest.judge(gateway.raw("POST", cancel, "Origin: http://localhost", JSON.strip()), 404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Transfer-Encoding: xchunked",
                "Transfer-Encoding: gzip, chunked",
                "Transfer-Encoding: chunked, identity",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\r\nContent-Length: 4",
                "Content-Length: 4\r\nContent-Length: 5",
                "Host: localhost"
            })
    void takesWhatFollowsADoubtfulRequestForNone(String header) throws Exception {
        String follows = "GET " + STORE + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
        String answers = gateway.raw("POST " + STORE + ":export HTTP/1.1\r\nHost: localhost\r\n" + JSON + header
                + "\r\n\r\n" + follows + follows);
        assertThat(answers).containsOnlyOnce("HTTP/1.1 ");
        StrayRequestsTest.judge(answers, 400);
    }

    /** What the server says to its own log meanwhile. */
    private static List<ILoggingEvent> logged(Executable work) throws Exception {
        Logger logger = (Logger) LoggerFactory.getLogger("org.dicomcaravan.server.http");
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        try {
            work.execute();
        } catch (Throwable e) {
            throw new AssertionError(e);
        } finally {
            logger.detachAppender(log);
        }
        return List.copyOf(log.list);
    }

    @Test
    void answersAMalformedChunk() throws Exception {
        List<ILoggingEvent> log = logged(() -> {
            String answer = gateway.raw("POST " + STORE + ":export HTTP/1.1\r\nHost: localhost\r\n" + JSON
                    + "Transfer-Encoding: chunked\r\n\r\n5\r\n{    \r\nno size\r\n");
            assertThat(answer).containsOnlyOnce("HTTP/1.1 ");
            StrayRequestsTest.judge(answer, 400);
        });
        assertThat(log).singleElement().satisfies(line -> {
            assertThat(line.getFormattedMessage()).contains("127.0.0.1", "chunk size");
            assertThat(line.getThrowableProxy()).isNull();
        });
    }

    @Test
    void speaksNoHttp2() throws Exception {
        String answer = gateway.raw(
                "GET",
                STORE,
                "Connection: Upgrade, HTTP2-Settings",
                "Upgrade: h2c",
                "HTTP2-Settings: AAMAAABkAAQAAP__");
        assertThat(answer).startsWith("HTTP/1.1 200 ");
        assertThat(gateway.raw("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")).startsWith("HTTP/2.0 501 ");
    }

    @Test
    void tellsTheNameAndVersionOfTheProgram() throws Exception {
        assertThat(gateway.raw("GET", STORE)).contains("\r\nCaravan-Version: ");
        assertThat(gateway.raw("GET", "/nothing")).contains("\r\nCaravan-Version: ");
    }

    @Test
    void asksToComeAgainWhileItIsShut() throws Exception {
        gateway.door.shut();
        try {
            String answer = gateway.raw("GET", STORE);
            StrayRequestsTest.judge(answer, 503);
            assertThat(answer).contains("\r\nRetry-After: 1\r\n");
        } finally {
            gateway.open();
        }
    }

    /** The answer is there before anything of the body is. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "404 POST /nothing/here",
                "405 PUT /v1/" + Gateway.STORE,
                "400 POST /v1/" + Gateway.STORE + ":export 10485761"
            })
    void refusesBeforeTheBodyComes(String line) throws Exception {
        String[] part = line.split(" ");
        String length = part.length > 3 ? part[3] : "1000000";
        try (Socket socket = connect()) {
            send(
                    socket,
                    part[1] + " " + part[2] + " HTTP/1.1\r\nHost: localhost\r\n" + JSON + "Content-Length: " + length
                            + "\r\n\r\n");
            byte[] start = socket.getInputStream().readNBytes(12);
            assertThat(new String(start, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 " + part[0]);
        }
    }

    @Test
    void keepsTheConnectionOfOneThatSentNoBody() throws Exception {
        String head = "HEAD /nothing HTTP/1.1\r\nHost: localhost\r\n\r\n";
        String get = "GET /nothing HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        String answers = gateway.raw(head + get);
        assertThat(answers.split("HTTP/1\\.1 404 ", -1)).hasSize(3);
        assertThat(answers).containsOnlyOnce("\"code\": 404");
    }

    /** One who sends everything before it reads gets the answer, too. */
    @Test
    void readsARefusedBodyToItsEnd() throws Exception {
        try (Socket socket = connect()) {
            send(socket, "POST /nothing HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9000000\r\n\r\n");
            for (int i = 0; i < 90; i++) {
                send(socket, " ".repeat(100_000));
            }
            StrayRequestsTest.judge(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8), 404);
        }
    }

    /** Three bodies of 9 MB are more than 25 MiB; each of them lacks its last byte. */
    @Test
    void holdsOnlySoMuchOfAllBodies() throws Exception {
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < 3; i++) {
                sockets.add(connect());
                flood(sockets.get(i));
            }
            String refused = new String(sockets.get(2).getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            assertThat(refused).isEqualTo("HTTP/1.1 503");
            assertThat(gateway.raw("GET", STORE)).startsWith("HTTP/1.1 200 ");
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
        await().atMost(Duration.ofSeconds(10)).until(() -> {
            try (Socket socket = connect()) {
                flood(socket);
                send(socket, " ");
                return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII).endsWith("400");
            }
        });
    }

    /** Two that stand still for longer than a few seconds make room for one that moves. */
    @Test
    void givesUpABodyThatStandsStillForOneThatMoves() throws Exception {
        try (Socket first = connect();
                Socket second = connect()) {
            flood(first);
            flood(second);
            await().atMost(Duration.ofSeconds(20)).until(() -> {
                try (Socket socket = connect()) {
                    flood(socket);
                    send(socket, " ");
                    return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII)
                            .endsWith("400");
                } catch (SocketException refused) {
                    return false; // hung up meanwhile
                }
            });
            assertThat(first.getInputStream().available()
                            + second.getInputStream().available())
                    .isPositive();
        }
    }

    private static void flood(Socket socket) throws IOException {
        send(
                socket,
                "POST " + STORE + ":export HTTP/1.1\r\nHost: localhost\r\n" + JSON + "Content-Length: 9000001\r\n\r\n");
        try {
            for (int i = 0; i < 90; i++) {
                send(socket, " ".repeat(100_000));
            }
        } catch (SocketException refused) {
            return; // hung up meanwhile
        }
    }

    private static Socket connect() throws IOException {
        Socket socket = new Socket("127.0.0.1", gateway.port);
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }
}
