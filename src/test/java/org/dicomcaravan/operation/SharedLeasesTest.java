package org.dicomcaravan.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.dicomcaravan.database.postgresql.PostgresUnderTest;
import org.dicomcaravan.rpc.RpcStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Who lets a lease or a claim run out, by the clock of PostgreSQL, loses it to the other server, and changes nothing any
 * more. That clock is a year ahead of this machine's here, and moved by the test.
 */
@Tag("environment")
class SharedLeasesTest {
    private static final Patience PATIENCE =
            new Patience(Duration.ofMinutes(10), Duration.ofMinutes(10), Duration.ofHours(1));

    private PostgresUnderTest postgres;
    private OperationStore one;
    private OperationStore other;

    @BeforeEach
    void open() {
        postgres = PostgresUnderTest.there();
        one = OperationStore.shared(postgres.openWithClock());
        other = OperationStore.shared(postgres.openWithClock());
    }

    @AfterEach
    void close() {
        if (postgres != null) {
            new StateFile(postgres).assertConsistent();
            one.close();
            other.close();
            postgres.close();
        }
    }

    private static Claim claim(OperationStore store, long id) {
        return store.claims().claim(id, "node", Fixtures.LEASE).orElseThrow();
    }

    private static Batch lease(OperationStore store, long id, long number) {
        return store.batches().lease(id, number, "node", Fixtures.LEASE).orElseThrow();
    }

    private long planning() {
        return one.operations().create(Fixtures.export()).id();
    }

    /** An operation whose batches are all done. */
    private long finishing() {
        long id = Fixtures.planned(one, 1, 10);
        one.batches().report(lease(one, id, 1), 10, 0, List.of());
        return id;
    }

    private List<Long> due(OperationStore store) {
        return store.lifecycle().due().stream().map(Lifecycle.Due::operation).toList();
    }

    /** All of the tables, but for the clock and the history of migrations. */
    private Map<String, List<Map<String, Object>>> everything() {
        StateFile state = new StateFile(postgres);
        return Map.of(
                "operation", state.query("SELECT * FROM operation ORDER BY id"),
                "batch", state.query("SELECT * FROM batch ORDER BY operation_id, number"),
                "items", state.query("SELECT * FROM batch_items ORDER BY operation_id, number"),
                "fingerprint", state.query("SELECT operation_id, digest::text FROM fingerprint ORDER BY 1, 2"),
                "log", state.query("SELECT * FROM log_line ORDER BY operation_id, line"),
                "suspect", state.query("SELECT * FROM suspect ORDER BY operation_id, number, item"));
    }

    private <T> void changesNothing(Supplier<T> late, T answer) {
        Map<String, List<Map<String, Object>>> before = everything();
        assertThat(late.get()).isEqualTo(answer);
        assertThat(everything()).isEqualTo(before);
    }

    private void changesNothing(Runnable late) {
        changesNothing(
                () -> {
                    late.run();
                    return true;
                },
                true);
    }

    @Test
    void leasesEndByTheClockOfTheDatabase() {
        long id = Fixtures.planned(one, 1, 10);
        Batch batch = lease(one, id, 1);
        Claim claim = claim(one, id);
        postgres.advance(Fixtures.LEASE.minusSeconds(20));
        assertThat(other.batches().lease(id, 1, "other", Fixtures.LEASE)).isEmpty();
        assertThat(other.claims().claim(id, "other", Fixtures.LEASE)).isEmpty();
        assertThat(other.dueBatches().due(10)).isEmpty();
        assertThat(one.batches().renew(batch)).isTrue();
        assertThat(one.claims().renew(claim)).isTrue();
        postgres.advance(Fixtures.LEASE.minusSeconds(20));
        assertThat(other.batches().lease(id, 1, "other", Fixtures.LEASE)).isEmpty();
        assertThat(other.claims().claim(id, "other", Fixtures.LEASE)).isEmpty();
        postgres.advance(Duration.ofSeconds(20));
        assertThat(other.dueBatches().due(10)).containsExactly(new DueBatches.Place(id, 1));
        assertThat(lease(other, id, 1).deaths()).isOne();
        assertThat(claim(other, id).fence()).isGreaterThan(claim.fence());
    }

