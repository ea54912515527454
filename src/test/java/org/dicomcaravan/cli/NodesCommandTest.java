package org.dicomcaravan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.dicomcaravan.database.postgresql.PostgresAddress;
import org.dicomcaravan.database.postgresql.PostgresDatabase;
import org.dicomcaravan.operation.NewOperation;
import org.dicomcaravan.operation.Node;
import org.dicomcaravan.operation.Nodes;
import org.dicomcaravan.operation.OperationStore;
import org.dicomcaravan.operation.SavedState.NodeAtWork;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The list of servers, out of the state of a data folder, and of a database that they share. */
class NodesCommandTest {
    private static final String DATASET = "projects/p/locations/l/datasets/d";

    @TempDir
    private Path folder;

    private String id;

    /** One that plans, one that stops, and an earlier start of the first. */
    private void populate(OperationStore store) {
        store.nodes().beat("first/0", "first", "0.9", 4);
        store.nodes().stops("first/0");
        store.nodes().beat("second/1", "second", "1.0", 2);
        store.nodes().stops("second/1");
        store.nodes().beat("first/1", "first", "1.0", 4);
        id = Long.toString(store.operations()
                .create(new NewOperation(DATASET, DATASET + "/dicomStores/s", "v1", "ExportDicomData", "{}"))
                .id());
        store.plans().begin(Long.parseLong(id));
        store.claims().claim(Long.parseLong(id), "first/1", Duration.ofMinutes(1));
    }

