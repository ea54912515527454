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
    private long looked = last;

    Vigil(Duration longest, BooleanSupplier closed) {
        this.longest = longest;
        this.closed = closed;
    }

    /** A request begins: what was before it does not count. */
    void begin() {
        last = System.nanoTime();
    }

    /** Something moved; it is looked around all the same, when it is time. */
    void progress() throws IOException {
        last = System.nanoTime();
        if (last - looked > TICK * 1_000_000) {
            look();
        }
    }

    /**
     * To be called at each tick.
     *
     * @throws SocketTimeoutException if nothing has moved for too long
     * @throws CancellationException if the server stops
     */
    void look() throws IOException {
        looked = System.nanoTime();
        Checkpoint.pass(); // first, since it says more
        if (closed.getAsBoolean()) {
            throw new CancellationException("this server is stopping");
        }
        if (System.nanoTime() - last > longest.toNanos()) {
            throw new SocketTimeoutException("nothing came or went for " + longest.toSeconds() + " seconds");
        }
    }
}
