package org.dicomcaravan.google;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * A wait for the network: it ends when nothing has moved for too long, when the server stops, or when nobody wants the
 * outcome any more. For one thread at a time.
 */
final class Vigil {
    /** Between two looks, in milliseconds. */
    static final long TICK = 250;

    private final Duration longest;
    private final BooleanSupplier closed;
    private long last = System.nanoTime();

    Vigil(Duration longest, BooleanSupplier closed) {
        this.longest = longest;
        this.closed = closed;
    }

    /** Something moved. */
    void progress() {
        last = System.nanoTime();
    }

    /**
     * To be called at each tick.
     *
     * @throws SocketTimeoutException if nothing has moved for too long
     * @throws CancellationException if the server stops
     */
    void look() throws IOException {
        Checkpoint.pass(); // first, since it says more
        if (closed.getAsBoolean()) {
            throw new CancellationException("this server is stopping");
        }
        if (System.nanoTime() - last > longest.toNanos()) {
            throw new SocketTimeoutException("nothing came or went for " + longest.toSeconds() + " seconds");
        }
    }
}
