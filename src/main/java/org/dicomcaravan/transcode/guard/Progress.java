package org.dicomcaravan.transcode.guard;

import java.time.Duration;

/** When something last moved, so that slow can be told from stuck. */
final class Progress {

    private volatile long last = System.nanoTime();
    private int furthest;

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
}
