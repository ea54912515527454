package org.dicomcaravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers of https, whose certificates are trusted or not. */
class HttpsTest {
    private static final String NAME = "projects/p/locations/l/datasets/d/operations/1";

    @TempDir
    private Path folder;

    private static String authority() throws URISyntaxException {
        return Path.of(HttpsTest.class.getResource("authority.pem").toURI()).toString();
    }

    @Test
    void aSitesOwnAuthorityIsTrustedIfNamed() throws Exception {
        try (AnsweringServer at = AnsweringServer.https("server.p12")) {
            CommandLineRun run = CommandLineRun.of(
                    "stores", "list", "--server", at.url(), "--certificate-authority", authority(), "--token=abcd");
            assertThat(run.code()).as(run.toString()).isZero();
            assertThat(run.err()).isEmpty();
            CommandLineRun byVariable = CommandLineRun.of(
                    Map.of("CARAVAN_CERTIFICATE_AUTHORITY", authority(), "CARAVAN_SERVER", at.url()), "stores", "list");
            assertThat(byVariable.code()).isZero();
            assertThat(at.callers()).containsExactly("Bearer abcd", "null");
        }
    }

    /** At once, though a wait for an operation has patience with a server that is away. */
    @Test
    void aCertificateOfAnUnknownAuthorityIsToldAtOnceAndNoTokenIsSent() throws Exception {
        try (AnsweringServer at = AnsweringServer.https("server.p12")) {
            CommandLineRun run =
                    CommandLineRun.of("operations", "wait", NAME, "--server", at.url(), "--token", "secret-1");
            assertThat(run.code()).isEqualTo(ExitCode.UNREACHABLE);
            assertThat(run.err())
                    .contains("no authority that is trusted here", at.url(), "--certificate-authority")
                    .hasLineCount(1);
            assertThat(at.callers()).isEmpty();
        }
    }

    @Test
    void aCertificateIsForTheHostThatItNames() throws Exception {
        try (AnsweringServer at = AnsweringServer.https("server.p12")) {
            CommandLineRun run = CommandLineRun.of(
                    "stores", "list", "--server", at.url("127.0.0.1"), "--certificate-authority", authority());
            assertThat(run.code()).isEqualTo(ExitCode.UNREACHABLE);
            assertThat(run.err()).contains("127.0.0.1", "is not accepted").hasLineCount(1);
            assertThat(at.callers()).isEmpty();
        }
    }

    @Test
    void aCertificateThatHasExpiredIsToldAsThat() throws Exception {
        try (AnsweringServer at = AnsweringServer.https("expired.p12")) {
            CommandLineRun run =
                    CommandLineRun.of("stores", "list", "--server", at.url(), "--certificate-authority", authority());
            assertThat(run.code()).isEqualTo(ExitCode.UNREACHABLE);
            assertThat(run.err()).contains("has expired").hasLineCount(1);
        }
    }

    @Test
    void aServerWithoutTlsIsToldAsThat() throws IOException, InterruptedException {
        try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread refuser = new Thread(() -> refuse(plain));
            refuser.start();
            CommandLineRun run =
                    CommandLineRun.of("stores", "list", "--server", "https://localhost:" + plain.getLocalPort());
            assertThat(run.code()).isEqualTo(ExitCode.UNREACHABLE);
            assertThat(run.err())
                    .contains("can't agree on TLS", "is it a server of https?")
                    .hasLineCount(1);
            plain.close();
            refuser.join();
        }
    }

    /** As often as somebody comes: Java's client does so again where a connection breaks at once. */
    private static void refuse(ServerSocket plain) {
        byte[] answer = "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        while (!plain.isClosed()) {
            try (Socket caller = plain.accept()) {
                caller.getInputStream().readNBytes(5);
                caller.getOutputStream().write(answer);
                caller.shutdownOutput();
                caller.getInputStream().skip(Long.MAX_VALUE);
            } catch (IOException e) {
                assertThat(e).isInstanceOf(SocketException.class); // whoever came is gone, or the test is over
            }
        }
    }

    @Test
    void aBadFileOfAuthoritiesIsNamed() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.pem"));
        Path broken = Files.writeString(
                folder.resolve("broken.pem"), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        Path text = Files.writeString(folder.resolve("text.pem"), "not a certificate\n");
        Path missing = folder.resolve("missing.pem");
        for (Path file : new Path[] {empty, broken, text, missing, folder}) {
            CommandLineRun run = CommandLineRun.of(
                    "stores", "list", "--server", "https://localhost:9", "--certificate-authority", file.toString());
            assertThat(run.code()).as(run.toString()).isEqualTo(ExitCode.USAGE);
            assertThat(run.err()).contains("--certificate-authority " + file).hasLineCount(2);
        }
    }

    /** Commands that are shown go to the same server, with the same trust, and never have a token. */
    @Test
    void whatIsShownToGoOnWithNamesTheFilesAndNoToken() throws Exception {
        String answer = "{\"name\":\"" + NAME + "\",\"done\":true,\"metadata\":{\"counter\":{\"failure\":\"1\"}},"
                + "\"error\":{\"code\":2,\"message\":\"x\"}}";
        Path token = Files.writeString(folder.resolve("token"), "secret-2");
        try (AnsweringServer at = AnsweringServer.http(200, answer)) {
            assertThat(CommandLineRun.of("operations", "wait", NAME, "--server", at.url(), "--token-file=" + token)
                            .out())
                    .contains("caravan operations failures 1 --server " + at.url() + " --token-file " + token);
            assertThat(CommandLineRun.of("operations", "wait", NAME, "--server", at.url(), "--token=secret-2")
                            .out())
                    .contains("caravan operations failures 1 --server " + at.url())
                    .doesNotContain("secret-2", "--token");
        }
    }
}
