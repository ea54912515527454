package org.dicomcaravan.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Until it is over, the end of the process (Ctrl-C) does something about an operation. */
final class Interruption {
    private static final Logger LOG = LoggerFactory.getLogger(Interruption.class);
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread hook;

    /** Says something about an operation that goes on without this process. */
    Interruption(Runnable farewell) {
        hook = new Thread(farewell, "farewell");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Cancels an operation, and waits a while for whoever watches it to see its end and say so. */
    Interruption(HealthcareClient client, String operation) {
        hook = new Thread(() -> cancel(client, operation), "cancel");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void cancel(HealthcareClient client, String operation) {
        try {
            client.post(operation + ":cancel");
            if (!over.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("{} was told to stop, but has not yet", operation);
            }
        } catch (IOException | ServerRefusal e) {
            LOG.warn("{} can't be cancelled: {}", operation, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whatever there is to say of the operation has been said. */
    void over() {
        over.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            LOG.debug("The process is ending already", e);
        }
    }
}
