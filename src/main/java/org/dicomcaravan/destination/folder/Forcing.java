package org.dicomcaravan.destination.folder;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
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
     */
    void force(StagingFolder beside, List<? extends Forceable> all) throws DestinationException {
        try {
            if (!beside.sync(all.size())) {
                forceEach(all);
            }
        } catch (IOException e) {
            throw FolderErrors.of(e, "objects that were just written");
        }
    }

    private void forceEach(List<? extends Forceable> all) throws DestinationException {
        if (all.size() == 1) {
            all.get(0).force();
            return;
        }
        List<CompletableFuture<Void>> forced = all.stream()
                .map(one -> CompletableFuture.runAsync(() -> force(one), threads))
                .toList();
        try {
            CompletableFuture.allOf(forced.toArray(CompletableFuture<?>[]::new)).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof DestinationException known) {
                throw known;
            }
            throw e;
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
