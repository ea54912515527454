package org.dicomcaravan.destination.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.dicomcaravan.database.postgresql.PostgresDatabase;
import org.dicomcaravan.database.postgresql.PostgresUnderTest;
import org.dicomcaravan.destination.BatchKey;
import org.dicomcaravan.destination.BatchOverException;
import org.dicomcaravan.destination.ObjectName;
import org.dicomcaravan.operation.Batch;
import org.dicomcaravan.operation.Fences;
import org.dicomcaravan.operation.Fingerprint;
import org.dicomcaravan.operation.NewOperation;
import org.dicomcaravan.operation.OperationStore;
import org.dicomcaravan.operation.PlanStep;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The record of what was sent, of two servers of which one lost a batch without knowing. */
@Tag("environment")
class SharedSentObjectsTest {
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final SentNames NAMES = SentNames.of(new ObjectName("demo", "1.2/1.3/1.4.dcm"));
    private static final String INSTANCE = "1.4";
    private static final String DATASET = "projects/p/locations/l/datasets/d";

    private PostgresUnderTest postgres;
    private OperationStore state;
    private SentObjects late;
    private SentObjects next;
    private Batch first;
    private Batch second;

    /** Leased by one, who stands still, then by the next. */
    @BeforeEach
    void loseABatch() throws Exception {
        postgres = PostgresUnderTest.there();
        state = OperationStore.shared(postgres.openWithClock());
        late = open();
        next = open();
        long id = state.operations()
                .create(new NewOperation(DATASET, DATASET + "/dicomStores/s", "v1", "ExportDicomData", "{}"))
                .id();
        state.plans().begin(id);
        state.plans()
                .save(new PlanStep(
                        id, 0, 1, "[]", List.of(Fingerprint.of("1.2", "1.3", INSTANCE)), "c", List.of(), List.of(), 0));
        first = state.batches().lease(id, 1, "late", LEASE).orElseThrow();
        late.add(key(first), INSTANCE, NAMES);
        postgres.advance(LEASE);
        second = state.batches().lease(id, 1, "next", LEASE).orElseThrow();
        next.reopen(key(second));
    }

    private SentObjects open() throws Exception {
        PostgresDatabase database = postgres.openWithClock();
        return SentObjects.open(new SentRecord(database, Optional.of(Fences.OF_BATCH)), LEASE.toMillis());
    }

    private static BatchKey key(Batch batch) {
        return new BatchKey(batch.operation(), batch.number(), batch.attempt());
    }

    @AfterEach
    void close() {
        if (postgres != null) {
            late.close();
            next.close();
            state.close();
            postgres.close();
        }
    }

    private void refusesTheLateOne() {
        assertThatThrownBy(() -> late.add(key(first), INSTANCE, NAMES)).isInstanceOf(BatchOverException.class);
        assertThatThrownBy(() -> late.fails(key(first), INSTANCE)).isInstanceOf(BatchOverException.class);
        assertThatThrownBy(() -> late.commit(key(first))).isInstanceOf(BatchOverException.class);
        assertThatThrownBy(() -> late.reopen(key(first))).isInstanceOf(BatchOverException.class);
    }

    @Test
    void whatIsDoneLateMakesNothingVain() throws Exception {
        refusesTheLateOne();
        next.add(key(second), INSTANCE, NAMES);
        refusesTheLateOne();
        next.commit(key(second));
        late.settle(key(first));
        assertThat(next.of(key(second), INSTANCE)).hasSize(1);
        assertThat(state.batches().report(second, 1, 0, List.of())).isFalse();
        refusesTheLateOne();
        next.settle(key(second));
        refusesTheLateOne();
        assertThat(next.vain(first.operation())).isEmpty();
        assertThat(next.operations()).isEmpty();
    }

    /** Who was not heard of while the operation was stopped, and comes back when what he sent is gone. */
    @Test
    void whatTheEndTakesBackIsNobodysToCommit() throws Exception {
        next.add(key(second), INSTANCE, NAMES);
        state.lifecycle().requestCancel(first.operation());
        postgres.advance(LEASE);
        assertThat(state.lifecycle().settle(first.operation())).isTrue();
        assertThat(late.vain(first.operation())).hasSize(1);
        assertThatThrownBy(() -> next.add(key(second), INSTANCE, NAMES)).isInstanceOf(BatchOverException.class);
        assertThatThrownBy(() -> next.commit(key(second))).isInstanceOf(BatchOverException.class);
        assertThat(state.batches().report(second, 1, 0, List.of())).isFalse();
        next.settle(key(second));
        assertThat(late.operations()).as("what may still arrive").containsExactly(first.operation());
        assertThat(state.operations().require(first.operation()).counters().success())
                .isZero();
    }

    /** What the late one had at work is looked for again when it may have come. */
    @Test
    void whatIsStillOnItsWayIsTakenBackLater() throws Exception {
        next.add(key(second), INSTANCE, NAMES);
        next.fails(key(second), INSTANCE);
        SentObjects.Line line = next.of(key(second), INSTANCE).get(0);
        next.remove(line);
        assertThat(next.of(key(second), INSTANCE)).hasSize(1);
        postgres.advance(LEASE.plusMillis(1));
        next.remove(line);
        assertThat(next.of(key(second), INSTANCE)).isEmpty();
    }
}
