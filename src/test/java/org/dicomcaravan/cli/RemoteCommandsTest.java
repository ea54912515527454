package org.dicomcaravan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.dicomcaravan.export.ExportRequest;
import org.dicomcaravan.export.ExportTarget;
import org.dicomcaravan.operation.NewOperation;
import org.dicomcaravan.operation.OperationStore;
import org.dicomcaravan.samples.MadeSamples;
import org.dicomcaravan.samples.Samples;
import org.dicomcaravan.server.CaravanServer;
import org.dicomcaravan.server.ServerOptions;
import org.dicomcaravan.server.routes.RouteFolders;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that talk to a server somewhere. */
class RemoteCommandsTest {
    private static final String DATASET = "projects/p/locations/l/datasets/d";
    private static final String STORE = DATASET + "/dicomStores/bones";

    @TempDir
    private static Path data;

    private static CaravanServer server;
    /** What an export said that had the same data, before the server. */
    private static CommandLineRun oneShot;

    @BeforeAll
    static void start() throws IOException {
        MadeSamples.into(data);
        oneShot = CommandLineRun.of(
                "export",
                Samples.folder(data).toString(),
                "gs://demo/one-shot",
                "--mime-type=image/png",
                "--data=" + data);
        server = server(data);
    }

    private static CaravanServer server(Path data) throws IOException {
        return CaravanServer.start(new ServerOptions(
                "127.0.0.1",
                0,
                data,
                Path.of("config"),
                RouteFolders.of(Path.of("routes")),
                Path.of("transcoders"),
                Map.of(STORE, Samples.folder(data).resolve("bones").toString()),
                true,
                false));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void listsAndDescribesStores() {
        assertThat(call("stores", "list").outLines()).contains(STORE).hasSizeGreaterThan(1);
        assertThat(call("stores", "list", "--dataset", DATASET).outLines()).containsExactly(STORE);
        assertThat(call("stores", "describe", "bones").out())
                .contains("\"name\" : \"" + STORE + "\"", "\"instanceCount\" : \"2\"");
    }

    @Test
    void exportsByTheLastPartOfAName() {
        CommandLineRun run = call("export", "bones", "gs://demo/remote", "--mime-type", "image/png");
        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("2 instances exported to gs://demo/remote");
    }

    /** Where the server's data is, nobody here knows; SQL that BigQuery reads as well is the most that can be said. */
    @Test
    void anExportToATableSaysWhatItBecame() {
        CommandLineRun run = call("export", "bones", "bq://demo.remote.bones");
        assertThat(run.code()).as(run.toString()).isZero();
        assertThat(run.outLines()).hasSize(3);
        assertThat(run.outLines().get(0)).endsWith(": 2 instances exported to bq://demo.remote.bones.");
        assertThat(run.outLines().get(1))
                .matches("  Table bq://demo\\.remote\\.bones has 2 rows and \\d+ columns now\\.");
        assertThat(run.outLines().get(2))
                .isEqualTo("  Try: SELECT Modality, count(*) AS instances FROM demo.remote.bones GROUP BY Modality");
        CommandLineRun again = call("export", "bones", "bq://demo.remote.bones");
        assertThat(again.code()).isIn(ExitCode.REFUSED, ExitCode.OPERATION_ERROR);
        assertThat(again.out() + again.err()).contains("exists already").doesNotContain("Try:");
        CommandLineRun quoted =
                call("export", "bones", "bq://my-project.remote.bones", "--write-disposition", "write-truncate");
        assertThat(quoted.out()).contains("has 2 rows").doesNotContain("Try:");
    }

    @Test
    void anOperationIsWaitedForDescribedListedAndCancelled() {
        CommandLineRun started = call("export", STORE, "gs://demo/later", "--async");
        assertThat(started.code()).isZero();
        String name = started.out().strip();
        assertThat(name).startsWith(DATASET + "/operations/");

        CommandLineRun waited = call("operations", "wait", name);
        assertThat(waited.code()).isZero();
        assertThat(waited.out()).contains("2 instances exported to gs://demo/later.");
        assertThat(call("operations", "describe", ResourceNames.last(name)).out())
                .contains("\"done\" : true", "\"success\" : \"2\"");
        assertThat(call("operations", "list").outLines())
                .anyMatch(line -> line.matches(
                        ResourceNames.last(name) + " +done +\\d{4}-.* bones +gs://demo/later +DICOM +2 +0 +0 .*"));
        assertThat(call("operations", "list", "--dataset", DATASET, "--json").out())
                .contains("\"name\" : \"" + name + "\"");
        assertThat(call("operations", "cancel", name).code()).isZero();
    }

    /** Its folder is no store of the server. */
    @Test
    void knowsTheOperationsOfOthersOnItsData() {
        assertThat(oneShot.code()).isEqualTo(ExitCode.INSTANCES_FAILED);
        String name =
                oneShot.out().replaceFirst("(?s).* failures (\\d+).*", "$1").strip();
        assertThat(call("operations", "list").outLines()).anyMatch(line -> line.startsWith(name + " "));
        assertThat(call("operations", "describe", name).out()).contains("\"failure\" : \"1\"");
        CommandLineRun log = call("operations", "log", name);
        assertThat(log.outLines()).hasSize(1).allMatch(line -> line.contains("no pixel data"));
        CommandLineRun failures = call("operations", "failures", name);
        assertThat(failures.outLines()).isEqualTo(oneShot.outLines().subList(1, 3));
        // Beside the server, out of its state.
        assertThat(CommandLineRun.of("operations", "log", name, "--data=" + data))
                .isEqualTo(log);
        assertThat(CommandLineRun.of("operations", "failures", name, "--data=" + data))
                .isEqualTo(failures);
    }

    /** Its bucket is not there when a server goes on with it. */
    @Test
    void anOperationThatWaitsIsShownAsWaiting(@TempDir Path other) throws Exception {
        MadeSamples.into(other);
        ExportRequest request = new ExportRequest(
                STORE,
                "v1",
                new ExportTarget.Bucket("gs://gone/x", Optional.empty()),
                Optional.empty(),
                "{\"gcsDestination\":{\"uriPrefix\":\"gs://gone/x\"}}");
        String name;
        try (OperationStore state = OperationStore.open(other.resolve("state.db"))) {
            name = state.operations()
                    .create(new NewOperation(DATASET, STORE, "v1", "ExportDicomData", request.toJson()))
                    .name();
        }
        try (CaravanServer waiting = server(other)) {
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> at(waiting, "operations", "list").outLines().stream()
                            .anyMatch(line -> line.startsWith(ResourceNames.last(name)) && line.contains(" waiting ")));
            CommandLineRun described = at(waiting, "operations", "get", name);
            assertThat(described.out())
                    .contains("\"name\" : \"" + name + "\"", "\"uriPrefix\" : \"gs://gone/x\"")
                    .doesNotContain("gs://gone ");
            leavesItWithCtrlC(waiting, name);
            assertThat(described.err())
                    .contains("bucket gs://gone does not exist")
                    .hasLineCount(1);
            assertThat(at(waiting, "operations", "cancel", name).code()).isZero();
            assertThat(at(waiting, "operations", "wait", name).code()).isEqualTo(ExitCode.CANCELLED);
            assertThat(at(waiting, "operations", "list").outLines())
                    .anyMatch(line -> line.startsWith(ResourceNames.last(name)) && line.contains(" cancelled "));
        }
    }

