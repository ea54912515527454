package org.dicomcaravan.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.dicomcaravan.rpc.RpcCode;
import org.dicomcaravan.rpc.RpcStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Batches that are leased, reported and given back, in a state in a file or in a database. */
abstract class AnyBatchesTest {
    @TempDir
    Path folder;

    private final Function<Path, StateUnderTest> where;
    private StateUnderTest state;
    private OperationStore store;
    private Batches batches;
    private long id;

    AnyBatchesTest(Function<Path, StateUnderTest> where) {
        this.where = where;
    }

    @BeforeEach
    void openWithTwoBatches() {
        state = where.apply(folder);
        store = state.open();
        batches = store.batches();
        id = store.operations().create(Fixtures.export()).id();
        store.plans().begin(id);
        store.plans().save(Fixtures.step(id, 1, 10));
        store.plans().save(Fixtures.step(id, 2, List.of(), List.of(), 1));
        store.plans().save(Fixtures.step(id, 3, 5));
        store.plans().planned(id, 0);
    }

    @AfterEach
    void close() {
        if (store != null) {
            state.file().assertConsistent();
            store.close();
            state.close();
        }
    }

    private Batch lease(long number) {
        return batches.lease(id, number, "node", Fixtures.LEASE).orElseThrow();
    }

    private Counters counters() {
        return store.operations().find(id).orElseThrow().counters();
    }

    @Test
    void leasesToOneAtATime() {
        assertThat(lease(1)).isEqualTo(new Batch(id, 1, 1, 0, Map.of(), "items 1", 10, Fixtures.LEASE));
        assertThat(batches.lease(id, 1, "other", Fixtures.LEASE)).isEmpty();
        assertThat(batches.lease(id, 1, "node", Fixtures.LEASE)).isEmpty();
        assertThat(batches.lease(id, 2, "node", Fixtures.LEASE)).isEmpty();
        assertThat(batches.lease(id + 1, 1, "node", Fixtures.LEASE)).isEmpty();
        assertThat(batches.open(id)).containsExactly(1L, 3L);
    }

    @Test
    void losesAnExpiredLeaseToTheNext() {
        Batch lost = lease(1);
        batches.progress(lost, 4, 4);
        state.advance(Fixtures.LEASE);
        Batch taken = batches.lease(id, 1, "other", Fixtures.LEASE).orElseThrow();
        assertThat(taken.attempt()).isEqualTo(2);
        assertThat(counters()).isEqualTo(new Counters(0, 0, 15, 0));

        assertThat(batches.progress(lost, 5, 5)).isFalse();
        batches.report(lost, 5, 5, List.of(Fixtures.failure("1")));
        batches.release(lost);
        assertThat(counters()).isEqualTo(new Counters(0, 0, 15, 0));
        batches.report(taken, 10, 0, List.of());
        assertThat(counters()).isEqualTo(new Counters(10, 0, 5, 0));
        assertThat(store.log().read(id)).hasSize(1);
    }

    @Test
    void keepsALeaseThatExpiredButNobodyTook() {
        Batch batch = lease(1);
        state.advance(Fixtures.LEASE.multipliedBy(2));
        batches.report(batch, 10, 0, List.of());
        assertThat(counters()).isEqualTo(new Counters(10, 0, 5, 0));
    }

    @Test
    void renewsTheLeaseByProgressAndShowsIt() {
        Batch batch = lease(1);
        state.advance(Duration.ofSeconds(40));
        assertThat(batches.progress(batch, 3, 1)).isTrue();
        state.advance(Duration.ofSeconds(40));
        assertThat(batches.lease(id, 1, "other", Fixtures.LEASE)).isEmpty();
        assertThat(counters()).isEqualTo(new Counters(3, 1, 11, 0));
    }

    @Test
    void startsCountingAgainWhenABatchIsRedone() {
        Batch batch = lease(1);
        batches.progress(batch, 9, 0);
        assertThat(batches.release(batch)).isFalse();
        assertThat(counters()).isEqualTo(new Counters(0, 0, 15, 0));
        assertThat(lease(1).attempt()).isEqualTo(2);
    }

