package org.dicomcaravan.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.dicomcaravan.operation.Fixtures.LEASE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dicomcaravan.database.sqlite.SqliteReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A state file that somebody looks at, beside the server that works on it and without one. */
class SavedStateTest {
    @TempDir
    Path folder;

    private Path file;
    private OperationStore store;

    @BeforeEach
    void open() {
        file = folder.resolve("state.db");
        store = OperationStore.open(file);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private SavedState look() {
        return SavedState.of(new SqliteReader(file));
    }

    @Test
    void showsNodesAndWhatTheyHaveInHand() {
        Operation listed = store.operations().create(Fixtures.export());
        store.plans().begin(listed.id());
        store.plans().save(Fixtures.step(listed.id(), 1, 3));
        store.plans().save(Fixtures.step(listed.id(), 2, 3));
        store.nodes().beat("b/2", "b", "1.0", 2);
        store.nodes().beat("a/1", "a", "1.0", 4);
        store.claims().claim(listed.id(), "a/1", LEASE);
        store.batches().lease(listed.id(), 1, "b/2", LEASE);
        store.batches().lease(listed.id(), 2, "b/2", LEASE);
        try (SavedState saved = look()) {
            List<SavedState.NodeAtWork> nodes = saved.nodes();
            assertThat(nodes).extracting(each -> each.node().name()).containsExactly("a", "b");
            assertThat(nodes).allMatch(each -> each.node().isAlive());
            assertThat(nodes.get(0).work()).containsExactly(new Nodes.Work(listed.name(), 0, Nodes.Task.PLANS));
            assertThat(nodes.get(1).work()).containsExactly(new Nodes.Work(listed.name(), 2, Nodes.Task.NONE));
        }
    }

    @Test
    void tellsWhoEndsAnOperationFromWhoPlansIt() {
        Operation ending = store.operations().create(Fixtures.export());
        store.plans().begin(ending.id());
        store.plans().planned(ending.id(), 0);
        store.nodes().beat("a/1", "a", "1.0", 4);
        store.claims().claim(ending.id(), "a/1", LEASE);
        try (SavedState saved = look()) {
            assertThat(saved.nodes().get(0).work()).containsExactly(new Nodes.Work(ending.name(), 0, Nodes.Task.ENDS));
        }
    }

    @Test
    void readsALogByTheWholeNameOrItsEnd() {
        Operation operation = store.operations().create(Fixtures.export());
        store.log().add(operation.id(), Fixtures.failure("1.2.3.4"));
        try (SavedState saved = look()) {
            for (String name : List.of(operation.name(), Long.toString(operation.id()))) {
                List<LogEntry> entries = new ArrayList<>();
                assertThat(saved.readLog(name, entries::add)).isTrue();
                assertThat(entries).containsExactly(Fixtures.failure("1.2.3.4"));
            }
            assertThat(saved.readLog("1", entry -> {})).isFalse();
        }
    }

    @Test
    void isLookedAtWithoutAServerAndNotChanged() throws IOException {
        store.nodes().beat("a/1", "a", "1.0", 4);
        store.nodes().stops("a/1");
        store.close();
        byte[] before = Files.readAllBytes(file);
        try (SavedState saved = look()) {
            assertThat(saved.nodes()).hasSize(1).allMatch(each -> each.node().stopping());
        }
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void isNotMadeWhereThereIsNone() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.db"));
        assertThatExceptionOfType(StateException.class)
                .isThrownBy(() -> SavedState.of(new SqliteReader(empty)))
                .withMessage(
                        "the state in " + empty + " can't be read: no server has worked with it yet; start a server of"
                                + " this version with it, or name another one");
        assertThat(empty).isEmptyFile();
    }

    /** As it was before there were nodes: logs are read, nodes are not, and it is not brought up to date. */
    @Test
    void ofAnEarlierVersionSaysThatItHasNoNodes() {
        Operation operation = store.operations().create(Fixtures.export());
        store.log().add(operation.id(), Fixtures.failure("1.2.3.4"));
        new StateFile(file).execute("DROP TABLE node");
        try (SavedState saved = look()) {
            assertThat(saved.readLog(operation.name(), entry -> {})).isTrue();
            assertThatExceptionOfType(StateException.class)
                    .isThrownBy(saved::nodes)
                    .withMessageContaining("earlier version, which kept no list of nodes");
        }
    }
}