    private void assertListed(CommandLineRun run) {
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.outLines()).hasSize(3);
        assertThat(run.outLines().get(0).split(" {2,}"))
                .containsExactly("NODE", "STATE", "HEARD", "WORKERS", "BATCHES", "OPERATIONS", "SINCE", "VERSION");
        assertThat(run.outLines().get(1)).matches("first +alive +\\d\\.\\d s ago +4 +0 +" + id + " \\(plans\\) .* 1\\.0");
        assertThat(run.outLines().get(2)).matches("second +stopping +\\d\\.\\d s ago +2 +0 +- .* 1\\.0");
    }

    private CommandLineRun inFolder(String... more) {
        String[] verb = new String[more.length + 2];
        verb[0] = "nodes";
        verb[1] = "--data=" + folder;
        System.arraycopy(more, 0, verb, 2, more.length);
        return CommandLineRun.of(verb);
    }

    @Test
    void isOfADataFolderBesideItsServer() {
        try (OperationStore store = OperationStore.open(folder.resolve("state.db"))) {
            populate(store);
            assertListed(inFolder());
            assertThat(inFolder("--json").out())
                    .contains("\"node\" : \"first\"", "\"task\" : \"plans\"", DATASET + "/operations/" + id);
        }
        assertListed(inFolder());
    }

    @Test
    void saysThatNobodyIsThere() {
        OperationStore.open(folder.resolve("state.db")).close();
        CommandLineRun run = inFolder();
        assertThat(run.code()).isZero();
        assertThat(run.out())
                .isEqualToIgnoringNewLines("No node was heard of for a day in " + folder
                        + "/state.db; `caravan serve` starts one.");
        assertThat(inFolder("--json").out()).isEqualToIgnoringNewLines("[ ]");
    }

    @Test
    void saysWhereItLookedInVain() {
        CommandLineRun run = inFolder();
        assertThat(run.code()).isEqualTo(ExitCode.FAILURE);
        assertThat(run.err())
                .isEqualToIgnoringNewLines("caravan: There is no state: " + folder
                        + "/state.db is not there, since no server has worked in that data folder; name another one by"
                        + " --data, or a database by caravan.state.url");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void saysThatTheDatabaseIsAway() throws IOException {
        CommandLineRun run = CommandLineRun.of("nodes", "--config=" + config("jdbc:postgresql://127.0.0.1:1/caravan"));
        assertThat(run.code()).isEqualTo(ExitCode.FAILURE);
        assertThat(run.err())
                .contains("The state can't be reached by caravan.state.url: PostgreSQL at 127.0.0.1:1/caravan can't be");
    }

    /** In a schema of this test's own, which is empty at first, and stays so. */
    @Test
    @Tag("environment")
    void isOfADatabaseThatServersShare() throws IOException {
        String database = System.getenv("CARAVAN_POSTGRES");
        assumeTrue(database != null, "CARAVAN_POSTGRES is not set: no PostgreSQL to test with");
        String schema = "nodes_" + UUID.randomUUID().toString().replace('-', '_');
        Jdbi administrator = Jdbi.create(database, "caravan", "caravan");
        administrator.useHandle(h -> h.execute("CREATE SCHEMA " + schema));
        try {
            String url = database + "?currentSchema=" + schema;
            Path config = config(url);
            CommandLineRun empty = CommandLineRun.of("nodes", "--config=" + config);
            assertThat(empty.code()).isEqualTo(ExitCode.FAILURE);
            assertThat(empty.err()).contains("can't be read: no server has worked with it yet").hasLineCount(1);
            assertThat(administrator.<Long, RuntimeException>withHandle(
                            h -> h.createQuery("SELECT COUNT(*) FROM pg_tables WHERE schemaname = :schema")
                                    .bind("schema", schema)
                                    .mapTo(Long.class)
                                    .one()))
                    .isZero();
            try (OperationStore store = shared(url)) {
                populate(store);
                assertListed(CommandLineRun.of("nodes", "--config=" + config));
                CommandLineRun log = CommandLineRun.of("operations", "log", id, "--config=" + config);
                assertThat(log.code()).as(log.err()).isZero();
                assertThat(CommandLineRun.of("operations", "log", "1", "--config=" + config)
                                .err())
                        .contains("has no operation 1");
            }
        } finally {
            administrator.useHandle(h -> h.execute("DROP SCHEMA " + schema + " CASCADE"));
        }
    }

    private static OperationStore shared(String url) {
        Optional<String> user = Optional.of("caravan");
        return OperationStore.shared(PostgresDatabase.open(new PostgresAddress(url, user, user, 2)));
    }

    /** An earlier start of a node counts while something is in its hands, or while it goes on beside the later one. */
    @Test
    void leavesOutWhatANodeWasBefore() {
        Node now = node("a/2", Duration.ZERO);
        Node before = node("a/1", Duration.ofMinutes(3));
        Node twin = node("a/0", Duration.ofSeconds(1));
        assertThat(ListedNode.of(List.of(idle(now), idle(before)))).hasSize(1);
        assertThat(ListedNode.of(List.of(idle(now), idle(twin)))).hasSize(2);
        assertThat(ListedNode.of(List.of(
                        idle(now),
                        new NodeAtWork(
                                before,
                                List.of(new Nodes.Work(
                                        "x", 3, Nodes.Task.NONE))))))
                .extracting(ListedNode::state)
                .containsExactly("alive", "silent");
    }

    private static NodeAtWork idle(Node node) {
        return new NodeAtWork(node, List.of());
    }

    private static Node node(String owner, Duration silent) {
        return new Node(owner, "a", "1.0", Instant.EPOCH, silent, 1, false);
    }

    /** The shipped settings with a database. */
    private Path config(String url) throws IOException {
        Path config = Files.createDirectories(folder.resolve("config"));
        for (String name : new String[] {"application.properties", "application-embedded.properties"}) {
            Files.copy(Path.of("config", name), config.resolve(name));
        }
        Path file = config.resolve("application.properties");
        Files.writeString(
                file,
                Files.readString(file)
                        .replace("caravan.state.url=\n", "caravan.state.url=" + url + "\n")
                        .replace("caravan.state.url.user=\n", "caravan.state.url.user=caravan\n")
                        .replace("caravan.state.url.password=\n", "caravan.state.url.password=caravan\n"));
        return config;
    }
}
