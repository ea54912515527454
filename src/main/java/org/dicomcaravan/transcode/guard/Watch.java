package org.dicomcaravan.transcode.guard;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.dicomcaravan.transcode.StoppedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is watched while an instance is worked on: when something last moved, and whether anybody still wants it. */
final class Watch {

    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

    private final BooleanSupplier stopping;
    private volatile long last = System.nanoTime();
    private int furthest;

    /** Of work that ends when {@code stopping} says so; asked by any thread, several times a second. */
    Watch(BooleanSupplier stopping) {
        this.stopping = stopping;
    }

    /** Something moved. */
    void beat() {
        last = System.nanoTime();
    }

    /** A frame was asked for. Only one that lies beyond all others counts, or asking could go on for ever. */
    void reached(int frame) {
        if (frame > furthest) {
            furthest = frame;
            beat();
        }
    }

    /** What is left of a time without progress, in nanoseconds; 0 or less: nothing. */
    long left(Duration limit) {
        return limit.toNanos() - (System.nanoTime() - last);
    }

    /**
     * To be called again and again.
     *
     * @param what is going on
     * @throws StoppedException if nobody wants it any more
     */
    void check(String what) throws StoppedException {
        if (isStopping()) {
            throw new StoppedException(what);
        }
    }

    /** Where it can't be said, work goes on: whoever saves its outcome meets what is wrong. */
    private boolean isStopping() {
        try {
            return stopping.getAsBoolean();
        } catch (RuntimeException e) {
            LOG.debug("Nobody can say whether to stop", e);
            return false;
        }
    }
}
