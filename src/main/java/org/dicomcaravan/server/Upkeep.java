package org.dicomcaravan.server;

import java.io.Closeable;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.dicomcaravan.operation.Retention;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes finished operations that are old enough, now and then. */
final class Upkeep implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);

    private final Retention retention;
    private final Duration age;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "upkeep");
        thread.setDaemon(true);
        return thread;
    });

    Upkeep(Retention retention, Duration age) {
        this.retention = retention;
        this.age = age;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // run() throws nothing
    void start() {
        clock.scheduleWithFixedDelay(this::run, 1, 60, TimeUnit.MINUTES);
    }

    private void run() {
        try {
            int removed = retention.purge(age);
            if (removed > 0) {
                LOG.info("{} operations that ended more than {} days ago were removed", removed, age.toDays());
            }
        } catch (RuntimeException e) {
            LOG.warn("Old operations were not removed, it is tried again in an hour: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
