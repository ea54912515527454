package org.dicomcaravan.codec;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * A number of blocks that are taken and given back. They are given in the order in which they were asked for: whoever
 * wants many is not passed by those who want few. Thread-safe.
 */
final class Blocks {

    private static final long TICK_MILLIS = 100;

    private final int all;
    private final Queue<Object> waiters = new ArrayDeque<>();
    private int free;

    Blocks(int all) {
        this.all = all;
        this.free = all;
    }

    int all() {
        return all;
    }

    /**
     * Takes blocks, and waits until they are there.
     *
     * @param wanted {@link #all} at most
     * @param nanos the longest time to wait
     * @param waiting called ten times a second; what it throws ends the waiting
     * @return whether they are taken; no if that took too long
     */
    boolean take(int wanted, long nanos, FrameMemory.Waiting waiting) throws IOException, InterruptedException {
        Object place = new Object();
        long start = System.nanoTime();
        enqueue(place);
        try {
            while (!takeInTurn(place, wanted)) {
                if (System.nanoTime() - start > nanos) {
                    return false;
                }
                waiting.goesOn();
            }
            return true;
        } finally {
            leave(place);
        }
    }

    private synchronized void enqueue(Object place) {
        waiters.add(place);
    }

    @SuppressWarnings("WaitNotInLoop") // the loop is in take, which looks at its time in between
    private synchronized boolean takeInTurn(Object place, int wanted) throws InterruptedException {
        if (waiters.peek() != place || free < wanted) {
            wait(TICK_MILLIS);
        }
        boolean now = waiters.peek() == place && free >= wanted;
        free -= now ? wanted : 0;
        return now;
    }

    private synchronized void leave(Object place) {
        waiters.remove(place);
        notifyAll();
    }

    /** Gives blocks back. */
    synchronized void giveBack(int count) {
        free += count;
        notifyAll();
    }
}