    private static void leavesItWithCtrlC(CaravanServer server, String name) throws Exception {
        String flag = " --server " + server.uri();
        InterruptedRun run = InterruptedRun.of(
                "waits", "operations", "wait", name, "--server", server.uri().toString());
        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.CANCELLED);
        assertThat(run.out()).isEmpty();
        String id = ResourceNames.last(name);
        assertThat(run.err().lines())
                .containsSequence(
                        "No instance is exported yet; the operation goes on at " + server.uri() + ".",
                        "  Wait for it: caravan operations wait " + id + flag,
                        "  Cancel it:   caravan operations cancel " + id + flag);
        assertThat(at(server, "operations", "describe", name).out()).doesNotContain("\"done\"", "cancelRequested");
    }

    @Test
    void whatIsNotThereIsRefused() {
        CommandLineRun run = call("operations", "describe", DATASET + "/operations/12345");
        assertThat(run.code()).isEqualTo(ExitCode.REFUSED);
        assertThat(run.err()).contains("12345").hasLineCount(1);
        assertThat(call("operations", "wait", "12345").code()).isEqualTo(ExitCode.REFUSED);
    }

    private static CommandLineRun call(String... arguments) {
        return at(server, arguments);
    }

    private static CommandLineRun at(CaravanServer server, String... arguments) {
        return CommandLineRun.of(Stream.concat(
                        Stream.of(arguments), Stream.of("--server", server.uri().toString()))
                .toArray(String[]::new));
    }
}
