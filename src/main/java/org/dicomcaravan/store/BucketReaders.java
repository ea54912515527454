package org.dicomcaravan.store;

import java.io.Closeable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads that read from buckets ahead of those who ask, for all stores of a server together. They end by themselves
 * when nothing is to be read. Thread-safe.
 */
public final class BucketReaders implements Closeable {

    private static final int MOST_THREADS = 256;
    private static final long IDLE_SECONDS = 5;

    private final ExecutorService threads;

    /** As many as a server needs. */
    public BucketReaders() {
        this(MOST_THREADS);
    }

    BucketReaders(int most) {
        threads = new ThreadPoolExecutor(
                0,
                most,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                work -> {
                    Thread thread = new Thread(work, "bucket-reader");
                    thread.setDaemon(true);
                    return thread;
                },
                new ThreadPoolExecutor.AbortPolicy());
    }

    /**
     * Does work at once, or never if all threads have some. So whoever needs what comes of it has to run it, too: only the
     * first one to begin does it ({@link FutureTask#run}).
     */
    void offer(Runnable work) {
        try {
            threads.execute(work);
        } catch (RejectedExecutionException e) {
            // it is done when it is needed
        }
    }

    /** Ends what they do. What is offered from now on is left to those who need it. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
