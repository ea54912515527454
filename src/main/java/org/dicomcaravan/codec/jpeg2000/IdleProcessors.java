package org.dicomcaravan.codec.jpeg2000;

import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Processors that no frame is decoded on at the moment. They may help with one that is: where many frames are in flight,
 * each has a thread of its own and nobody helps, so nothing is lost by it. Thread-safe.
 */
final class IdleProcessors {

    private static final int ALL = Runtime.getRuntime().availableProcessors();
    private static final int IDLE_SECONDS = 10;
    private static final Semaphore IDLE = new Semaphore(ALL);
    private static final AtomicInteger THREADS = new AtomicInteger();

    /** Never more at once than there are permits. */
    private static final ThreadPoolExecutor HELPERS = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), IdleProcessors::thread);

    private IdleProcessors() {}

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "jpeg-2000-" + THREADS.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }

    /** All processors there are. */
    static int all() {
        return ALL;
    }

    /** Tells that the calling thread needs a processor, if one is idle; whether it was, and has to be given {@link #back}. */
    static boolean take() {
        return IDLE.tryAcquire();
    }

    /** Tells that a processor is idle again. */
    static void back() {
        IDLE.release();
    }

    /** Lets an idle processor do something; whether there is one. */
    static boolean offer(Runnable work) {
        if (!IDLE.tryAcquire()) {
            return false;
        }
        boolean begun = false;
        try {
            HELPERS.execute(() -> {
                try {
                    work.run();
                } finally {
                    IDLE.release();
                }
            });
            begun = true;
        } finally {
            if (!begun) {
                IDLE.release();
            }
        }
        return begun;
    }
}
