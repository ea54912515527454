package org.dicomcaravan.server;

import java.io.Closeable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.dicomcaravan.operation.Nodes;
import org.dicomcaravan.operation.StateException;
import org.dicomcaravan.server.http.Identity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says every few seconds that this server lives, for {@code caravan nodes}. */
final class Heartbeat implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);
    private static final long PAUSE_SECONDS = 5;

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
        clock.scheduleWithFixedDelay(this::beat, 0, PAUSE_SECONDS, TimeUnit.SECONDS);
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
