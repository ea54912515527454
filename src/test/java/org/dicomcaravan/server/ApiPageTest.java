package org.dicomcaravan.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dicomcaravan.ApiPage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What docs/api.md says that is not answered, and what it says of health; what is answered has MethodTableTest. */
class ApiPageTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** Methods that Google's reference lists for locations, datasets and all of DICOM in v1, without those answered here. */
    private static final int OF_GOOGLE = 35;

    @TempDir
    static Path folder;

    private static RunningServer server;
    private static int management;

    @BeforeAll
    static void start() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            management = free.getLocalPort();
        }
        server = RunningServer.start(
                folder,
                null,
                Map.of(RunningServer.MANAGEMENT_PORT, Integer.toString(management)),
                Map.of(ServerUnderTest.STORE, Files.createDirectories(folder.resolve("store"))));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static List<ApiPage.Call> unanswered() throws IOException {
        return ApiPage.unanswered();
    }

    static List<ApiPage.Call> management() throws IOException {
        return ApiPage.management();
    }

    @Test
    void bothTablesAreRead() throws IOException {
        assertThat(unanswered()).doesNotHaveDuplicates().hasSize(OF_GOOGLE);
        assertThat(management()).hasSize(4);
    }

    private static HttpResponse<String> send(ApiPage.Call call, String url) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
        boolean hasBody = call.verb().equals("POST") || call.verb().equals("PATCH");
        return HTTP.send(
                hasBody
                        ? request.header("Content-Type", "application/json")
                                .method(call.verb(), BodyPublishers.ofString("{}"))
                                .build()
                        : request.method(call.verb(), BodyPublishers.noBody()).build(),
                BodyHandlers.ofString());
    }

    /** On the store that is there, so that nothing else is missing. */
    @ParameterizedTest
    @MethodSource("unanswered")
    void whatIsNotAnsweredIsSaidSo(ApiPage.Call call) throws Exception {
        String path = call.path()
                .replace("projects/*/locations/*/datasets/*/dicomStores/*", ServerUnderTest.STORE)
                .replace("projects/*/locations/*/datasets/*", ServerUnderTest.DATASET)
                .replace("projects/*/locations/*", "projects/p/locations/l")
                .replace("*", "1.2.3");
        HttpResponse<String> answer = send(call, server.uri() + "/v1/" + path);
        JsonNode error = JSON.readTree(answer.body()).path("error");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(call.status());
        assertThat(error.path("code").asInt()).isEqualTo(call.status());
        assertThat(error.path("status").asText()).isEqualTo(call.status() == 404 ? "NOT_FOUND" : "UNIMPLEMENTED");
        assertThat(error.path("message").asText()).contains("/v1/" + path);
        assertThat(answer.headers().firstValue("Allow").isPresent()).isEqualTo(call.status() == 405);
    }

    @ParameterizedTest
    @MethodSource("management")
    void healthAndMetricsAreWhereThePageSays(ApiPage.Call call) throws Exception {
        HttpResponse<String> answer = send(call, "http://127.0.0.1:" + management + call.path());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(call.status());
        assertThat(answer.body()).contains(call.path().endsWith("metrics") ? "# TYPE " : "\"UP\"");
        assertThat(send(call, server.uri() + call.path()).statusCode())
                .as("on the port of the API")
                .isEqualTo(404);
    }
}
