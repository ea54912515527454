package org.dicomcaravan.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperationStoreTest {
    @TempDir
    Path folder;

    @Test
    void carriesAnOperationFromItsCallToItsEnd() {
        try (OperationStore store = OperationStore.open(folder.resolve("state.db"))) {
            Operation created = store.operations().create(Fixtures.export());
            long id = created.id();
            assertThat(created.state()).isEqualTo(OperationState.PLANNING);

            PlanPoint start = store.plans().begin(id).orElseThrow();
            assertThat(start.nextStep()).isEqualTo(1);
            assertThat(start.cursor()).isEmpty();
            assertThat(store.plans().save(Fixtures.step(id, 1, 3))).isTrue();
            assertThat(store.plans().save(Fixtures.step(id, 2, List.of(), List.of(Fixtures.failure("1")), 4)))
                    .isTrue();
            assertThat(store.plans().planned(id, 0)).isFalse();

            Batch batch = store.batches().lease(id, 1, "here", Fixtures.LEASE).orElseThrow();
            assertThat(batch.items()).isEqualTo("items 1");
            assertThat(store.batches().report(batch, 2, 1, List.of(Fixtures.failure("2"))))
                    .isTrue();

            Operation done = Fixtures.finish(store, id).orElseThrow();
            assertThat(done.state()).isEqualTo(OperationState.DONE);
            assertThat(done.error()).isEmpty();
            assertThat(done.counters()).isEqualTo(new Counters(2, 2, 0, 0));
            assertThat(store.log().read(id))
                    .containsExactly(
                            Fixtures.failure("1"),
                            LogEntry.info(Fixtures.STORE, "4 files are not DICOM instances and were ignored."),
                            Fixtures.failure("2"));
        }
    }

    @Test
    void keepsAllOverARestart() {
        Path file = folder.resolve("state.db");
        Operation before;
        try (OperationStore store = OperationStore.open(file)) {
            before = store.operations().create(Fixtures.export());
        }
        try (OperationStore store = OperationStore.open(file)) {
            assertThat(store.operations().find(before.name())).contains(before);
            assertThat(store.operations().unfinished())
                    .containsExactly(new UnfinishedOperation(before.id(), OperationState.PLANNING));
        }
    }

    @Test
    void isOpenToOneServerAtATime() {
        Path file = folder.resolve("state.db");
        try (OperationStore first = OperationStore.open(file)) {
            assertThatThrownBy(() -> OperationStore.open(file))
                    .isInstanceOf(StateException.class)
                    .hasMessageContaining("Another server works on");
            assertThat(first.operations().unfinished()).isEmpty();
        }
    }

    @Test
    void refusesAFileThatIsNoDatabase() throws Exception {
        Path file = Files.writeString(folder.resolve("state.db"), "this is no database, but long enough to look at");
        assertThatThrownBy(() -> OperationStore.open(file))
                .isInstanceOf(StateException.class)
                .hasMessageContaining(file.toString());
        Files.delete(file);
        OperationStore.open(file).close();
    }

    @Test
    void refusesAFileOfALaterVersion() {
        Path file = folder.resolve("state.db");
        OperationStore.open(file).close();
        new StateFile(file).execute("""
                INSERT INTO flyway_schema_history
                SELECT installed_rank + 1000, '1000', 'later', type, 'V1000__later.sql', checksum, installed_by,
                    installed_on, execution_time, success
                FROM flyway_schema_history LIMIT 1
                """);
        assertThatThrownBy(() -> OperationStore.open(file))
                .isInstanceOf(StateException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("of this version or an earlier one");
    }

    @Test
    void refusesAFolderThatIsNotThere() {
        assertThatThrownBy(() -> OperationStore.open(folder.resolve("none/state.db")))
                .isInstanceOf(StateException.class)
                .hasMessageContaining("does its folder exist");
    }
}