    @Test
    void aPlannerWhoIsLateChangesNothing() {
        long id = planning();
        Claim late = claim(one, id);
        assertThat(one.plans().save(Fixtures.step(late, 1, 10))).isTrue();
        assertThat(due(other)).isEmpty();
        postgres.advance(Fixtures.LEASE);
        assertThat(due(other)).containsExactly(id);
        Claim taken = claim(other, id);
        changesNothing(() -> one.plans().save(Fixtures.step(late, 2, 10)), false);
        changesNothing(() -> one.plans().planned(id, late.fence()), false);
        changesNothing(() -> one.claims().renew(late), false);
        changesNothing(() -> one.claims().release(late));
        assertThat(other.plans().begin(id)).contains(new PlanPoint(2, Optional.of("path 1")));
        assertThat(other.plans().save(Fixtures.step(taken, 2, 10))).isTrue();
        assertThat(other.plans().planned(id, taken.fence())).isFalse();
        changesNothing(() -> one.plans().save(Fixtures.step(late, 3, 10)), false);
    }

    /** Such as one whose first answer was lost: what it saved is there, and a second time changes nothing. */
    @Test
    void aStepIsSavedOnceByOneWhoSavesItTwice() {
        Claim claim = claim(one, planning());
        PlanStep step = Fixtures.step(claim, 1, 10);
        assertThat(one.plans().save(step)).isTrue();
        changesNothing(() -> one.plans().save(step), true);
    }

    @Test
    void oneWhoIsLateEndsNothing() {
        long id = finishing();
        Claim late = claim(one, id);
        one.lifecycle().staged(late, "rows", Optional.of("Rows are written."));
        postgres.advance(Fixtures.LEASE);
        Claim taken = claim(other, id);
        changesNothing(() -> one.lifecycle().staged(late, "objects", Optional.of("Objects are moved.")));
        changesNothing(
                () -> one.lifecycle().finish(late, end -> {
                    throw new IllegalStateException("told of an end that is none");
                }),
                Optional.empty());
        changesNothing(() -> one.claims().renew(late), false);
        changesNothing(() -> one.claims().release(late));
        assertThat(other.lifecycle().finish(taken, end -> {})).isPresent();
        changesNothing(() -> one.claims().renew(taken), false);
        assertThat(other.claims().claim(id, "other", Fixtures.LEASE)).isEmpty();
    }

    @Test
    void aWorkerWhoIsLateChangesNothing() {
        long id = Fixtures.planned(one, 2, 10);
        Batch late = lease(one, id, 1);
        one.batches().progress(late, 3, 1);
        one.suspects().suspect(late, 4);
        postgres.advance(Fixtures.LEASE);
        assertThat(other.dueBatches().due(10))
                .containsExactly(new DueBatches.Place(id, 1), new DueBatches.Place(id, 2));
        Batch taken = lease(other, id, 1);
        assertThat(taken.suspects()).containsOnlyKeys(4);
        other.suspects().suspect(taken, 4);
        changesNothing(() -> one.batches().progress(late, 9, 1), false);
        changesNothing(() -> one.batches().renew(late), false);
        changesNothing(() -> one.batches().release(late), false);
        changesNothing(() -> one.batches().report(late, 9, 1, List.of(Fixtures.failure("1"))), false);
        changesNothing(() -> one.suspects().suspect(late, 5));
        changesNothing(() -> one.suspects().moved(late, 4));
        changesNothing(() -> one.suspects().acquit(late, 4));
        assertThat(other.batches().report(taken, 10, 0, List.of())).isFalse();
        changesNothing(() -> one.batches().report(late, 10, 0, List.of()), false);
        assertThat(one.operations().find(id).orElseThrow().counters()).isEqualTo(new Counters(10, 0, 10, 0));
    }

