package org.dicomcaravan.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.dicomcaravan.rpc.RpcCode;
import org.dicomcaravan.rpc.RpcStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Operations from their beginning to their end, in a state in a file or in a database. */
abstract class AnyOperationsTest {
    private static final RpcStatus NO_BUCKET = new RpcStatus(RpcCode.NOT_FOUND, "bucket b doesn't exist");

    @TempDir
    Path folder;

    private final Function<Path, StateUnderTest> where;
    private StateUnderTest state;
    private OperationStore store;
    private Operations operations;

    AnyOperationsTest(Function<Path, StateUnderTest> where) {
        this.where = where;
    }

    @BeforeEach
    void open() {
        state = where.apply(folder);
        store = state.open();
        operations = store.operations();
    }

    @AfterEach
    void close() {
        if (store != null) {
            store.close();
            state.close();
        }
    }

    @Test
    void savesWhatWasAsked() {
        Instant before = state.now();
        Operation created = operations.create(Fixtures.export());
        assertThat(created.origin()).isEqualTo(Fixtures.export());
        assertThat(created.name()).matches("projects/p/locations/l/datasets/d/operations/[0-9]{19}");
        assertThat(created.createTime()).isBetween(before, state.now());
        assertThat(created.endTime()).isEmpty();
        assertThat(created.error()).isEmpty();
        assertThat(created.counters()).isEqualTo(new Counters(0, 0, 0, 0));
        assertThat(operations.find(created.name())).contains(created);
    }

