package org.dicomcaravan.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.dicomcaravan.server.http.Gateway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What this server tells of operations beside what Google's would. */
class OperationRequestTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    @Test
    void tellsWhatWasAskedForPageByPage() throws Exception {
        try (Gateway gateway = new Gateway(folder)) {
            String png = "{\"gcsDestination\": {\"uriPrefix\": \"gs://demo/x\", \"mimeType\": \"image/png\"}}";
            String older = start(gateway, png);
            String newer = start(gateway, "{\"gcs_destination\": {\"uri_prefix\": \"gs://demo/y\"}}");
            JsonNode asked = JSON.readTree("{\"operation\": \"" + older + "\", \"store\": \"" + Gateway.STORE
                    + "\", \"request\": " + png + "}");
            assertThat(json(gateway, older + "/request")).isEqualTo(asked);

            JsonNode first = json(gateway, Gateway.DATASET + "/requests?pageSize=1");
            assertThat(first.path("requests").findValuesAsText("operation")).containsExactly(newer);
            assertThat(first.findPath("request"))
                    .isEqualTo(JSON.readTree("{\"gcsDestination\": {\"uriPrefix\": \"gs://demo/y\"}}"));
            JsonNode second = json(
                    gateway,
                    Gateway.DATASET + "/requests?pageSize=1&pageToken="
                            + first.path("nextPageToken").textValue());
            assertThat(second.path("requests")).containsExactly(asked);
            assertThat(gateway.get("/v1/" + Gateway.DATASET + "/operations/1/request")
                            .statusCode())
                    .isEqualTo(404);
        }
    }

    private static String start(Gateway gateway, String body) throws Exception {
        return JSON.readTree(
                        gateway.post("/v1/" + Gateway.STORE + ":export", body).body())
                .path("name")
                .textValue();
    }

    private static JsonNode json(Gateway gateway, String name) throws Exception {
        return JSON.readTree(gateway.get("/v1/" + name).body());
    }
}
