package org.dicomcaravan.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What no well-behaved client sends, over a raw socket. */
class StrayRequestsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

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
                "404 GET /",
                "404 GET /nothing",
                "404 GET /v9/x",
                "404 BREW /v1/x",
                "400 GET /v1/%zz",
                "404 GET //",
                "400 GET /v1/%ff%fe",
                "404 GET /v1/../../etc/passwd",
                "404 GET http://localhost/v1/x",
                "404 GET *",
                "404 OPTIONS *",
                "404 GET /v1/%00",
                "404 GET /../..",
                "404 GET x",
                "400 GET /v1/\u00e4",
                "405 TRACE /v1/" + Gateway.STORE,
                "405 OPTIONS /v1/" + Gateway.STORE,
                "405 BREW /v1/" + Gateway.STORE,
                "400 GET /v1/" + Gateway.STORE + "?a=%zz",
                "400 GET /v1/" + Gateway.STORE + "?a=1",
                "400 GET /v1/" + Gateway.STORE + "%00",
                "400 GET /v1/" + Gateway.STORE + "%2Fx",
                "404 GET /v1/" + Gateway.STORE + ";a=b",
                "404 GET /v1/" + Gateway.STORE + "/",
                "403 GET /v1/projects/p/locations/l/datasets/other",
                "404 GET /v1/" + Gateway.DATASET + "/operations/7"
            })
    void answersAnythingInJson(String line) throws Exception {
        String[] part = line.split(" ");
        judge(gateway.raw(part[1], part[2]), Integer.parseInt(part[0]));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /v1/x HTTP/1.1\r\nConnection: close\r\n\r\n",
                "GET /v1/x HTTP/1.1\r\nHost: ]bad[\r\nConnection: close\r\n\r\n",
                "GET /v1/x\r\n\r\n",
                "GET /v1/x HTTP/1.1\r\nHost: localhost\r\nno header\r\n\r\n"
            })
    void answersWhatIsNoRequestInJson(String request) throws Exception {
        judge(gateway.raw(request), 400);
    }

    @Test
    void answersHeadsBeyondTheLimitInJson() throws Exception {
        judge(gateway.raw("GET /v1/" + "x".repeat(9000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n"), 414);
        judge(gateway.raw("GET /v1/x HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(17_000) + "\r\n\r\n"), 431);
    }

    static void judge(String answer, int status) throws IOException {
        int body = answer.indexOf("\r\n\r\n");
        assertThat(answer).matches("(?s)HTTP/1\\.[01] " + status + " .*");
        assertThat(answer.substring(0, body)).contains("Content-Type: application/json");
        JsonNode error = JSON.readTree(answer.substring(body)).get("error");
        assertThat(error.get("code").intValue()).isEqualTo(status);
        assertThat(error.get("message").textValue()).isNotBlank();
        assertThat(error.get("status").textValue()).matches("[A-Z_]+");
    }

    @Test
    void namesTheMethodsOfAPath() throws Exception {
        assertThat(gateway.raw("DELETE", "/v1/" + Gateway.STORE + ":export")).contains("\r\nAllow: POST\r\n");
        assertThat(gateway.raw("OPTIONS", "/v1/" + Gateway.STORE)).contains("\r\nAllow: GET, HEAD\r\n");
    }

    @Test
    void answersHeadLikeGetWithoutBody() throws Exception {
        String answer = gateway.raw("HEAD", "/v1/" + Gateway.STORE);
        assertThat(answer).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\n");
    }

    private static String withoutId(String answer) {
        return answer.replaceFirst("Caravan-Request-Id: [0-9a-f]{16}\r\n", "");
    }

    @Test
    void takesNoHeaderForAnythingAndGivesNoneBack() throws Exception {
        String path = "/v1/" + Gateway.STORE;
        String plain = gateway.raw("GET", path);
        String forged = gateway.raw(
                "GET",
                path,
                "CamelHttpUri: /v1/x",
                "camelhttpuri: /x",
                "CamelHttpMethod: PUT",
                "CamelHttpPath: /x",
                "CamelHttpRawQuery: a=b",
                "CamelHttpResponseCode: 418",
                "X-Kit: kit",
                "breadcrumbId: kit");
        assertThat(withoutId(forged)).isEqualTo(withoutId(plain));
    }
}
