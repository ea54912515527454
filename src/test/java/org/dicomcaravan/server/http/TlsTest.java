package org.dicomcaravan.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** The API over TLS, with the certificates of {@link TestKeys}. */
class TlsTest {

    private static final String STORE = "/v1/" + Gateway.STORE;
    private static final String HSTS = "strict-transport-security: max-age=31536000\r\n";
    private static final ConnectionLimits LIMITS =
            new ConnectionLimits(Duration.ofMinutes(1), Duration.ofSeconds(2), 100);

    @TempDir
    static Path folder;

    private static Gateway gateway;
    private static SSLContext client;

    @BeforeAll
    static void start() throws Exception {
        TestKeys.deploy("first", folder);
        gateway = new Gateway(folder, LIMITS, Optional.of(TestKeys.deployed(folder, Optional.empty())));
        client = TestKeys.client(Optional.empty());
    }

    @AfterAll
    static void stop() throws IOException {
        gateway.close();
    }

    private static String get(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void isServedAndAskedForFromThenOn(String protocol) throws Exception {
        String found = TestKeys.raw(client, gateway.port, protocol, get(STORE));
        assertThat(found).startsWith("HTTP/1.1 200 ").containsIgnoringCase(HSTS);
        String missed = TestKeys.raw(client, gateway.port, protocol, get("/nothing"));
        assertThat(missed).startsWith("HTTP/1.1 404 ").containsIgnoringCase(HSTS);
    }

    /** 46 is the alert protocol_version, 28 handshake_failure (RFC 8446, 6.2). */
    @ParameterizedTest
    @CsvSource({
        "0303, c02b, 16", // TLS 1.2, ECDSA with AES-128 in GCM: handshake
        "0303, c009, 15", // TLS 1.2, the same in CBC: alert
        "0302, c009, 15", // TLS 1.1
        "0301, c009, 15" // TLS 1.0
    })
    void isNoOlderThanItIsSafe(String version, String suite, String type) throws Exception {
        HexFormat hex = HexFormat.of();
        ByteArrayOutputStream hello = new ByteArrayOutputStream();
        String extensions = "000a000400020017" + "000b00020100" + "000d00060004" + "04030401"; // P-256, its signatures
        String body = version + "11".repeat(32) + "00" + "0002" + suite + "0100" + "0018" + extensions;
        String message = "01" + "%06x".formatted(body.length() / 2) + body;
        hello.writeBytes(hex.parseHex("160301" + "%04x".formatted(message.length() / 2) + message));
        try (Socket socket = new Socket("127.0.0.1", gateway.port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(hello.toByteArray());
            assertThat(socket.getInputStream().readNBytes(1)).isEqualTo(hex.parseHex(type));
        }
    }

    @ParameterizedTest
    @CsvSource({"https://localhost, 200", "http://localhost, 403", "https://evil.example, 403"})
    void letsItsOwnPageChangeThings(String origin, int status) throws Exception {
        String body = "{\"gcsDestination\":{\"uriPrefix\":\"gs://bucket/x\"}}";
        String answer = TestKeys.raw(
                client,
                gateway.port,
                "TLSv1.3",
                "POST " + STORE + ":export HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nOrigin: " + origin
                        + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
        assertThat(answer).startsWith("HTTP/1.1 " + status + " ").containsIgnoringCase(HSTS);
    }

    /** A whole answer in clear text would be a lie, and a line in the log for each an invitation. */
    @Test
    void hangsUpOnOneThatSpeaksNoTls() throws Exception {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        root.addAppender(log);
        try {
            assertThat(gateway.raw(get(STORE))).doesNotContain("HTTP/");
            assertThat(gateway.raw("x".repeat(100_000))).doesNotContain("HTTP/");
        } finally {
            root.detachAppender(log);
        }
        assertThat(log.list).noneMatch(line -> line.getLevel().isGreaterOrEqual(Level.INFO));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "16", "1603010100", "160301010001"})
    void hangsUpOnAHandshakeThatStandsStill(String start) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", gateway.port)) {
            socket.setSoTimeout(10_000);
            assertThat(TestKeys.said(socket, HexFormat.of().parseHex(start))).doesNotContain("HTTP/");
        }
    }

    @Test
    void answersAHeadThatStandsStillOverTls() throws Exception {
        String answer = TestKeys.raw(client, gateway.port, "TLSv1.3", "GET / HTTP/1.1\r\nHo");
        StrayRequestsTest.judge(answer, 408);
        assertThat(answer).containsIgnoringCase(HSTS).containsIgnoringCase("caravan-version: ");
    }

    @ParameterizedTest
    @CsvSource({"client, true", "stranger, false", ", false"})
    void asksForTheCertificatesOfClients(String name, boolean welcome) throws Exception {
        Path own = Files.createDirectories(folder.resolve("mutual-" + name));
        TestKeys.deploy("first", own);
        Tls mutual = TestKeys.deployed(own, Optional.of(TestKeys.file("authority.pem")));
        try (Gateway strict = new Gateway(own, LIMITS, Optional.of(mutual))) {
            SSLContext guest = TestKeys.client(Optional.ofNullable(name));
            for (String protocol : new String[] {"TLSv1.2", "TLSv1.3"}) {
                if (welcome) {
                    assertThat(TestKeys.raw(guest, strict.port, protocol, get(STORE)))
                            .startsWith("HTTP/1.1 200 ");
                } else {
                    assertThatThrownBy(() -> TestKeys.raw(guest, strict.port, protocol, get(STORE)))
                            .isInstanceOf(IOException.class);
                }
            }
        }
    }

    @Test
    void goesOnWithRenewedFiles() throws Exception {
        Path own = Files.createDirectories(folder.resolve("renewed"));
        TestKeys.deploy("first", own);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger logger = (Logger) LoggerFactory.getLogger(LiveTls.class);
        logger.addAppender(log);
        try (Gateway renewed = new Gateway(own, LIMITS, Optional.of(TestKeys.deployed(own, Optional.empty())))) {
            assertThat(TestKeys.nameOf(renewed.port)).isEqualTo("CN=first");
            TestKeys.deploy("second", own);
            awaitName(renewed, "CN=second");
            TestKeys.replace(TestKeys.file("third.pem"), own.resolve("server.pem")); // whose key is late
            await().atMost(Duration.ofSeconds(20)).until(() -> errors(log) > 0);
            assertThat(TestKeys.nameOf(renewed.port)).isEqualTo("CN=second");
            TestKeys.replace(TestKeys.file("third.key"), own.resolve("server.key"));
            awaitName(renewed, "CN=third");
            assertThat(errors(log)).isEqualTo(1);
            Files.delete(own.resolve("server.pem"));
            await().atMost(Duration.ofSeconds(20)).until(() -> errors(log) > 1);
            assertThat(TestKeys.nameOf(renewed.port)).isEqualTo("CN=third");
        } finally {
            logger.detachAppender(log);
        }
    }

    private static void awaitName(Gateway gateway, String name) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> TestKeys.nameOf(gateway.port).equals(name));
    }

    private static long errors(ListAppender<ILoggingEvent> log) {
        return log.list.stream().filter(line -> line.getLevel() == Level.ERROR).count();
    }
}