    @Test
    void anOperationThatStopsAndWaitsIsFoundWhenItsWorkerDied() {
        long id = Fixtures.planned(one, 2, 10);
        lease(one, id, 1);
        one.lifecycle().park(id, Optional.empty(), "the bucket is away", PATIENCE);
        one.lifecycle().requestCancel(id);
        assertThat(due(other)).isEmpty();
        postgres.advance(Fixtures.LEASE);
        assertThat(due(other)).containsExactly(id);
        assertThat(other.lifecycle().settle(id)).isTrue();
        assertThat(Fixtures.finish(other, id)).isPresent();
        assertThat(due(other)).isEmpty();
    }

    @Test
    void whatWaitsIsDueWhenItsPauseIsOver() {
        long id = Fixtures.planned(one, 1, 10);
        one.lifecycle().park(id, Optional.empty(), "the bucket is away", PATIENCE);
        assertThat(other.lifecycle().due()).isEmpty();
        assertThat(other.dueBatches().due(10)).isEmpty();
        postgres.advance(PATIENCE.first());
        assertThat(other.lifecycle().due()).containsExactly(new Lifecycle.Due(id, true));
        assertThat(other.lifecycle().wake(id)).isTrue();
        assertThat(other.dueBatches().due(10)).containsExactly(new DueBatches.Place(id, 1));
    }

    /** A server that lives, and was slow or cut off, did not die of what it worked on. */
    @Test
    void aLeaseLostByOneWhoIsHeardOfAfterItIsNoDeath() {
        long id = Fixtures.planned(one, 2, 10);
        one.nodes().beat("one/1", "one", "1.0", 2);
        assertThat(one.batches().lease(id, 1, "one/1", Fixtures.LEASE)).isPresent();
        assertThat(one.batches().lease(id, 2, "one/1", Fixtures.LEASE)).isPresent();
        postgres.advance(Fixtures.LEASE.plusSeconds(1));
        assertThat(lease(other, id, 1).deaths()).isOne();
        one.nodes().beat("one/1", "one", "1.0", 2);
        assertThat(lease(other, id, 2).deaths()).isZero();
    }

    @Test
    void aNodeThatWasNotHeardOfForADayIsForgotten() {
        one.nodes().beat("one/1", "one", "1.0", 2);
        other.nodes().beat("other/1", "other", "1.0", 2);
        postgres.advance(Duration.ofHours(23));
        assertThat(one.nodes().list()).extracting(Node::name).containsExactly("one", "other");
        other.nodes().beat("other/1", "other", "1.0", 2);
        postgres.advance(Duration.ofHours(2));
        assertThat(one.nodes().list()).extracting(Node::name).containsExactly("other");
        postgres.advance(Duration.ofDays(2));
        assertThat(one.nodes().list()).isEmpty();
    }

    @Test
    void nodesAreHeardOfByTheClockOfTheDatabase() {
        one.nodes().beat("one/1", "one", "1.0", 2);
        other.nodes().beat("other/1", "other", "1.0", 2);
        postgres.advance(Duration.ofMinutes(5));
        other.nodes().beat("other/1", "other", "1.0", 2);
        long id = Fixtures.planned(one, 2, 10);
        assertThat(one.batches().lease(id, 2, "other/1", Fixtures.LEASE)).isPresent();
        assertThat(one.nodes().list()).extracting(Node::name).containsExactly("one", "other");
        assertThat(one.nodes().list().get(0).silent()).isBetween(Duration.ofMinutes(5), Duration.ofMinutes(6));
        assertThat(one.nodes().list().get(1).silent()).isLessThan(Duration.ofMinutes(1));
        assertThat(one.nodes().work("other/1"))
                .containsExactly(new Nodes.Work(Fixtures.DATASET + "/operations/" + id, 1, Nodes.Task.NONE));
        assertThat(one.nodes().work("one/1")).isEmpty();
        one.lifecycle().stop(id, Optional.empty(), RpcStatus.cancelled());
        postgres.advance(Duration.ofDays(1));
        one.nodes().beat("one/2", "one", "1.1", 2);
        assertThat(other.nodes().list()).extracting(Node::owner).containsExactly("one/2");
    }
}
