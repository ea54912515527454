package org.dicomcaravan.export;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows of a queue that takes no work items, such as while the broker is away: tells of it, once a minute at most, and spares
 * those after that the try. Each is offered again out of the state. The bean {@code lostHints} of the routes. Thread-safe.
 */
public final class LostHints {

    private static final Logger LOG = LoggerFactory.getLogger(LostHints.class);
    private static final Duration SILENCE = Duration.ofMinutes(1);

    /** So long nothing is sent to a queue that took nothing: each try may take as long as a broker that hangs is waited for. */
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final InstantSource clock;
    private volatile Instant pauseUntil = Instant.MIN;
    private Instant quietUntil = Instant.MIN;
    private long untold;

    /** Tells of them by this clock. */
    public LostHints(InstantSource clock) {
        this.clock = clock;
    }

    /** Whether a work item is to be sent now. */
    public boolean mayBeTaken() {
        return !clock.instant().isBefore(pauseUntil);
    }

    /** Tells of what the exchange failed to send, and how many before it were not told of. */
    public synchronized void tell(Exchange exchange) {
        untold++;
        Instant now = clock.instant();
        pauseUntil = now.plus(PAUSE);
        if (now.isBefore(quietUntil)) {
            return;
        }
        Throwable reason = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        LOG.warn(
                "{} work items could not be queued, they are offered again when the queue is there: {}",
                untold,
                Causes.innermost(reason));
        quietUntil = now.plus(SILENCE);
        untold = 0;
    }
}
