package org.dicomcaravan.export;

import java.io.Closeable;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renews the leases of the batches that this process works on, whatever its workers wait for: a disk that takes minutes
 * to make a batch safe must not cost the batch. Thread-safe.
 */
final class LeaseKeeper implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(LeaseKeeper.class);
    private static final int RENEWALS_A_LEASE = 5;

    private final Set<BatchRun> runs = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "lease-keeper");
        thread.setDaemon(true);
        return thread;
    });

    /** Keeps leases of this length. */
    @SuppressWarnings({"FutureReturnValueIgnored", "ThisEscapedInObjectConstruction"}) // renew() throws nothing
    LeaseKeeper(Duration lease) {
        long pause = lease.toMillis() / RENEWALS_A_LEASE;
        clock.scheduleWithFixedDelay(this::renew, pause, pause, TimeUnit.MILLISECONDS);
    }

    void keep(BatchRun run) {
        runs.add(run);
    }

    void drop(BatchRun run) {
        runs.remove(run);
    }

    private void renew() {
        for (BatchRun run : runs) {
            try {
                run.renew();
            } catch (RuntimeException | Error e) { // which would end the clock for all batches, and without a word
                LOG.warn("The lease of batch {} was not renewed: {}", run.key(), e.toString());
            }
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
