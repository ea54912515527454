package org.dicomcaravan.server;

import java.io.Closeable;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.dicomcaravan.operation.Nodes;
import org.dicomcaravan.operation.StateException;
import org.dicomcaravan.server.http.Identity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says every few seconds that this server lives: for {@code caravan nodes}, and so that a batch that it only lost counts for
 * no death.
 */
final class Heartbeat implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);
    private static final long PAUSE_SECONDS = 5;
    private static final Duration LATELY = Duration.ofSeconds(2 * PAUSE_SECONDS);

    private final State state;
    private final Nodes nodes;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "heartbeat");
        thread.setDaemon(true);
        return thread;
    });

    Heartbeat(State state) {
        this.state = state;
        this.nodes = state.calls().nodes();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // it throws nothing
    void start() {
        clock.execute(this::tellOfNamesake);
        clock.scheduleWithFixedDelay(this::beat, 0, PAUSE_SECONDS, TimeUnit.SECONDS);
    }

    private void tellOfNamesake() {
        try {
            nodes.list().stream()
                    .filter(node -> node.name().equals(state.node()) && !node.stopping())
                    .filter(node -> node.silent().compareTo(LATELY) < 0)
                    .findFirst()
                    .ifPresent(node -> LOG.warn(
                            "Another server that is called {} was heard of {} seconds ago. If it still runs, give one of them"
                                    + " another name (CARAVAN_NODE_NAME)",
                            node.name(),
                            node.silent().toSeconds()));
        } catch (RuntimeException e) {
            LOG.debug("Nobody knows of namesakes", e);
        }
    }

    private void beat() {
        try {
            nodes.beat(
                    state.worker().owner(),
                    state.node(),
                    Identity.version(),
                    state.worker().workers());
        } catch (RuntimeException e) {
            LOG.debug("A heartbeat was not heard", e);
        }
    }

    /** The last one. */
    @Override
    public void close() {
        clock.shutdownNow();
        try {
            nodes.stops(state.worker().owner());
        } catch (StateException e) {
            LOG.debug("The stop was not heard", e);
        }
    }
}
