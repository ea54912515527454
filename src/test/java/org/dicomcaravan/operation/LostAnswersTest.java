package org.dicomcaravan.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.dicomcaravan.database.postgresql.LostAnswers;
import org.dicomcaravan.database.postgresql.PostgresUnderTest;
import org.dicomcaravan.rpc.RpcStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A connection that breaks at a commit, before it or after it: what the caller asked for is done once, and he is told so. */
@Tag("environment")
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class LostAnswersTest {

    private PostgresUnderTest postgres;
    private LostAnswers network;
    private OperationStore store;
    private StateFile state;

    /** What is lost. */
    enum Lost {
        COMMIT,
        ANSWER
    }

    @BeforeEach
    void open() throws IOException {
        postgres = PostgresUnderTest.there();
        network = new LostAnswers(postgres.url());
        store = OperationStore.shared(PostgresUnderTest.open(
                postgres.url(network.port()) + "&prepareThreshold=0", 2)); // each commit by the word
        state = new StateFile(postgres);
    }

    @AfterEach
    void close() throws IOException {
        if (postgres != null) {
            assertThat(network.isDone()).isTrue();
            state.assertConsistent();
            store.close();
            network.close();
            postgres.close();
        }
    }

    private void lose(Lost what) {
        if (what == Lost.COMMIT) {
            network.loseTheCommit();
        } else {
            network.loseTheAnswer();
        }
    }

    private Batch lease(long id, long number) {
        return store.batches().lease(id, number, "node", Fixtures.LEASE).orElseThrow();
    }

    private Operation find(long id) {
        return store.operations().find(id).orElseThrow();
    }

    @ParameterizedTest
    @EnumSource
    void anOperationIsCreatedOnce(Lost what) throws IOException {
        store.operations().create(Fixtures.export());
        lose(what);
        Operation made = store.operations().create(Fixtures.export());
        assertThat(find(made.id())).isEqualTo(made);
        lose(what);
        Operation filtered = store.operations()
                .create(Fixtures.export(), new ByteArrayInputStream("/studies/1.2".getBytes(StandardCharsets.UTF_8)));
        assertThat(store.filters().read(filtered.id()).readAllBytes())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("/studies/1.2");
        assertThat(state.count("operation")).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource
    void aStepIsSavedOnce(Lost what) {
        long id = store.operations().create(Fixtures.export()).id();
        Claim claim = store.claims().claim(id, "node", Fixtures.LEASE).orElseThrow();
        assertThat(store.plans().save(Fixtures.step(claim, 1, 10))).isTrue();
        lose(what);
        assertThat(store.plans().save(Fixtures.step(claim, 2, 10))).isTrue();
        assertThat(store.plans().save(Fixtures.step(claim, 3, 10))).isTrue();
        assertThat(find(id).counters()).isEqualTo(new Counters(0, 0, 30, 0));
    }

    @ParameterizedTest
    @EnumSource
    void aReportCountsOnce(Lost what) {
        long id = Fixtures.planned(store, 2, 10);
        Batch first = lease(id, 1);
        lose(what);
        assertThat(store.batches().report(first, 8, 2, List.of(Fixtures.failure("1"), Fixtures.failure("2"))))
                .isFalse();
        assertThat(find(id).counters()).isEqualTo(new Counters(8, 2, 10, 0));
        assertThat(store.log().read(id)).hasSize(2);
    }

    /** Of the last, somebody is told that it was the last, or the operation is found. */
    @ParameterizedTest
    @EnumSource
    void anEndIsSeenTo(Lost what) {
        long reported = Fixtures.planned(store, 1, 10);
        Batch batch = lease(reported, 1);
        lose(what);
        boolean told = store.batches().report(batch, 10, 0, List.of());
        assertThat(told || isDue(reported)).isTrue();
        assertThat(find(reported).state()).isEqualTo(OperationState.FINISHING);

        long released = Fixtures.planned(store, 1, 10);
        batch = lease(released, 1);
        store.lifecycle().stop(released, Optional.empty(), RpcStatus.cancelled());
        lose(what);
        told = store.batches().release(batch);
        assertThat(told || isDue(released)).isTrue();
        assertThat(find(released).state()).isEqualTo(OperationState.FINISHING);
    }

    private boolean isDue(long id) {
        return store.lifecycle().due().contains(new Lifecycle.Due(id, false));
    }

    /** Who is told of it does what follows an end: once, and not never. */
    @ParameterizedTest
    @EnumSource
    void anOperationEndsOnce(Lost what) {
        long id = Fixtures.planned(store, 1, 10);
        store.batches().report(lease(id, 1), 10, 0, List.of());
        Claim claim = store.claims().claim(id, "node", Fixtures.LEASE).orElseThrow();
        lose(what);
        store.lifecycle().staged(claim, "rows", Optional.of("Rows are written."));
        assertThat(store.log().read(id)).hasSize(1);
        lose(what);
        List<OperationState> told = new ArrayList<>();
        Optional<Operation> end = store.lifecycle().finish(claim, operation -> told.add(operation.state()));
        assertThat(end).contains(find(id));
        assertThat(told).containsExactly(OperationState.DONE);
        assertThat(store.lifecycle().finish(claim, operation -> told.add(operation.state())))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aClaimAndALeaseAreNotLost(Lost what) {
        long id = Fixtures.planned(store, 1, 10);
        lose(what);
        Optional<Batch> batch = store.batches().lease(id, 1, "node", Fixtures.LEASE);
        assertThat(batch).isPresent();
        assertThat(batch.orElseThrow().deaths()).isZero();
        assertThat(store.batches().report(batch.orElseThrow(), 10, 0, List.of()))
                .isTrue();
        lose(what);
        Optional<Claim> claim = store.claims().claim(id, "node", Fixtures.LEASE);
        assertThat(claim).isPresent();
        assertThat(store.lifecycle().finish(claim.orElseThrow(), end -> {})).isPresent();
    }
}
