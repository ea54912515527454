package org.dicomcaravan.destination.duckdb;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.rpc.RpcCode;

/** One after the other, where who waits may be told to stop waiting. Thread-safe. */
final class Turn {
    private static final long LOOK_MILLIS = 100;

    private final ReentrantLock lock = new ReentrantLock(true);

    /** Run now and then by who waits; what it throws ends the wait. */
    interface Checkpoint {
        void look() throws DestinationException;
    }

    interface Work<T> {
        T run() throws DestinationException;
    }

    /** Does something when it is its turn. */
    <T> T take(Checkpoint checkpoint, Work<T> work) throws DestinationException {
        await(checkpoint);
        try {
            return work.run();
        } finally {
            lock.unlock();
        }
    }

    private void await(Checkpoint checkpoint) throws DestinationException {
        try {
            while (!lock.tryLock(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                checkpoint.look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DestinationException(RpcCode.UNAVAILABLE, true, "interrupted while others write tables", e);
        }
    }
}