    @Test
    void countsAReportOnce() {
        Batch batch = lease(1);
        List<LogEntry> log = List.of(Fixtures.failure("1"), Fixtures.failure("2"));
        assertThat(batches.report(batch, 7, 2, log)).isFalse();
        assertThat(batches.report(batch, 7, 2, log)).isFalse();
        assertThat(counters()).isEqualTo(new Counters(7, 2, 5, 1));
        assertThat(store.log().read(id)).hasSize(3).endsWith(Fixtures.failure("1"), Fixtures.failure("2"));
        assertThat(batches.lease(id, 1, "node", Fixtures.LEASE)).isEmpty();
        assertThat(batches.open(id)).containsExactly(3L);
    }

    @Test
    void tellsTheLastReportOnce() {
        Batch first = lease(1);
        Batch second = lease(3);
        assertThat(batches.report(second, 5, 0, List.of())).isFalse();
        assertThat(batches.report(first, 10, 0, List.of())).isTrue();
        assertThat(batches.report(first, 10, 0, List.of())).isFalse();
        assertThat(store.lifecycle().settle(id)).isFalse();
        assertThat(store.operations().find(id).orElseThrow().state()).isEqualTo(OperationState.FINISHING);
    }

    @Test
    void stillCountsWhatIsReportedWhileTheOperationStops() {
        Batch first = lease(1);
        Batch second = lease(3);
        store.lifecycle().stop(id, Optional.empty(), new RpcStatus(RpcCode.PERMISSION_DENIED, "no access to bucket b"));
        assertThat(batches.report(first, 10, 0, List.of())).isFalse();
        assertThat(batches.release(second)).isTrue();
        Operation ended = Fixtures.finish(store, id).orElseThrow();
        assertThat(ended.counters()).isEqualTo(new Counters(10, 0, 0, 0));
        assertThat(ended.error().orElseThrow().code()).isEqualTo(RpcCode.PERMISSION_DENIED);
    }

    @Test
    void releasesWhatADeadServerHadLeased() {
        lease(1);
        Batch second = lease(3);
        assertThat(store.dueBatches().due(10)).isEmpty();
        assertThat(batches.releaseAll()).isEqualTo(2);
        assertThat(store.dueBatches().due(1)).containsExactly(new DueBatches.Place(id, 1));
        assertThat(store.dueBatches().due(10))
                .containsExactly(new DueBatches.Place(id, 1), new DueBatches.Place(id, 3));
        assertThat(batches.lease(id, 1, "other", Fixtures.LEASE)).isPresent();
        assertThat(batches.progress(second, 1, 0)).isFalse();
    }

    @Test
    void offersTheBatchesOfThoseThatGoOn() {
        long waiting = Fixtures.planned(store, 2, 10);
        long last = Fixtures.planned(store, 2, 10);
        store.lifecycle()
                .park(
                        waiting,
                        Optional.empty(),
                        "the bucket is away",
                        new Patience(Fixtures.LEASE, Fixtures.LEASE, Fixtures.LEASE));
        assertThat(store.dueBatches().due(3))
                .containsExactly(
                        new DueBatches.Place(id, 1), new DueBatches.Place(id, 3), new DueBatches.Place(last, 1));
        store.lifecycle().stop(id, Optional.empty(), RpcStatus.cancelled());
        assertThat(store.dueBatches().due(10))
                .containsExactly(new DueBatches.Place(last, 1), new DueBatches.Place(last, 2));
        assertThat(store.dueBatches().due(1)).containsExactly(new DueBatches.Place(last, 1));
    }

    @Test
    void endsAStoppedOperationWhoseWorkerDied() {
        lease(1);
        store.lifecycle().stop(id, Optional.empty(), RpcStatus.cancelled());
        assertThat(store.lifecycle().settle(id)).isFalse();
        batches.releaseAll();
        assertThat(store.operations().unfinished())
                .containsExactly(new UnfinishedOperation(id, OperationState.FINISHING));
    }

    @Test
    void endsAStoppedOperationWhoseLeasesExpired() {
        lease(1);
        store.lifecycle().stop(id, Optional.empty(), RpcStatus.cancelled());
        state.advance(Fixtures.LEASE);
        assertThat(store.lifecycle().settle(id)).isTrue();
    }

    @Test
    void refusesCountersThatCanNotBe() {
        Batch batch = lease(3);
        for (long[] counters : new long[][] {{6, 0}, {3, 3}, {-1, 0}, {0, -1}, {Long.MAX_VALUE, Long.MAX_VALUE}}) {
            assertThatThrownBy(() -> batches.report(batch, counters[0], counters[1], List.of()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("batch 3 of operation " + id);
        }
    }
}
