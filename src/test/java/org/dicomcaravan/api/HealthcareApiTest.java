package org.dicomcaravan.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.dicomcaravan.export.ExportRequest;
import org.dicomcaravan.export.ExportTarget;
import org.dicomcaravan.operation.Fingerprint;
import org.dicomcaravan.operation.LogEntry;
import org.dicomcaravan.operation.PlanStep;
import org.dicomcaravan.rpc.RpcCode;
import org.dicomcaravan.server.http.Gateway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealthcareApiTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BODY = "{\"gcsDestination\":{\"uriPrefix\":\"gs://bucket/x\"}}";

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

    private static String export(String version, String body, String... headers) throws Exception {
        HttpResponse<String> answer = gateway.post("/" + version + "/" + Gateway.STORE + ":export", body, headers);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body()).get("name").textValue();
    }

    @Test
    void startsAnExportAndAnswersWithItsNameOnly() throws Exception {
        String name = export("v1beta1", BODY);
        assertThat(name).startsWith(Gateway.DATASET + "/operations/");
        assertThat(gateway.queued).contains(name);
        HttpResponse<String> answer = gateway.get("/v1/" + name);
        JsonNode operation = JSON.readTree(answer.body());
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/json; charset=UTF-8");
        assertThat(operation.get("name").textValue()).isEqualTo(name);
        JsonNode metadata = operation.get("metadata");
        assertThat(metadata.get("@type").textValue())
                .isEqualTo("type.googleapis.com/google.cloud.healthcare.v1beta1.OperationMetadata");
        assertThat(metadata.get("apiMethodName").textValue())
                .isEqualTo("google.cloud.healthcare.v1beta1.dicom.DicomService.ExportDicomData");
        assertThat(metadata.get("createTime").textValue())
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z");
        assertThat(metadata.get("logsUrl").textValue()).isEqualTo(gateway.url() + "/v1beta1/" + name + "/log");
        assertThat(operation.has("done")).isFalse();
    }

    @Test
    void keepsTheRequestAsItWasGiven() throws Exception {
        export(
                "v1alpha2",
                "{\"gcs_destination\":{\"uri_prefix\":\"gs://kept/\\u00fc\",\"mime_type\":null},"
                        + "\"filterConfig\":{\"resourcePathsGcsUri\":\"gs://b/f.txt\"}}");
        ExportRequest request = gateway.accepted.stream()
                .filter(it -> Gateway.prefix(it).equals("gs://kept/\u00fc"))
                .findFirst()
                .orElseThrow();
        assertThat(request.store()).isEqualTo(Gateway.STORE);
        assertThat(request.apiVersion()).isEqualTo("v1alpha2");
        assertThat(request.target()).isEqualTo(new ExportTarget.Bucket("gs://kept/\u00fc", Optional.empty()));
        assertThat(request.filterGcsUri()).hasValue("gs://b/f.txt");
        assertThat(request.json())
                .isEqualTo("{\"gcsDestination\":{\"uriPrefix\":\"gs://kept/\u00fc\"},"
                        + "\"filterConfig\":{\"resourcePathsGcsUri\":\"gs://b/f.txt\"}}");
    }

    @Test
    void inflatesBodiesWithinTheLimit() throws Exception {
        String path = "/v1/" + Gateway.STORE + ":export";
        assertThat(gateway.post(path, gzip(BODY), "Content-Encoding", "gzip").statusCode())
                .isEqualTo(200);
        assertThat(gateway.post(path, BODY, "Content-Encoding", "gzip").body()).contains("not valid gzip");
        byte[] cut = Arrays.copyOf(gzip(BODY), 20);
        assertThat(gateway.post(path, cut, "Content-Encoding", "gzip").body()).contains("not valid gzip");
        assertThat(gateway.post(path, BODY, "Content-Encoding", "br").body()).contains("\\\"br\\\"");
        byte[] members = new byte[20_000 * gzip("").length];
        for (int i = 0; i < members.length; i++) {
            members[i] = gzip("")[i % gzip("").length];
        }
        assertThat(gateway.post(path, members, "Content-Encoding", "gzip").statusCode())
                .isEqualTo(400);
        HttpResponse<String> bomb = gateway.post(path, gzip(" ".repeat(11_000_000)), "Content-Encoding", "gzip");
        assertThat(bomb.statusCode()).isEqualTo(400);
        assertThat(bomb.body()).contains("exceeds the limit: 10485760 bytes");
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return zipped.toByteArray();
    }

    @Test
    void hidesItsInside() throws Exception {
        String path = "/v1/" + Gateway.STORE + ":export";
        HttpResponse<String> answer = gateway.post(path, BODY.replace("bucket", "broken"));
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body())
                .contains("\"INTERNAL\"")
                .doesNotContain("dicomcaravan")
                .doesNotContain("secret");
    }

    @Test
    void answersInJsonWhereTheRouteFailsLater() throws Exception {
        HttpResponse<String> answer =
                gateway.post("/v1/" + Gateway.STORE + ":export", BODY.replace("bucket", "unqueued"));
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(JSON.readTree(answer.body()).at("/error/status").textValue()).isEqualTo("INTERNAL");
    }

    @Test
    void passesARefusalOn() throws Exception {
        String path = "/v1/" + Gateway.STORE + ":export";
        HttpResponse<String> answer = gateway.post(path, BODY.replace("bucket", "no-such-bucket"));
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("no-such-bucket is not there");
    }

    @Test
    void cancels() throws Exception {
        String name = export("v1", BODY);
        HttpResponse<String> answer = gateway.post("/v1/" + name + ":cancel", "{}");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{}\n");
        JsonNode after = JSON.readTree(gateway.get("/v1/" + name).body());
        assertThat(after.at("/metadata/cancelRequested").booleanValue()).isTrue();
        HttpResponse<String> odd = gateway.post("/v1/" + name + ":cancel", "{\"now\":true}");
        assertThat(odd.body()).contains("Unknown name \\\"now\\\"");
    }

    @Test
    void tellsTheRouteToEndWhatNobodyWorksOn() throws Exception {
        String name = export("v1", BODY);
        long id = gateway.state.operations().find(name).orElseThrow().id();
        gateway.state.plans().begin(id);
        List<Fingerprint> one = List.of(Fingerprint.of("1", "2", "3"));
        gateway.state.plans().save(new PlanStep(id, 0, 1, "[]", one, "", List.of(), List.of(), 0));
        gateway.state.plans().planned(id, 0);
        gateway.post("/v1/" + name + ":cancel", "");
        assertThat(gateway.cancelled).containsExactly(id);
        gateway.state
                .lifecycle()
                .finish(
                        gateway.state
                                .claims()
                                .claim(id, "node", Duration.ofMinutes(1))
                                .orElseThrow(),
                        end -> {});
        JsonNode ended = JSON.readTree(gateway.get("/v1beta1/" + name).body());
        assertThat(ended.at("/done").booleanValue()).isTrue();
        assertThat(ended.at("/error/code").intValue()).isEqualTo(1);
        assertThat(ended.at("/error/message").textValue()).isNotBlank();
        assertThat(ended.has("response")).isFalse();
        assertThat(ended.at("/metadata/endTime").textValue()).endsWith("Z");
        assertThat(gateway.post("/v1/" + name + ":cancel", "{}").statusCode()).isEqualTo(200);
        assertThat(gateway.cancelled).hasSize(1);
    }

    @Test
    void theGatewayRouteKnowsTheProperties() throws IOException {
        assertThat(Files.readString(Path.of("routes", "http-gateway.camel.yaml")))
                .contains("${exchangeProperty." + HealthcareApi.ACCEPTED + "} != null")
                .contains("${exchangeProperty." + HealthcareApi.CANCELLED + "} != null");
    }

    @Test
    void endsWell() throws Exception {
        String name = export("v1alpha2", BODY);
        long id = gateway.state.operations().find(name).orElseThrow().id();
        gateway.state.plans().begin(id);
        List<LogEntry> failures = List.of(LogEntry.error(Gateway.STORE, RpcCode.INVALID_ARGUMENT, "x: no UIDs"));
        gateway.state.plans().save(new PlanStep(id, 0, 1, "", List.of(), "", failures, List.of(), 0));
        gateway.state.plans().planned(id, 0);
        gateway.state
                .lifecycle()
                .finish(
                        gateway.state
                                .claims()
                                .claim(id, "node", Duration.ofMinutes(1))
                                .orElseThrow(),
                        end -> {});
        JsonNode ended = JSON.readTree(gateway.get("/v1/" + name).body());
        assertThat(ended.get("response"))
                .isEqualTo(JSON.readTree("{\"@type\":"
                        + "\"type.googleapis.com/google.cloud.healthcare.v1alpha2.dicom.ExportDicomDataResponse\"}"));
        assertThat(ended.at("/metadata/counter")).isEqualTo(JSON.readTree("{\"failure\":\"1\"}"));
        assertThat(ended.has("error")).isFalse();
        assertThat(ended.get("metadata").has("cancelRequested")).isFalse();
    }

    @Test
    void streamsTheLog() throws Exception {
        String name = export("v1", BODY);
        long id = gateway.state.operations().find(name).orElseThrow().id();
        List<LogEntry> entries = IntStream.range(0, 5000)
                .mapToObj(i -> LogEntry.error(
                        Gateway.STORE + "/dicomWeb/studies/1." + i,
                        RpcCode.FAILED_PRECONDITION,
                        "no pixel data \u00fc"))
                .toList();
        gateway.state.plans().begin(id);
        gateway.state.plans().save(new PlanStep(id, 0, 1, "", List.of(), "", entries, List.of(), 0));
        HttpResponse<String> log = gateway.get("/v1/" + name + "/log");
        assertThat(log.headers().firstValue("content-type")).hasValue("application/x-ndjson");
        assertThat(log.body().lines()).hasSize(5000);
        JsonNode last = JSON.readTree(log.body().lines().skip(4999).findFirst().orElseThrow());
        assertThat(last).isEqualTo(JSON.readTree("""
                {"severity":"ERROR","jsonPayload":{
                    "@type":"type.googleapis.com/google.cloud.healthcare.logging.ExportDicomLogEntry",
                    "resourceName":"%s/dicomWeb/studies/1.4999","error":{"code":9,"message":"no pixel data \u00fc"}}}
                """.formatted(Gateway.STORE)));
    }

    @Test
    void listsWithTokens() throws Exception {
        String path = "/v1/" + Gateway.DATASET + "/dicomStores?pageSize=2";
        JsonNode first = JSON.readTree(gateway.get(path).body());
        assertThat(first.get("dicomStores")).hasSize(2);
        JsonNode second = JSON.readTree(
                gateway.get(path + "&pageToken=" + first.get("nextPageToken").textValue())
                        .body());
        assertThat(second.get("dicomStores")).hasSize(1);
        assertThat(second.has("nextPageToken")).isFalse();
        assertThat(gateway.get(path + "&pageToken=kit-no-such-token").body()).contains("page_token");
        assertThat(gateway.get("/v1/" + Gateway.DATASET + "/operations?pageToken=kit")
                        .body())
                .contains("page_token");
        assertThat(gateway.get("/v1/" + Gateway.DATASET + "/operations?pageSize=9999999999")
                        .body())
                .contains("page_size");
    }

    @Test
    void givesPartsOfAnAnswer() throws Exception {
        String path = "/v1/" + export("v1", BODY);
        assertThat(JSON.readTree(gateway.get(path + "?fields=name,metadata/createTime")
                                .body())
                        .get("metadata"))
                .hasSize(1);
        assertThat(gateway.get(path + "?fields=name&prettyPrint=false").body()).matches("\\{\"name\":\"[^\"]+\"}\n");
        assertThat(gateway.get(path + "?fields=name").body()).startsWith("{\n  \"name\": \"projects/p/");
    }
}
