package org.dicomcaravan.destination;

import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Forces written files to disk beside the thread that writes the next one. Many at once, since each waits for the
 * disk, and most of these threads sleep most of the time. When the disk is behind, the
 * writing thread helps and so waits.
 */
final class Forcing implements Closeable {
    private static final int THREADS = 32;
    private static final int MOST_WAITING = 64;

    private final ExecutorService threads;

    Forcing() {
        AtomicInteger count = new AtomicInteger();
        threads = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                1,
                TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(MOST_WAITING),
                task -> {
                    Thread thread = new Thread(task, "bucket-force-" + count.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                },
                (task, pool) -> task.run());
    }

    /** Forces and closes the file, then completes {@code forced}. */
    void force(FileOutputStream file, CompletableFuture<Void> forced) {
        threads.execute(() -> {
            try (file) {
                file.getFD().sync();
            } catch (IOException e) {
                forced.completeExceptionally(e);
            }
            forced.complete(null);
        });
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
