package org.dicomcaravan.destination.folder;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.dicomcaravan.destination.DestinationException;

/**
 * Makes files and folders safe on disk: many of them by one call for their file system where that is to be had, others
 * one by one, at the same time, since each waits for the disk. Safe for use by many threads.
 */
final class Forcing implements Closeable {
    private static final int THREADS = 32;

    private final ThreadPoolExecutor threads;

    Forcing() {
        AtomicInteger count = new AtomicInteger();
        threads = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                1,
                TimeUnit.MINUTES,
                new LinkedBlockingQueue<>(),
                task -> {
                    Thread thread = new Thread(task, "bucket-force-" + count.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                },
                (task, pool) -> task.run()); // when a batch ends after the pool
        threads.allowCoreThreadTimeOut(true);
    }

    /** Something to make safe. */
    interface Forceable {
        void force() throws DestinationException;
    }

    /**
     * Makes all of these safe.
     *
     * @param beside a staging folder on their file system
     * @param checkpoint is run once a second while the disk is waited for; what it throws ends the wait
     */
    void force(StagingFolder beside, List<? extends Forceable> all, Runnable checkpoint) throws DestinationException {
        if (all.isEmpty()) {
            return;
        }
        boolean synced = await(CompletableFuture.supplyAsync(() -> sync(beside, all.size()), threads), checkpoint);
        if (!synced) {
            CompletableFuture<?>[] forced = all.stream()
                    .map(one -> CompletableFuture.runAsync(() -> force(one), threads))
                    .toArray(CompletableFuture<?>[]::new);
            await(CompletableFuture.allOf(forced), checkpoint);
        }
    }

    /** Not shortened by an interrupt, which says nothing of the disk. */
    private static <T> T await(CompletableFuture<T> forced, Runnable checkpoint) throws DestinationException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return forced.get(1, TimeUnit.SECONDS);
                } catch (TimeoutException e) {
                    checkpoint.run();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof DestinationException known) {
                throw known;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static boolean sync(StagingFolder beside, int changes) {
        try {
            return beside.sync(changes);
        } catch (IOException e) {
            throw new CompletionException(FolderErrors.of(e, "objects that were just written"));
        }
    }

    private static void force(Forceable one) {
        try {
            one.force();
        } catch (DestinationException e) {
            throw new CompletionException(e);
        }
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
