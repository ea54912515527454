package org.dicomcaravan.transcode.guard;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.dicomcaravan.dicom.DicomException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of one plugin, or of what is built in: what one of them does to its threads, no other one notices. A call
 * that is late is interrupted; one that goes on nevertheless keeps its thread, which is a daemon, and is counted. Of
 * threads there are as many as there are callers, and those that hang. Thread-safe.
 */
final class Crew {

    private static final Logger LOG = LoggerFactory.getLogger(Crew.class);

    /** Something that is run under guard. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException, DicomException;
    }

    /** A thread, and the call that it is at. */
    private static final class Worker extends Thread {
        private final Crew crew;
        private GuardedCall<?> call;

        Worker(Crew crew, Runnable work, String name, ClassLoader plugins) {
            super(work, name);
            this.crew = crew;
            setDaemon(true);
            setContextClassLoader(plugins);
        }
    }

    private final String name;
    private final int mostHanging;
    private final Duration patience;
    private final AtomicInteger hanging = new AtomicInteger();
    private final ExecutorService threads;

    /**
     * A crew without threads, which come when they are needed.
     *
     * @param name what messages call it, as in {@code plugin a.jar}
     * @param mostHanging how many of its calls may hang before it is not asked any more
     * @param patience how long an interrupted call is waited for before it counts as hanging
     * @param plugins what its threads find classes and services through
     */
    Crew(String name, int mostHanging, Duration patience, ClassLoader plugins) {
        this.name = name;
        this.mostHanging = mostHanging;
        this.patience = patience;
        AtomicInteger number = new AtomicInteger();
        threads = new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                10,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                work -> new Worker(this, work, name + "-" + number.incrementAndGet(), plugins));
    }

    /**
     * Runs something on a thread of the crew, or in place, under the limit that is there already, on such a thread.
     *
     * @param who is called, as in {@code transcoder png}
     * @param limit the time without progress after which it is late
     * @throws TranscoderFault if it throws something unexpected or is late, or if too many calls of the crew hang
     * @throws org.dicomcaravan.transcode.StoppedException if the watch says so, or the caller is interrupted, which
     *     ends the work too
     */
    <T> T call(String who, Duration limit, Watch watch, Work<T> work) throws IOException, DicomException {
        if (Thread.currentThread() instanceof Worker worker && worker.crew == this) {
            return work.run();
        }
        return start(who, watch, work).await(limit);
    }

    /**
     * Starts something on a thread of its own in any case.
     *
     * @throws TranscoderFault if too many calls of the crew hang, or there is no room for another thread
     */
    <T> GuardedCall<T> start(String who, Watch watch, Work<T> work) throws TranscoderFault {
        int stuck = hanging.get();
        if (stuck >= mostHanging) {
            throw new TranscoderFault(who + " is not asked any more: " + stuck + " calls of " + name
                    + " never ended; remove or repair it and start again");
        }
        GuardedCall<T> call = new GuardedCall<>(who, this, watch, work);
        try {
            threads.execute(call);
        } catch (OutOfMemoryError e) {
            throw new TranscoderFault(who + " can't be asked: the server has no room for another thread", e);
        }
        return call;
    }

    /** The call that this thread is at; null outside guarded work. */
    static GuardedCall<?> currentCall() {
        return Thread.currentThread() instanceof Worker worker ? worker.call : null;
    }

    /** Says what this thread, which is one of a crew, is at. */
    static void at(GuardedCall<?> call) {
        ((Worker) Thread.currentThread()).call = call;
    }

    Duration patience() {
        return patience;
    }

    /** A call goes on although it was interrupted. */
    void hangs(GuardedCall<?> call) {
        LOG.warn(
                "{} goes on although it was interrupted; {} calls of {} hang",
                call.who(),
                hanging.incrementAndGet(),
                name);
    }

    /** A call that went on has ended. */
    void ended(GuardedCall<?> call) {
        LOG.info(
                "A call of {} that was left behind has ended; {} of {} still run",
                call.who(),
                hanging.decrementAndGet(),
                name);
    }

    /** The number of calls that were left behind and still run. */
    int hanging() {
        return hanging.get();
    }
}
