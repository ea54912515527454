package org.dicomcaravan.server;

import java.io.Closeable;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.dicomcaravan.operation.Retention;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done now and then: finished operations that are old enough are removed, and what ended ones left at a destination
 * that was away at their end is taken back.
 */
final class Upkeep implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);

    private final Retention retention;
    private final Duration age;
    private final Runnable takingBack;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "upkeep");
        thread.setDaemon(true);
        return thread;
    });

    Upkeep(Retention retention, Duration age, Runnable takingBack) {
        this.retention = retention;
        this.age = age;
        this.takingBack = takingBack;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // they throw nothing
    void start() {
        clock.scheduleWithFixedDelay(this::takeBack, 0, 1, TimeUnit.MINUTES);
        clock.scheduleWithFixedDelay(this::purge, 1, 60, TimeUnit.MINUTES);
    }

    private void takeBack() {
        try {
            takingBack.run();
        } catch (RuntimeException e) {
            LOG.warn("What ended operations left was not taken back, it is tried again: {}", e.getMessage());
        }
    }

    private void purge() {
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
