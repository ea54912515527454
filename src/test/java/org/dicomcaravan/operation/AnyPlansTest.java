package org.dicomcaravan.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.dicomcaravan.rpc.RpcCode;
import org.dicomcaravan.rpc.RpcStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plans that are saved step by step, in a state in a file or in a database. */
abstract class AnyPlansTest {
    @TempDir
    Path folder;

    private final Function<Path, StateUnderTest> where;
    private StateUnderTest state;
    private OperationStore store;
    private Plans plans;
    private long id;

    AnyPlansTest(Function<Path, StateUnderTest> where) {
        this.where = where;
    }

    @BeforeEach
    void open() {
        state = where.apply(folder);
        store = state.open();
        plans = store.plans();
        id = store.operations().create(Fixtures.export()).id();
        plans.begin(id);
    }

    @AfterEach
    void close() {
        if (store != null) {
            state.file().assertConsistent();
            store.close();
            state.close();
        }
    }

    @Test
    void goesOnWhereTheLastStepEnded() {
        plans.save(Fixtures.step(id, 1, 3));
        plans.save(Fixtures.step(id, 2, List.of(), List.of(Fixtures.failure("9")), 2));
        assertThat(plans.begin(id)).contains(new PlanPoint(3, Optional.of("path 2")));
        Operation found = store.operations().find(id).orElseThrow();
        assertThat(found.counters()).isEqualTo(new Counters(0, 1, 3, 0));
        assertThat(found.ignored()).isEqualTo(2);
        assertThat(store.batches().open(id)).containsExactly(1L);
    }

    @Test
    void tellsDuplicatesOfEarlierStepsAndInTheList() {
        List<Fingerprint> first = new ArrayList<>();
        for (int i = 0; i < 1200; i++) {
            first.add(Fixtures.instance(i));
        }
        plans.save(Fixtures.step(id, 1, first, List.of(), 0));
        List<Fingerprint> candidates = new ArrayList<>(first);
        candidates.add(Fixtures.instance(5000));
        candidates.add(Fixtures.instance(5000));
        BitSet expected = new BitSet();
        expected.set(0, 1200);
        expected.set(1201);
        assertThat(plans.duplicates(id, candidates)).isEqualTo(expected);
        assertThat(plans.duplicates(id, List.of()).isEmpty()).isTrue();

        long other = store.operations().create(Fixtures.export()).id();
        assertThat(plans.duplicates(other, first).isEmpty()).isTrue();
    }

    @Test
    void refusesAStepOutOfTurn() {
        plans.save(Fixtures.step(id, 1, 3));
        for (long number : new long[] {0, 1, 3}) {
            assertThatThrownBy(() -> plans.save(Fixtures.step(id, number, 3)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("step " + number + " of operation " + id);
        }
    }

    @Test
    void savesAStepWithADuplicateNotAtAll() {
        plans.save(Fixtures.step(id, 1, 3));
        Operation before = store.operations().find(id).orElseThrow();
        List<Fingerprint> known = List.of(Fixtures.instance(77), Fixtures.instance(1_000_000));
        List<Fingerprint> twice = List.of(Fixtures.instance(77), Fixtures.instance(77));
        for (List<Fingerprint> instances : List.of(known, twice)) {
            assertThatThrownBy(() -> plans.save(Fixtures.step(id, 2, instances, List.of(Fixtures.failure("1")), 1)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("duplicates");
        }
        assertThat(store.operations().find(id)).contains(before);
        assertThat(plans.begin(id)).contains(new PlanPoint(2, Optional.of("path 1")));
    }

    @Test
    void closesAnEmptyPlanReadyToFinishOnce() {
        assertThat(plans.planned(id, 0)).isTrue();
        assertThat(plans.planned(id, 0)).isFalse();
        assertThat(store.operations().unfinished())
                .containsExactly(new UnfinishedOperation(id, OperationState.FINISHING));
        assertThat(Fixtures.finish(store, id).orElseThrow().counters()).isEqualTo(new Counters(0, 0, 0, 0));
        assertThat(plans.begin(id)).isEmpty();
    }

    @Test
    void closesAPlanWhoseBatchesAreDoneAlready() {
        plans.save(Fixtures.step(id, 1, 3));
        Batch batch = store.batches().lease(id, 1, "node", Fixtures.LEASE).orElseThrow();
        assertThat(store.batches().report(batch, 3, 0, List.of())).isFalse();
        assertThat(plans.planned(id, 0)).isTrue();
    }

    @Test
    void forgetsFingerprintsAndLogsIgnoredFilesOnce() {
        plans.save(Fixtures.step(id, 1, 30_000));
        plans.save(Fixtures.step(id, 2, List.of(), List.of(), 1));
        plans.planned(id, 0);
        plans.planned(id, 0);
        assertThat(state.file().count("fingerprint")).isZero();
        assertThat(store.log().read(id))
                .containsExactly(LogEntry.info(Fixtures.STORE, "1 file is not a DICOM instance and was ignored."));
    }

    @Test
    void savesNothingForAnOperationThatEnded() {
        store.lifecycle().stop(id, Optional.empty(), new RpcStatus(RpcCode.PERMISSION_DENIED, "no access"));
        Fixtures.finish(store, id);
        assertThat(plans.save(Fixtures.step(id, 1, 3))).isFalse();
        assertThat(plans.planned(id, 0)).isFalse();
        assertThat(plans.begin(id)).isEmpty();
    }
}
