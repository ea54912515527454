package org.dicomcaravan.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the door of a whole server lets in: to health and metrics, to the API, to what a site serves beside it. */
class PortsTest {

    private static final String SITE = """
            - route:
                id: site-hook
                from:
                  uri: platform-http:/hooks/{name}
                  steps:
                    - setBody:
                        simple: hooked ${header.name} by ${body}
            """;

    @TempDir
    static Path folder;

    private static RunningServer server;
    private static int management;

    @BeforeAll
    static void start() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            management = free.getLocalPort();
        }
        Path routes = Files.createDirectories(folder.resolve("site"));
        Files.writeString(routes.resolve("site-hook.camel.yaml"), SITE);
        server = RunningServer.start(
                folder,
                routes,
                Map.of(
                        RunningServer.MANAGEMENT_PORT,
                        Integer.toString(management),
                        "caravan.public-url",
                        "https://images.example.org/"),
                Map.of(ServerUnderTest.STORE, Files.createDirectories(folder.resolve("store"))));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String send(int port, String head, String body) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            String request = head.replace("|", "\r\n") + "\r\nConnection: close\r\nContent-Length: " + body.length()
                    + "\r\n\r\n" + body;
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "200, GET /observe/health/ready HTTP/1.1|Host: localhost",
        "200, GET /observe/metrics HTTP/1.1|Host: images.example.org:8081",
        "421, GET /observe/metrics HTTP/1.1|Host: evil.example",
        "403, POST /observe/metrics HTTP/1.1|Host: localhost|Origin: http://evil.example",
        "404, GET /nothing HTTP/1.1|Host: localhost"
    })
    void ofHealthHaveADoorToo(int status, String head) throws IOException {
        String answer = send(management, head, "");
        assertThat(answer).startsWith("HTTP/1.1 " + status + " ").contains("Caravan-Version: ");
        if (status >= 400) {
            assertThat(answer).contains("Content-Type: application/json");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "200, POST /hooks/x HTTP/1.1|Host: localhost|Content-Type: text/plain",
        "400, POST /hooks/x HTTP/1.1|Host: localhost|Content-Type: application/x-www-form-urlencoded",
        "403, POST /hooks/x HTTP/1.1|Host: localhost|Origin: http://evil.example",
        "421, POST /hooks/x HTTP/1.1|Host: evil.example",
        "404, POST /hook HTTP/1.1|Host: localhost"
    })
    void ofTheApiLetASitesOwnRouteIn(int status, String head) throws IOException {
        String answer = send(server.uri().getPort(), head, "curl");
        assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
        assertThat(answer.contains("hooked x by curl")).isEqualTo(status == 200);
    }

    @Test
    void areSpokenOfByThePublicName() throws IOException {
        String name = server.start("nothing", "application/dicom");
        assertThat(server.get(name).at("/metadata/logsUrl").asText())
                .isEqualTo("https://images.example.org/v1/" + name + "/log");
    }
}
