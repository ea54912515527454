package org.dicomcaravan.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Thousands of connections of one who wants nobody else to be served. */
class FloodTest {

    private static final int MANY = 2000;
    private static final long MOST_HEAP = 64 << 20;
    private static final String GET =
            "GET /v1/" + Gateway.STORE + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    private static final ConnectionLimits LIMITS =
            new ConnectionLimits(Duration.ofMinutes(1), Duration.ofMinutes(1), MANY);

    @TempDir
    Path folder;

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static void flood(Gateway gateway, byte[] start, List<Socket> sockets) throws IOException {
        for (int i = 0; i < MANY; i++) {
            Socket socket = new Socket("127.0.0.1", gateway.port);
            sockets.add(socket);
            socket.getOutputStream().write(start);
        }
    }

    private static void close(List<Socket> sockets) throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "G",
                "GET /v1/x HTTP/1.1\r\nHost: localhost\r\nX: ",
                "POST /v1/" + Gateway.STORE
                        + ":export HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Content-Length: 1000\r\n\r\n{"
            })
    void ofHalfARequestEachKeepsNobodyOut(String start) throws Exception {
        List<Socket> sockets = new ArrayList<>();
        try (Gateway gateway = new Gateway(folder, LIMITS, Optional.empty())) {
            assertThat(gateway.raw(GET)).startsWith("HTTP/1.1 200 ");
            long before = heap();
            flood(gateway, start.getBytes(StandardCharsets.US_ASCII), sockets);
            for (int i = 0; i < 10; i++) {
                long begin = System.nanoTime();
                assertThat(gateway.raw(GET)).startsWith("HTTP/1.1 200 ");
                assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(1));
            }
            assertThat(heap() - before).isLessThan(MOST_HEAP);
        } finally {
            close(sockets);
        }
    }

    @Test
    void ofHalfAHandshakeEachKeepsNobodyOut() throws Exception {
        TestKeys.deploy("first", Files.createDirectories(folder));
        List<Socket> sockets = new ArrayList<>();
        try (Gateway gateway = new Gateway(folder, LIMITS, Optional.of(TestKeys.deployed(folder, Optional.empty())))) {
            var client = TestKeys.client(Optional.empty());
            assertThat(TestKeys.raw(client, gateway.port, "TLSv1.3", GET)).startsWith("HTTP/1.1 200 ");
            long before = heap();
            flood(gateway, new byte[] {0x16, 3, 1, 1, 0, 1}, sockets);
            for (int i = 0; i < 10; i++) {
                long begin = System.nanoTime();
                assertThat(TestKeys.raw(client, gateway.port, "TLSv1.3", GET)).startsWith("HTTP/1.1 200 ");
                assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(1));
            }
            assertThat(heap() - before).isLessThan(MOST_HEAP);
        } finally {
            close(sockets);
        }
    }
}
