package org.dicomcaravan.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Five operations are planned while eight workers, who all want every batch, work on them, in one server or in several. */
abstract class AnyConcurrencyTest {
    private static final int OPERATIONS = 5;
    private static final int WORKERS = 8;
    private static final int BATCHES = 40;
    private static final int SIZE = 10;

    private final AtomicInteger finishers = new AtomicInteger();

    /** By their state, which they share; closed by the subclass. */
    abstract List<OperationStore> servers();

    abstract StateFile state();

    private OperationStore server(int index) {
        return servers().get(index % servers().size());
    }

    @Test
    void doesEachBatchOnceAndFinishesEachOperationOnce() throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<Long> ids = new ArrayList<>();
            for (int i = 0; i < OPERATIONS; i++) {
                ids.add(server(i).operations().create(Fixtures.export()).id());
            }
            List<Future<Void>> running = new ArrayList<>();
            for (int i = 0; i < OPERATIONS; i++) {
                running.add(threads.submit(planner(server(i), ids.get(i))));
            }
            for (int i = 0; i < WORKERS; i++) {
                running.add(threads.submit(worker(server(i), ids, i)));
            }
            Future<Void> auditor = threads.submit(auditor(running));
            for (Future<Void> each : running) {
                each.get(2, TimeUnit.MINUTES);
            }
            auditor.get(1, TimeUnit.MINUTES);
            assertThat(finishers).hasValue(OPERATIONS);
            for (long id : ids) {
                assertThat(Fixtures.finish(server(0), id).orElseThrow().counters())
                        .isEqualTo(new Counters(BATCHES * (SIZE - 2), BATCHES, 0, BATCHES));
                assertThat(server(1).log().read(id)).hasSize(BATCHES).doesNotHaveDuplicates();
            }
            state().assertConsistent();
        } finally {
            threads.shutdownNow();
        }
    }

    private Callable<Void> planner(OperationStore store, long id) {
        return () -> {
            store.plans().begin(id);
            for (int step = 1; step <= BATCHES; step++) {
                store.plans().save(Fixtures.step(id, step, SIZE));
            }
            finish(store.plans().planned(id, 0));
            return null;
        };
    }

    private Callable<Void> worker(OperationStore store, List<Long> ids, int seed) {
        Random random = new Random(seed);
        return () -> {
            List<Long> undone = new ArrayList<>(ids);
            while (!undone.isEmpty()) {
                long id = undone.get(random.nextInt(undone.size()));
                store.batches().open(id).limit(3).forEach(number -> work(store, id, number, random));
                undone.removeIf(
                        each -> store.operations().find(each).orElseThrow().state() == OperationState.FINISHING);
            }
            return null;
        };
    }

    private void work(OperationStore store, long id, long number, Random random) {
        store.batches().lease(id, number, "node", Fixtures.LEASE).ifPresent(batch -> {
            store.batches().progress(batch, random.nextInt(SIZE), 0);
            if (random.nextInt(4) == 0) {
                finish(store.batches().release(batch));
            } else {
                finish(store.batches().report(batch, SIZE - 2, 1, List.of(Fixtures.failure(id + "." + number))));
            }
        });
    }

    private void finish(boolean last) {
        if (last) {
            finishers.incrementAndGet();
        }
    }

    private Callable<Void> auditor(List<Future<Void>> running) {
        return () -> {
            while (!running.stream().allMatch(Future::isDone)) {
                state().assertConsistent();
                OperationPage all = server(0).operations().list(Fixtures.DATASET, OPERATIONS, Optional.empty());
                assertThat(all.operations())
                        .extracting(Operation::counters)
                        .allSatisfy(it -> assertThat(it.success() + it.failure() + it.pending() + it.excluded())
                                .isLessThanOrEqualTo(BATCHES * SIZE)
                                .matches(sum -> sum % SIZE == 0, "whole batches"));
            }
            return null;
        };
    }
}
