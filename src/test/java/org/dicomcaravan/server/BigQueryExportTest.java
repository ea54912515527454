package org.dicomcaravan.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.api.client.googleapis.util.Utils;
import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.api.services.healthcare.v1.CloudHealthcare;
import com.google.api.services.healthcare.v1.model.ExportDicomDataRequest;
import com.google.api.services.healthcare.v1.model.GoogleCloudHealthcareV1DicomBigQueryDestination;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.dicomcaravan.Soak;
import org.dicomcaravan.destination.bigquery.BigQueryEmulator;
import org.dicomcaravan.samples.MadeSamples;
import org.dicomcaravan.samples.Samples;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole way into BigQuery, from the HTTP request to the rows that a query finds in an emulator. */
@Tag("environment")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class BigQueryExportTest {

    static final String STREAM_ROWS = "stream-rows";

    @TempDir
    Path folder;

    private BigQueryEmulator bigQuery;
    private String dataset;
    private Map<String, String> properties;

    @BeforeEach
    void connect() {
        bigQuery = BigQueryEmulator.required();
        dataset = bigQuery.dataset();
        properties = new TreeMap<>(Map.of(
                "caravan.profile",
                "google",
                "caravan.bigquery.endpoint",
                bigQuery.endpoint(),
                "caravan.bigquery.project",
                BigQueryEmulator.PROJECT,
                "caravan.gcs.endpoint",
                "http://127.0.0.1:1"));
    }

    /** In the file of the profile, over which an environment variable wins as well. */
    private RunningServer start(String customisation) throws IOException {
        Path routes = customisation == null ? null : Customisation.file(customisation);
        return RunningServer.start(folder, routes, properties);
    }

    private String uri(String table) {
        return "bq://" + BigQueryEmulator.PROJECT + "." + dataset + "." + table;
    }

    private String body(String table, String more) {
        return "{\"bigqueryDestination\":{\"tableUri\":\"" + uri(table) + "\"" + more + "}}";
    }

    private JsonNode export(RunningServer server, String table, String more) {
        return server.finished(server.post(ServerUnderTest.STORE + ":export", body(table, more))
                .path("name")
                .asText());
    }

    private List<String> query(String what, String table) throws InterruptedException {
        return bigQuery.query(
                "SELECT " + what + " FROM `" + BigQueryEmulator.PROJECT + "." + dataset + "." + table + "`");
    }

    @Test
    void googlesOwnClientGetsATable() throws Exception {
        try (RunningServer server = start(null)) {
            var stores = new CloudHealthcare.Builder(
                            new NetHttpTransport(), Utils.getDefaultJsonFactory(), request -> {})
                    .setRootUrl(server.uri() + "/")
                    .setApplicationName("test")
                    .build()
                    .projects()
                    .locations()
                    .datasets();
            var started = stores.dicomStores()
                    .export(
                            ServerUnderTest.STORE,
                            new ExportDicomDataRequest()
                                    .setBigqueryDestination(new GoogleCloudHealthcareV1DicomBigQueryDestination()
                                            .setTableUri(uri("instances"))
                                            .setWriteDisposition("WRITE_EMPTY")))
                    .execute();
            JsonNode operation = server.finished(started.getName());
            long exported = ServerUnderTest.counter(operation, "success");
            assertThat(exported)
                    .isEqualTo(RunningServer.files(Samples.folder(server.data)).size());
            assertThat(query("COUNT(DISTINCT SOPInstanceUID)", "instances")).containsExactly(Long.toString(exported));
            assertThat(server.log(operation))
                    .anySatisfy(line -> assertThat(line.path("textPayload").asText())
                            .startsWith("Table " + uri("instances") + " has " + exported + " rows and "));
            assertThat(RunningServer.files(server.data.resolve("rows"))).isEmpty();
        }
    }

    @Test
    void whatCannotBeWrittenIsRefusedBeforeWorkStarts() throws Exception {
        try (RunningServer server = start(null)) {
            assertThat(export(server, "instances", "").has("response")).isTrue();
            String export = ServerUnderTest.STORE + ":export";
            assertThat(server.post(export, body("instances", ""))
                            .at("/error/status")
                            .asText())
                    .isEqualTo("ALREADY_EXISTS");
            assertThat(server.post(export, body("instances", ",\"writeDisposition\":\"WRITE_EMPTY\",\"force\":true"))
                            .at("/error/status")
                            .asText())
                    .isEqualTo("ALREADY_EXISTS");
            String elsewhere = body("instances", "").replace(dataset, "nothing");
            assertThat(server.post(export, elsewhere).at("/error/message").asText())
                    .contains("dataset " + BigQueryEmulator.PROJECT + ".nothing does not exist in BigQuery");
            assertThat(export(server, "instances", ",\"force\":true").has("response"))
                    .isTrue();
        }
    }

    /** Whether the job was being made, running or done: no row twice, and none missing. */
    @Test
    void noRowIsDoubledByAKillAroundTheLoad() throws Exception {
        Path data = java.nio.file.Files.createDirectories(folder.resolve("data"));
        MadeSamples.into(data);
        Map<String, Path> stores = Map.of(ServerUnderTest.STORE, Samples.folder(data));
        int all = RunningServer.files(Samples.folder(data)).size();
        Random random = new Random(20261129);
        int kills = Soak.times(3, 30);
        for (int kill = 1; kill <= kills; kill++) {
            ServerProcess server = ServerProcess.start(folder, properties, stores);
            String name = server.post(
                            ServerUnderTest.STORE + ":export", body("killed", ",\"writeDisposition\":\"WRITE_APPEND\""))
                    .path("name")
                    .asText();
            await().atMost(Duration.ofMinutes(1))
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> ServerUnderTest.counter(server.get(name), "success") == all);
            server.runFor(random.nextInt(1500));
            server.kill();
            try (ServerProcess next = ServerProcess.start(folder, properties, stores)) {
                assertThat(next.finished(name).path("error").isMissingNode()).isTrue();
            }
            assertThat(query("COUNT(*)", "killed")).containsExactly(Integer.toString(kill * all));
        }
    }

    @Test
    void rowsMayBeStreamed() throws Exception {
        try (RunningServer server = start(STREAM_ROWS)) {
            String json = ",\"schemaJson\":{},\"writeDisposition\":\"WRITE_APPEND\"";
            Path nothing = java.nio.file.Files.createDirectories(folder.resolve("nothing"));
            assertThat(nothing).isEmptyDirectory();
            JsonNode refused = export(server, "streamed", ",\"schemaJson\":{}");
            assertThat(refused.at("/error/message").asText()).contains("set writeDisposition to WRITE_APPEND");
            try (RunningServer loading = RunningServer.start(
                    folder.resolve("loading"), null, properties, Map.of(ServerUnderTest.STORE, nothing))) {
                assertThat(export(loading, "streamed", json).has("response")).isTrue();
            }
            JsonNode operation = export(server, "streamed", json);
            assertThat(operation.path("error").isMissingNode())
                    .as(operation.toString())
                    .isTrue();
            TreeSet<String> uids = new TreeSet<>(query("SOPInstanceUID", "streamed"));
            assertThat(uids).hasSize((int) ServerUnderTest.counter(operation, "success"));
            assertThat(query("JSON_VALUE(Metadata, '$.\"00080018\".Value[0]')", "streamed"))
                    .containsExactlyInAnyOrderElementsOf(uids);
        }
    }
}
