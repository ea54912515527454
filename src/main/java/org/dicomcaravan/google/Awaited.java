package org.dicomcaravan.google;

import java.io.InterruptedIOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What another thread waits for Google for. The thread that wants it looks at its own {@link Checkpoint} meanwhile. */
public final class Awaited {
    private Awaited() {}

    /**
     * Waits for it.
     *
     * @throws ExecutionException if the other thread failed
     * @throws InterruptedIOException if this thread is interrupted, which is kept in mind
     */
    public static <T> T get(Future<T> future) throws ExecutionException, InterruptedIOException {
        while (true) {
            try {
                return future.get(Vigil.TICK, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                Checkpoint.pass();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while another thread was waited for");
            }
        }
    }
}
