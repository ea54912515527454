package org.dicomcaravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class CaravanTest {
    /** A port that nobody listens on: the discard protocol's. */
    private static final String NOBODY = "http://127.0.0.1:9";

    @TempDir
    private Path folder;

    @Test
    void helpNamesEveryVerbAndEveryExitCode() {
        CommandLineRun run = CommandLineRun.of("--help");
        assertThat(run.code()).isZero();
        assertThat(run.out())
                .contains("serve", "export", "operations", "stores", "buckets", "routes", "samples")
                .contains("130", "cancelled", "CARAVAN_TOKEN_FILE");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                                | Missing required subcommand",
                "fly                                               | there is no `caravan` \"fly\": expected buckets,",
                "operations show 1                                 | there is no `caravan operations` \"show\": expected",
                "stores list --many                                | Unknown option",
                "operations                                        | Missing required subcommand",
                "export samples                                    | DESTINATION",
                "export samples /tmp/out                           | gs://BUCKET/PREFIX",
                "export samples bq://p.d.t --mime-type image/png   | --mime-type and --format are for objects",
                "export samples gs://b/o --overwrite-table         | for tables",
                "export samples gs://b/o --async                   | --async needs --server",
                "export samples gs://b/o --server ftp://somewhere  | http(s)://HOST",
                "operations list --dataset demo                    | projects/P/locations/L/datasets/D",
                "buckets create Demo                               | bad bucket name",
                "serve --port many                                 | --port",
                "serve --store a                                   | dicomStores/S",
                "serve --store a=                                  | dicomStores/S",
                "serve --store =b                                  | dicomStores/S",
                "serve --store a/b=c                               | dicomStores/S",
                "serve --store ..=c                                | dicomStores/S",
                "serve --store a:b=c                               | dicomStores/S",
                "serve --store a=b --store a=c                     | twice",
                "query --json --format csv                         | give one of them",
                "routes validate --routes /no/such/folder          | /no/such/folder",
            })
    void wrongUsageIsOneLineAndCode64(String line, String message) {
        CommandLineRun run = CommandLineRun.of(line.isEmpty() ? new String[0] : line.split(" +"));
        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains(message).hasLineCount(2);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void aServerThatIsNotThereIsCode69() {
        CommandLineRun run = CommandLineRun.of("stores", "list", "--server", NOBODY);
        assertThat(run.code()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(run.err()).contains(NOBODY, "caravan serve").hasLineCount(1);
    }

    @Test
    void anEnvironmentVariableStandsInForAFlag() {
        CommandLineRun run = CommandLineRun.of(Map.of("CARAVAN_SERVER", NOBODY), "operations", "list");
        assertThat(run.code()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(run.err()).contains(NOBODY);
    }

    @Test
    void aFlagWinsOverItsVariable() {
        CommandLineRun run = CommandLineRun.of(
                Map.of("CARAVAN_SERVER", "http://127.0.0.1:7"), "operations", "list", "--server", NOBODY);
        assertThat(run.err()).contains(NOBODY);
    }

    @Test
    void aSwitchThatIsOnByVariableStaysOnWhenGiven() {
        Map<String, String> environment = Map.of("CARAVAN_ASYNC", "true", "CARAVAN_OVERWRITE_TABLE", "true");
        CommandLineRun run = CommandLineRun.of(environment, "export", "samples", "bq://p.d.t", "--async");
        assertThat(run.err()).contains("--async needs --server");
    }

    @Test
    void severalStoresFitIntoOneVariable() {
        String a = "projects/p/locations/l/datasets/d/dicomStores/a";
        String b = "projects/p/locations/l/datasets/d/dicomStores/b";
        assertThat(stores(a + "=/data/of a; " + b + "=gs://bucket/b"))
                .containsExactlyInAnyOrderEntriesOf(Map.of(a, "/data/of a", b, "gs://bucket/b"));
    }

    /** The dataset is that of the sample store, as the settings of the project name it. */
    @Test
    void aShortNameIsOfTheDatasetOfTheSamples() throws Exception {
        assertThat(Files.readString(Path.of("config/stores.properties")))
                .contains("\n" + ServerFlags.DATASET + "/dicomStores/samples=");
        String local = ServerFlags.DATASET + "/dicomStores/";
        String full = "projects/p/locations/l/datasets/d/dicomStores/b";
        assertThat(stores("images=/data/a=b, c; Kn\u00e4ste_2=gs://bucket/x " + full + "=/b"))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(local + "images", "/data/a=b, c", local + "Kn\u00e4ste_2", "gs://bucket/x", full, "/b"));
    }

    private static Map<String, String> stores(String variable) {
        CommandLine line = Caravan.commandLine(Map.of("CARAVAN_STORE", variable));
        CommandLine serve = line.getSubcommands().get("serve");
        line.parseArgs("serve");
        ServerFlags flags = (ServerFlags) serve.getCommandSpec().mixins().values().stream()
                .map(CommandLine.Model.CommandSpec::userObject)
                .filter(ServerFlags.class::isInstance)
                .findFirst()
                .orElseThrow();
        return flags.serving("127.0.0.1", 0).stores();
    }

    @Test
    void aBucketIsAFolder() {
        String data = folder.resolve("data").toString();
        assertThat(CommandLineRun.of("buckets", "create", "results", "--data", data)
                        .out())
                .startsWith("Made gs://results");
        assertThat(CommandLineRun.of("buckets", "create", "results", "--data", data)
                        .out())
                .startsWith("There already");
        assertThat(folder.resolve("data/buckets/results")).isEmptyDirectory();
    }

    @Test
    void aBucketOfCloudStorageIsNoFolder() throws Exception {
        Path config = Files.createDirectories(folder.resolve("config"));
        Files.writeString(config.resolve("application.properties"), "caravan.profile=google\ncaravan.objects=bucket\n");
        Files.writeString(config.resolve("application-google.properties"), "caravan.objects=google-storage\n");
        CommandLineRun run = CommandLineRun.of(
                "buckets",
                "create",
                "results",
                "--data",
                folder.resolve("data").toString(),
                "--config",
                config.toString());
        assertThat(run.code()).isEqualTo(ExitCode.FAILURE);
        assertThat(run.err()).contains("gs://results", "Cloud Storage", "`gcloud storage buckets create gs://results`");
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void theProjectsRoutesAreValid() {
        CommandLineRun run = CommandLineRun.of("routes", "validate");
        assertThat(run.out()).contains("all valid");
        assertThat(run.code()).isZero();
    }

    @Test
    void aBrokenRouteIsNamedWithItsLine() throws Exception {
        Files.writeString(
                folder.resolve("broken.camel.yaml"), "- route:\n    id: broken\n    from:\n      urri: direct:a\n");
        CommandLineRun run = CommandLineRun.of("routes", "validate", "--routes", folder.toString());
        assertThat(run.code()).isEqualTo(ExitCode.FAILURE);
        assertThat(run.out()).contains("broken.camel.yaml:");
    }
}
