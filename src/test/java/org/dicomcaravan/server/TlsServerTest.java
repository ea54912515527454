package org.dicomcaravan.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.dicomcaravan.server.http.Identity;
import org.dicomcaravan.server.http.TestKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A whole server whose API is served over TLS. */
class TlsServerTest {

    @TempDir
    Path folder;

    private RunningServer start(Map<String, String> properties) throws IOException {
        return RunningServer.start(
                folder,
                null,
                properties,
                Map.of(ServerUnderTest.STORE, Files.createDirectories(folder.resolve("store"))));
    }

    private static HttpResponse<String> get(SSLContext client, String url) throws Exception {
        return HttpClient.newBuilder()
                .sslContext(client)
                .build()
                .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
    }

    @Test
    void servesTheApiOverTlsAndHealthAsBefore() throws Exception {
        int management;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            management = free.getLocalPort();
        }
        SSLContext client = TestKeys.client(Optional.of("client"));
        try (RunningServer server = start(Map.of(
                "caravan.tls.certificate",
                TestKeys.file("second.pem").toString(),
                "caravan.tls.key",
                TestKeys.file("second.key").toString(),
                "caravan.tls.client-authority",
                TestKeys.file("authority.pem").toString(),
                RunningServer.MANAGEMENT_PORT,
                Integer.toString(management)))) {
            assertThat(server.uri()).hasScheme("https");
            HttpResponse<String> answer = get(client, server.uri() + "/v1/" + ServerUnderTest.STORE);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
            assertThat(answer.headers().firstValue("Strict-Transport-Security")).contains("max-age=31536000");
            HttpResponse<String> health = get(client, "http://127.0.0.1:" + management + "/observe/health/ready");
            assertThat(health.statusCode()).isEqualTo(200);
            assertThat(health.headers().firstValue("Strict-Transport-Security")).isEmpty();
            assertThat(health.headers().firstValue(Identity.HEADER)).isPresent();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "first.pem, , Property caravan.tls.key is empty",
        ", first.key, Property caravan.tls.certificate is empty",
        "first.pem, second.key, does not belong to the first certificate of",
        "none.pem, first.key, 'none.pem\", which is not there: expected a file in PEM'"
    })
    void doesNotStartWithWhatIsWrong(String certificate, String key, String sentence) {
        assertThatThrownBy(() -> start(Map.of(
                        "caravan.tls.certificate",
                        certificate == null ? "" : TestKeys.file(certificate).toString(),
                        "caravan.tls.key",
                        key == null ? "" : TestKeys.file(key).toString())))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("The server can't start: Property caravan.tls.")
                .hasMessageContaining(sentence);
    }
}
