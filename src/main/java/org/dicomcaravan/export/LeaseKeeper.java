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
 * Renews the leases of what this process works on, whatever its workers wait for: a disk that takes minutes
 * to make a batch safe must not cost the batch. Thread-safe.
 */
final class LeaseKeeper implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(LeaseKeeper.class);
    private static final int RENEWALS_A_LEASE = 5;

    private final Set<Kept> all = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "lease-keeper");
        thread.setDaemon(true);
        return thread;
    });

    /** Something whose lease is renewed. */
    interface Kept {
        /** Renews it, or finds out that it is lost. */
        void renew();
    }

    /** Keeps leases of this length. */
    @SuppressWarnings({"FutureReturnValueIgnored", "ThisEscapedInObjectConstruction"}) // renew() throws nothing
    LeaseKeeper(Duration lease) {
        long pause = lease.toMillis() / RENEWALS_A_LEASE;
        clock.scheduleWithFixedDelay(this::renew, pause, pause, TimeUnit.MILLISECONDS);
    }

    void keep(Kept kept) {
        all.add(kept);
    }

    void drop(Kept kept) {
        all.remove(kept);
    }

    private void renew() {
        for (Kept kept : all) {
            try {
                kept.renew();
            } catch (RuntimeException | Error e) { // which would end the clock for all, and without a word
                LOG.warn("A lease was not renewed: {}", e.toString());
            }
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
