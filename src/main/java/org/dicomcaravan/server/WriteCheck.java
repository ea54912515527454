package org.dicomcaravan.server;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Readiness of something that every export writes to: down while it takes no change, such as on a full disk, and up again
 * when it does. It is tried out whenever somebody asks, once a second at most. Thread-safe.
 */
final class WriteCheck extends AbstractHealthCheck {

    private static final long FRESH = Duration.ofSeconds(1).toNanos();

    private final Attempt attempt;
    private Optional<String> problem = Optional.empty();
    private long last = System.nanoTime() - FRESH;

    /** A change that changes nothing. */
    interface Attempt {
        void run() throws IOException;
    }

    /** Tries to change what has this name. */
    WriteCheck(String name, Attempt attempt) {
        super("caravan", name);
        this.attempt = attempt;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        Optional<String> found = problem();
        builder.state(found.isEmpty() ? State.UP : State.DOWN);
        found.ifPresent(builder::message);
    }

    private synchronized Optional<String> problem() {
        if (System.nanoTime() - last >= FRESH) {
            problem = tried();
            last = System.nanoTime();
        }
        return problem;
    }

    private Optional<String> tried() {
        try {
            attempt.run();
            return Optional.empty();
        } catch (IOException | RuntimeException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
