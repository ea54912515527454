package org.dicomcaravan.operation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.dicomcaravan.database.postgresql.PostgresUnderTest;

/** Two servers' views of a state in PostgreSQL, which is in no other hands. */
final class TwoServers implements AutoCloseable {
    final PostgresUnderTest postgres;
    final OperationStore one;
    final OperationStore other;
    final StateFile state;

    private TwoServers(PostgresUnderTest postgres) {
        this.postgres = postgres;
        one = OperationStore.shared(postgres.open());
        other = OperationStore.shared(postgres.open());
        state = new StateFile(postgres);
    }

    /** In a schema of their own. */
    static TwoServers open() {
        return new TwoServers(PostgresUnderTest.there());
    }

    /** What comes of things that are done at the same moment, in their order. */
    @SafeVarargs
    static <T> List<T> atOnce(Callable<T>... actions) throws Exception {
        List<Callable<T>> all = new ArrayList<>();
        for (Callable<T> action : actions) {
            all.add(action);
        }
        return atOnce(all);
    }

    /** The same of any number of things. */
    static <T> List<T> atOnce(List<Callable<T>> actions) throws Exception {
        CyclicBarrier start = new CyclicBarrier(actions.size());
        ExecutorService threads = Executors.newFixedThreadPool(actions.size());
        try {
            List<Future<T>> running = new ArrayList<>();
            for (Callable<T> action : actions) {
                running.add(threads.submit(() -> {
                    start.await();
                    return action.call();
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> each : running) {
                results.add(each.get(1, TimeUnit.MINUTES));
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    @Override
    public void close() {
        one.close();
        other.close();
        postgres.close();
    }
}
