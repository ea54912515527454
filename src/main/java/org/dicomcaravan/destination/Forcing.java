package org.dicomcaravan.destination;

import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Forces written files to disk beside the threads that write the next ones. Many at once, since each waits for the disk,
 * and most of these threads sleep most of the time; small ones in groups, since to wake a thread for each takes time,
 * too. When the disk is behind, a writing thread helps and so waits. Safe for use by many threads.
 */
final class Forcing implements Closeable {
    private static final int THREADS = 32;
    private static final int MOST_WAITING = 16;
    /** So many small files make a group. */
    private static final int GROUP = 8;
    /** A file of so many bytes waits for no other. */
    private static final long LARGE = 1 << 20;

    private final Queue<Written> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger small = new AtomicInteger();
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

    /**
     * Forces and closes a file, then completes {@code forced}; a small one when there is a group, or at the next
     * {@link #hurry}.
     *
     * @param size its length in bytes
     */
    void force(FileOutputStream file, long size, CompletableFuture<Void> forced) {
        Written written = new Written(file, forced);
        if (size >= LARGE) {
            threads.execute(written::force);
            return;
        }
        waiting.add(written);
        if (small.incrementAndGet() % GROUP == 0) {
            hurry();
        }
    }

    /** Sees to it that all is forced that waits for a group. */
    void hurry() {
        threads.execute(this::forceWaiting);
    }

    /** Goes on until nothing waits: a disk that keeps up needs one thread, and each group that comes meanwhile one more. */
    private void forceWaiting() {
        for (Written next = waiting.poll(); next != null; next = waiting.poll()) {
            next.force();
        }
    }

    @Override
    public void close() {
        threads.shutdown();
    }

    private record Written(FileOutputStream file, CompletableFuture<Void> forced) {

        void force() {
            try (file) {
                file.getFD().sync();
            } catch (IOException e) {
                forced.completeExceptionally(e);
            }
            forced.complete(null);
        }
    }
}