    @Test
    void numbersLaterOperationsHigherEvenIfTheClockIsSetBack() {
        long first = operations.create(Fixtures.export()).id();
        long second = operations.create(Fixtures.export()).id();
        state.advance(Duration.ofDays(-3));
        long third = operations.create(Fixtures.export()).id();
        store.close();
        store = state.open();
        operations = store.operations();
        long fourth = operations.create(Fixtures.export()).id();
        assertThat(List.of(first, second, third, fourth)).isSorted().doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "projects/p/locations/l/datasets/d/operations/kit-no-such",
                "projects/p/locations/l/datasets/d/operations/12345678901234567890",
                "projects/p/locations/l/datasets/d/operations/9999999999999999999",
                "projects/p/locations/l/datasets/d/operations/1",
                "projects/p/locations/l/datasets/d/operations/-1",
                "projects/p/locations/l/datasets/d/operations/\0",
                "projects/p/locations/l/datasets/d/operations/' OR 1=1 --"
            })
    void findsNothingUnderAnotherName(String name) {
        operations.create(Fixtures.export());
        assertThat(operations.find(name)).isEmpty();
    }

    @Test
    void keepsDatasetsApart() {
        Operation created = operations.create(Fixtures.export());
        String other = Fixtures.DATASET + "-other";
        assertThat(operations.find(other + "/operations/" + created.id())).isEmpty();
        assertThat(operations.list(other, 10, Optional.empty()).operations()).isEmpty();
    }

    @Test
    void listsNewestFirstWhateverStartsMeanwhile() {
        List<Operation> all = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            all.add(operations.create(Fixtures.export()));
            operations.create(Fixtures.export(Fixtures.DATASET + "2"));
        }
        Collections.reverse(all);
        List<Operation> listed = new ArrayList<>();
        Optional<String> token = Optional.empty();
        do {
            OperationPage page = operations.list(Fixtures.DATASET, 3, token);
            listed.addAll(page.operations());
            token = page.nextPageToken();
            operations.create(Fixtures.export());
        } while (token.isPresent());
        assertThat(listed).isEqualTo(all);
        assertThat(operations.list(Fixtures.DATASET + "2", 7, Optional.empty()).nextPageToken())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 1001})
    void refusesOddPageSizes(int size) {
        assertThatThrownBy(() -> operations.list(Fixtures.DATASET, size, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("page size " + size);
    }

    @Test
    void cancelsAtOnceWhatNobodyWorksOn() {
        Operation created = operations.create(Fixtures.export());
        Operation cancelled = store.lifecycle().requestCancel(created.id()).orElseThrow();
        assertThat(cancelled.state()).isEqualTo(OperationState.FINISHING);
        assertThat(cancelled.cancelRequested()).isTrue();
        assertThat(cancelled.error()).isEmpty();
        assertThat(store.plans().begin(created.id())).isEmpty();

        state.advance(Duration.ofSeconds(2));
        Instant before = state.now();
        Operation ended = Fixtures.finish(store, created.id()).orElseThrow();
        assertThat(ended.error().orElseThrow().code()).isEqualTo(RpcCode.CANCELLED);
        assertThat(ended.endTime().orElseThrow()).isBetween(before, state.now());
        assertThat(store.lifecycle().requestCancel(created.id())).contains(ended);
    }

    @Test
    void cancelsWhenWorkersHaveLetGo() {
        long id = operations.create(Fixtures.export()).id();
        store.plans().begin(id);
        store.plans().save(Fixtures.step(id, 1, 5));
        store.plans().save(Fixtures.step(id, 2, 5));
        Batch batch = store.batches().lease(id, 1, "node", Fixtures.LEASE).orElseThrow();
        assertThat(operations.isStopping(id)).isFalse();

        Operation cancelled = store.lifecycle().requestCancel(id).orElseThrow();
        assertThat(cancelled.state()).isEqualTo(OperationState.PLANNING);
        assertThat(operations.isStopping(id)).isTrue();
        assertThat(store.plans().save(Fixtures.step(id, 3, 5))).isFalse();
        assertThat(store.plans().planned(id, 0)).isFalse();
        assertThat(store.batches().lease(id, 2, "node", Fixtures.LEASE)).isEmpty();
        assertThatThrownBy(() -> Fixtures.finish(store, id))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("/operations/" + id);
        assertThat(store.batches().release(batch)).isTrue();

        Operation ended = Fixtures.finish(store, id).orElseThrow();
        assertThat(ended.error()).contains(RpcStatus.cancelled());
        assertThat(ended.counters()).isEqualTo(new Counters(0, 0, 0, 0));
    }

    @Test
    void cancelsWhileAPlannerHasNoRoomToGoOn() {
        long id = operations.create(Fixtures.export()).id();
        store.plans().begin(id);
        store.plans().save(Fixtures.step(id, 1, 5));
        Operation cancelled = store.lifecycle().requestCancel(id).orElseThrow();
        assertThat(cancelled.state()).isEqualTo(OperationState.FINISHING);
        Operation ended = Fixtures.finish(store, id).orElseThrow();
        assertThat(store.plans().save(Fixtures.step(id, 2, 5))).isFalse();
        assertThat(store.plans().planned(id, 0)).isFalse();
        assertThat(operations.find(id)).contains(ended);
    }

    @Test
    void keepsTheFirstReasonAndTheFirstEnd() {
        Operation created = operations.create(Fixtures.export());
        store.lifecycle().stop(created.id(), Optional.empty(), NO_BUCKET);
        store.lifecycle().requestCancel(created.id());
        Operation ended = Fixtures.finish(store, created.id()).orElseThrow();
        assertThat(ended.error()).contains(NO_BUCKET);
        assertThat(ended.cancelRequested()).isTrue();

        state.advance(Duration.ofSeconds(1));
        assertThat(store.lifecycle().stop(created.id(), Optional.empty(), new RpcStatus(RpcCode.INTERNAL, "late")))
                .isEqualTo(ended);
        assertThat(Fixtures.finish(store, created.id())).isEmpty();
    }

    @Test
    void noticesAStopThatAnotherProcessAskedFor() {
        long id = operations.create(Fixtures.export()).id();
        assertThat(operations.isStopping(id)).isFalse();
        state.file().execute("UPDATE operation SET error_code = 1, error_message = 'x' WHERE id = " + id);
        await().atMost(Duration.ofSeconds(5)).until(() -> operations.isStopping(id));
    }

    @Test
    void refusesUnknownOperations() {
        assertThatThrownBy(() -> store.lifecycle().stop(7, Optional.empty(), NO_BUCKET))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no operation 7");
        assertThatThrownBy(() -> store.plans().begin(7)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.log().read(7)).isInstanceOf(IllegalArgumentException.class);
        assertThat(operations.isStopping(7)).isTrue();
    }
}
