package org.dicomcaravan.destination.google;

import java.io.InterruptedIOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.dicomcaravan.google.Checkpoint;

/**
 * How many requests that send objects are on their way at once: as many as Cloud Storage takes. Where it asks for fewer
 * they are halved, at most once a second, and one more is tried after each round that went well. Thread-safe.
 */
final class UploadLimit {
    private static final long LOOK_MILLIS = 250;
    private static final long A_SECOND = 1_000_000_000L;

    private final int most;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private double allowed;
    private int running;
    private long lowered = System.nanoTime() - A_SECOND;

    /** Never more than {@code most}, and one at least. */
    UploadLimit(int most) {
        this.most = most;
        this.allowed = most;
    }

    /** Waits for a turn; {@link #leave} has to follow. */
    void enter() throws InterruptedIOException {
        lock.lock();
        try {
            while (running >= (int) allowed) {
                changed.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                Checkpoint.pass();
            }
            running++;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while other uploads were waited for");
        } finally {
            lock.unlock();
        }
    }

    /**
     * Gives the turn back.
     *
     * @param overload whether Cloud Storage asked for fewer
     */
    void leave(boolean overload) {
        lock.lock();
        try {
            running--;
            long now = System.nanoTime();
            if (!overload) {
                allowed = Math.min(most, allowed + 1 / allowed);
            } else if (now - lowered >= A_SECOND) {
                allowed = Math.max(1, allowed / 2);
                lowered = now;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** How many there may be at this moment. */
    int allowed() {
        lock.lock();
        try {
            return (int) allowed;
        } finally {
            lock.unlock();
        }
    }
}
