package org.dicomcaravan.export;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of work items that no queue took, such as while the broker is away, once a minute at most: each is offered again out
 * of the state. The bean {@code lostHints} of the routes. Thread-safe.
 */
public final class LostHints {

    private static final Logger LOG = LoggerFactory.getLogger(LostHints.class);
    private static final Duration SILENCE = Duration.ofMinutes(1);

    private final InstantSource clock;
    private Instant quietUntil = Instant.MIN;
    private long untold;

    /** Tells of them by this clock. */
    public LostHints(InstantSource clock) {
        this.clock = clock;
    }

    /** Tells of what the exchange failed to send, and how many before it were not told of. */
    public synchronized void tell(Exchange exchange) {
        untold++;
        Instant now = clock.instant();
        if (now.isBefore(quietUntil)) {
            return;
        }
        Throwable reason = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        LOG.warn(
                "{} work items could not be queued, they are offered again when the queue is there: {}",
                untold,
                Causes.telling(reason).getMessage());
        quietUntil = now.plus(SILENCE);
        untold = 0;
    }
}
