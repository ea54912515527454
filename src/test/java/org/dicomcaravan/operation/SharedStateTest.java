package org.dicomcaravan.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.dicomcaravan.operation.TwoServers.atOnce;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.dicomcaravan.rpc.RpcCode;
import org.dicomcaravan.rpc.RpcStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What two servers do at the same moment to one state in PostgreSQL: one of them does it. */
@Tag("environment")
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class SharedStateTest {
    private static final int ROUNDS = 25;
    private static final int SIZE = 10;
    private static final Patience PATIENCE =
            new Patience(Duration.ofMinutes(1), Duration.ofMinutes(2), Duration.ofMinutes(5));

    private TwoServers two;
    private OperationStore one;
    private OperationStore other;

    @BeforeEach
    void open() {
        two = TwoServers.open();
        one = two.one;
        other = two.other;
    }

    @AfterEach
    void close() {
        if (two != null) {
            try {
                two.state.assertConsistent();
            } finally {
                two.close();
            }
        }
    }

    private static Batch lease(OperationStore store, long id, long number) {
        return store.batches().lease(id, number, "node", Fixtures.LEASE).orElseThrow();
    }

    private OperationState stateOf(long id) {
        return one.operations().find(id).orElseThrow().state();
    }

    private static void oneOf(List<Boolean> results) {
        assertThat(results).containsOnlyOnce(true);
    }

    @Test
    void oneLeasesABatch() throws Exception {
        long id = Fixtures.planned(one, ROUNDS, SIZE);
        for (int number = 1; number <= ROUNDS; number++) {
            long batch = number;
            List<Optional<Batch>> leases = atOnce(
                    () -> one.batches().lease(id, batch, "one", Fixtures.LEASE),
                    () -> other.batches().lease(id, batch, "other", Fixtures.LEASE));
            assertThat(leases).filteredOn(Optional::isPresent).hasSize(1);
        }
    }

    @Test
    void oneIsToldOfTheLastReport() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            long id = Fixtures.planned(one, 2, SIZE);
            Batch first = lease(one, id, 1);
            Batch second = lease(other, id, 2);
            oneOf(atOnce(
                    () -> one.batches().report(first, SIZE, 0, List.of()),
                    () -> other.batches().report(second, SIZE - 1, 1, List.of(Fixtures.failure("2")))));
            assertThat(stateOf(id)).isEqualTo(OperationState.FINISHING);
        }
    }

    /** Each of them would see the other's lease, and nobody would end the operation, if they did not go one by one. */
    @Test
    void oneIsToldOfTheLastBatchGivenBack() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            long id = Fixtures.planned(one, 2, SIZE);
            Batch first = lease(one, id, 1);
            Batch second = lease(other, id, 2);
            one.lifecycle().stop(id, Optional.empty(), RpcStatus.cancelled());
            oneOf(atOnce(
                    () -> one.batches().release(first), () -> other.batches().release(second)));
            assertThat(stateOf(id)).isEqualTo(OperationState.FINISHING);
        }
    }

    @Test
    void onePlansWakesAndEnds() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            long id = Fixtures.planned(one, 1, SIZE);
            one.lifecycle().park(id, Optional.empty(), "the bucket is away", PATIENCE);
            oneOf(atOnce(() -> one.lifecycle().wake(id), () -> other.lifecycle().wake(id)));
            one.batches().report(lease(one, id, 1), SIZE, 0, List.of());
            List<Optional<Claim>> claims = atOnce(
                    () -> one.claims().claim(id, "one", Fixtures.LEASE),
                    () -> other.claims().claim(id, "other", Fixtures.LEASE));
            assertThat(claims).filteredOn(Optional::isPresent).hasSize(1);
            Claim claim = claims.stream().flatMap(Optional::stream).findFirst().orElseThrow();
            List<Operation> told = new ArrayList<>();
            Callable<Boolean> here =
                    () -> one.lifecycle().finish(claim, told::add).isPresent();
            Callable<Boolean> there =
                    () -> other.lifecycle().finish(claim, told::add).isPresent();
            oneOf(atOnce(here, there));
            assertThat(told).hasSize(1);
        }
    }

    @Test
    void idsOfAllServersAreDifferentAndGrow() throws Exception {
        Callable<List<Long>> here = () -> ids(one);
        Callable<List<Long>> there = () -> ids(other);
        List<List<Long>> all = atOnce(here, there, here, there);
        assertThat(all).allSatisfy(ids -> assertThat(ids).isSorted());
        assertThat(all.stream().flatMap(List::stream)).hasSize(4 * ROUNDS).doesNotHaveDuplicates();
        long last = all.stream()
                .flatMap(List::stream)
                .mapToLong(Long::longValue)
                .max()
                .orElseThrow();
        assertThat(one.operations().create(Fixtures.export()).id()).isGreaterThan(last);
    }

    private static List<Long> ids(OperationStore store) {
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            ids.add(store.operations().create(Fixtures.export()).id());
        }
        return ids;
    }

    @Test
    void aStopReachesTheOtherServer() {
        long id = Fixtures.planned(one, 2, SIZE);
        assertThat(other.operations().isStopping(id)).isFalse();
        one.lifecycle().requestCancel(id);
        await().atMost(Duration.ofSeconds(2)).until(() -> other.operations().isStopping(id));
    }

    /** Who saw the operation before its end and reports after it is too late, like one who looks a moment later. */
    @Test
    void aReportThatMeetsTheEndCountsForNothing() throws Exception {
        long id = Fixtures.planned(one, 2, SIZE);
        Batch late = one.batches().lease(id, 1, "one", Duration.ofMillis(1)).orElseThrow();
        one.lifecycle().stop(id, Optional.empty(), new RpcStatus(RpcCode.UNAVAILABLE, "the bucket is away"));
        await().until(() -> other.lifecycle().settle(id) || stateOf(id) == OperationState.FINISHING);
        CountDownLatch ending = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            Claim claim = other.claims().claim(id, "other", Fixtures.LEASE).orElseThrow();
            Future<Optional<Operation>> end =
                    threads.submit(() -> other.lifecycle().finish(claim, operation -> {
                        ending.countDown();
                        await().until(() -> go.getCount() == 0);
                    }));
            ending.await();
            Future<Boolean> report = threads.submit(() -> one.batches().report(late, SIZE, 0, List.of()));
            await().until(() -> two.state.waitsForALock());
            go.countDown();
            assertThat(report.get()).isFalse();
            assertThat(end.get().orElseThrow())
                    .isEqualTo(one.operations().find(id).orElseThrow());
        } finally {
            go.countDown();
            threads.shutdownNow();
        }
    }

    @Test
    void manyServersMayStartAtOnce() throws Exception {
        two.state.execute(
                "DROP TABLE flyway_schema_history, operation, batch, batch_items, fingerprint, log_line, suspect,"
                        + " filter_part, filter_match, last_operation, node");
        Callable<Long> start = () -> {
            try (OperationStore store = OperationStore.shared(two.postgres.open())) {
                return store.operations().create(Fixtures.export()).id();
            }
        };
        assertThat(atOnce(start, start, start, start)).doesNotHaveDuplicates();
    }
}
