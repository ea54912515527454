package org.dicomcaravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.dicomcaravan.server.http.Identity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever answers at the port may be somebody else. */
class StrangerTest {

    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answers(int status, String version) {
        server.createContext("/", exchange -> {
            if (!version.isEmpty()) {
                exchange.getResponseHeaders().set(Identity.HEADER, version);
            }
            byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    private CommandLineRun list() {
        return CommandLineRun.of(
                "operations",
                "list",
                "--server",
                "http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Test
    void isToldFromACaravan() {
        answers(200, "");
        CommandLineRun run = list();
        assertThat(run.code()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(run.err()).contains("is no DICOM Caravan", "--server").hasLineCount(1);
    }

    @Test
    void isToldFromACaravanThatRefuses() {
        answers(404, "");
        assertThat(list().err()).contains("is no DICOM Caravan", "404");
    }

    @Test
    void isNoProxyWhoseServerIsAway() {
        answers(502, "");
        CommandLineRun run = list();
        assertThat(run.code()).isEqualTo(ExitCode.REFUSED);
        assertThat(run.err()).contains("502").doesNotContain("no DICOM Caravan");
    }

    @Test
    void isNoCaravanOfAnotherVersionButThatIsSaid() {
        answers(200, "99.9");
        CommandLineRun run = list();
        assertThat(run.code()).isZero();
        assertThat(run.err()).contains("99.9", Identity.version()).hasLineCount(1);
    }

    @Test
    void mayNotSpeakHttp() throws IOException, InterruptedException {
        try (ServerSocket mail = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread greeter = new Thread(() -> {
                try (Socket caller = mail.accept()) {
                    caller.getOutputStream().write("220 mail.example ESMTP\r\n".getBytes(StandardCharsets.US_ASCII));
                    caller.getInputStream().readNBytes(1);
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            greeter.start();
            CommandLineRun run =
                    CommandLineRun.of("operations", "list", "--server", "http://127.0.0.1:" + mail.getLocalPort());
            assertThat(run.err()).contains("is no DICOM Caravan", "HTTP");
            greeter.join();
        }
    }
}
