package org.dicomcaravan.export;

import java.io.Closeable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Rows that need much memory are made, and delivered, one after the other. Thread-safe. */
final class LargeRows {

    private static final long LOOK_MILLIS = 250;

    private final Semaphore one = new Semaphore(1);

    /**
     * The turn of an instance, not taken yet.
     *
     * @param waiting is called a few times a second while it waits for others; what it throws ends the waiting
     */
    Turn turn(Runnable waiting) {
        return new Turn(waiting);
    }

    /** What an instance has from {@link #take} until it is closed. For one thread at a time. */
    final class Turn implements Closeable {

        private final Runnable waiting;
        private boolean taken;

        private Turn(Runnable waiting) {
            this.waiting = waiting;
        }

        /** Waits for it. */
        void take() {
            try {
                while (!taken) {
                    taken = one.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                    waiting.run();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while it waited for memory for a row", e);
            }
        }

        @Override
        public void close() {
            if (taken) {
                taken = false;
                one.release();
            }
        }
    }
}
