package org.dicomcaravan.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests of which two readers may see different ends (RFC 9112, 11.2), over raw sockets. */
class SmugglingTest {

    private static final String START =
            "POST /v1/" + Gateway.STORE + ":export HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
    private static final String CHUNKED = "Transfer-Encoding: chunked\r\n\r\n";
    private static final String SMUGGLED =
            "GET /v1/" + Gateway.STORE + "?smuggled=1 HTTP/1.1\r\nHost: localhost\r\n\r\n";

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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n",
                "Content-Length: 0\r\nContent-Length: 4\r\n\r\n",
                "Content-Length: 0, 4\r\n\r\n",
                "Content-Length: -1\r\n\r\n",
                "Content-Length: +0\r\n\r\n",
                "Content-Length: 0x0\r\n\r\n",
                "Content-Length: 0 0\r\n\r\n",
                "Content-Length: 99999999999999999999\r\n\r\n",
                "Content-Length: \r\n\r\n",
                "Content-Length : 0\r\n\r\n",
                "Content-Length\t: 0\r\n\r\n",
                "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: identity\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked;q=1\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding:\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: \u000bchunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: x\r\n chunked\r\n\r\n0\r\n\r\n",
                "X: a\r\n Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "X: a\u0000b\r\nContent-Length: 0\r\n\r\n",
                "X: a\rContent-Length: 0\r\n\r\n",
                "X: a\nContent-Length: 0\r\n\r\n",
                "Content-Length: 0\n\n",
                CHUNKED + "FFFFFFFFFFFFFFFFF\r\n\r\n",
                CHUNKED + "7FFFFFFFFFFFFFFF1\r\n\r\n",
                CHUNKED + "100000000\r\n\r\n",
                CHUNKED + "-1\r\n\r\n",
                CHUNKED + "0x0\r\n\r\n",
                CHUNKED + "\r\n\r\n",
                CHUNKED + "2\r\n{}x\r\n0\r\n\r\n",
                CHUNKED + "2;a\nb\r\n{}\r\n0\r\n\r\n",
                CHUNKED + "2\n{}\n0\n\n"
            })
    void endsWithItsAnswer(String rest) throws Exception {
        String answers = gateway.raw(START + rest + SMUGGLED + SMUGGLED);
        assertThat(answers).containsOnlyOnce("HTTP/1.1 ").doesNotContain("smuggled");
        StrayRequestsTest.judge(answers, 400);
    }

    /** It is hung up on, maybe before the answer is read; StrayRequestsTest reads it where less is sent. */
    @Test
    void isOverAtAHeadWithoutEnd() throws Exception {
        String answer = flood(START + "X: ", "1".repeat(1024), 1024, "");
        assertThat(answer)
                .satisfiesAnyOf(some -> assertThat(some).isEmpty(), some -> StrayRequestsTest.judge(some, 431));
    }

    /** The same. */
    @ParameterizedTest
    @ValueSource(strings = {"2;", "2;a=", "", "0\r\nX: "})
    void isOverAtALineWithoutEnd(String line) throws Exception {
        String answer = flood(START + CHUNKED + line, "1".repeat(1024), 1024, "");
        assertThat(answer)
                .satisfiesAnyOf(some -> assertThat(some).isEmpty(), some -> StrayRequestsTest.judge(some, 400));
    }

    /** A body of 2 KB that comes in 2 MB is one like any other. */
    @Test
    void readsExtensionsOfChunksToTheirEnd() throws Exception {
        String chunk = "1;" + "x".repeat(1000) + "\r\n \r\n";
        StrayRequestsTest.judge(flood(START + "Connection: close\r\n" + CHUNKED, chunk, 2000, "0\r\n\r\n"), 400);
    }

    private static String flood(String start, String more, int times, String end) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", gateway.port)) {
            socket.setSoTimeout(10_000);
            try {
                socket.getOutputStream().write(start.getBytes(StandardCharsets.US_ASCII));
                for (int i = 0; i < times && socket.getInputStream().available() == 0; i++) {
                    socket.getOutputStream().write(more.getBytes(StandardCharsets.US_ASCII));
                }
                socket.getOutputStream().write(end.getBytes(StandardCharsets.US_ASCII));
            } catch (SocketException hungUp) {
                return "";
            }
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
