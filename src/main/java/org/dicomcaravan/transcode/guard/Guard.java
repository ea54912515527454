package org.dicomcaravan.transcode.guard;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.plugin.RefusedSetting;
import org.dicomcaravan.transcode.Limits;
import org.dicomcaravan.transcode.TranscodeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs other people's code on threads of its own, with a time limit. Whatever that code does, the caller gets its value
 * or a {@link DicomException} or {@link IOException}, in time. A call that is late is interrupted; one that goes on
 * nevertheless keeps its thread, which is a daemon, and is counted. Thread-safe.
 */
final class Guard {

    private static final Logger LOG = LoggerFactory.getLogger(Guard.class);

    /** Something that is run under guard. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException, DicomException;
    }

    private static final class Worker extends Thread {
        Worker(Runnable work, String name, ClassLoader plugins) {
            super(work, name);
            setDaemon(true);
            setContextClassLoader(plugins);
        }
    }

    private final int maxHung;
    private final Map<String, AtomicInteger> hung = new ConcurrentHashMap<>();
    private final ExecutorService workers;

    /** A guard whose threads find classes and services through {@code plugins}. */
    Guard(Limits limits, ClassLoader plugins) {
        maxHung = limits.hung();
        AtomicInteger number = new AtomicInteger();
        workers = new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                10,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                work -> new Worker(work, "transcoder-" + number.incrementAndGet(), plugins));
    }

    /**
     * Runs something of {@code who}. From within guarded work it is run in place, under the limit that is there already.
     *
     * @param limit the time without {@code progress} after which it is late
     * @throws TranscoderFault if it throws something unexpected or is late, or if {@code who} has too many calls hanging
     * @throws InterruptedIOException if the caller is interrupted, which ends the work too
     */
    <T> T call(String who, Duration limit, Progress progress, Work<T> work) throws IOException, DicomException {
        if (Thread.currentThread() instanceof Worker) {
            return work.run();
        }
        progress.beat();
        GuardedCall<T> call = start(who, work);
        try {
            return await(call, who, limit, progress);
        } catch (InterruptedException e) {
            call.cancel(true);
            throw cancelled(who, e);
        } catch (ExecutionException e) {
            throw unwrap(who, e.getCause());
        }
    }

    /** Runs something that is known to end in time where it is; what it throws is the same as of {@link #call}. */
    static <T> T inPlace(String who, Work<T> work) throws IOException, DicomException {
        try {
            return work.run();
        } catch (DicomException | IOException | RuntimeException | StackOverflowError | OutOfMemoryError e) {
            throw unwrap(who, e);
        }
    }

    /**
     * Starts something of {@code who}, on a thread of its own in any case.
     *
     * @throws TranscoderFault if {@code who} has too many calls hanging
     */
    <T> GuardedCall<T> start(String who, Work<T> work) throws TranscoderFault {
        AtomicInteger stuck = hung.computeIfAbsent(who, name -> new AtomicInteger());
        if (stuck.get() >= maxHung) {
            throw new TranscoderFault(who + " is not asked any more: " + stuck.get()
                    + " of its calls never ended; remove or repair it and start again");
        }
        GuardedCall<T> call = new GuardedCall<>(who, work, stuck);
        workers.execute(call);
        return call;
    }

    /** What a call that is at its end gave; what it threw, as {@link #call} has it. */
    <T> T result(GuardedCall<T> call, String who) throws IOException, DicomException, InterruptedException {
        try {
            return call.get();
        } catch (ExecutionException e) {
            throw unwrap(who, e.getCause());
        }
    }

    /** What is thrown where the waiting thread was interrupted; keeps that in mind. */
    static InterruptedIOException cancelled(String who, InterruptedException e) {
        Thread.currentThread().interrupt();
        InterruptedIOException cancelled = new InterruptedIOException(who + " was cancelled");
        cancelled.initCause(e);
        return cancelled;
    }

    /** Leaves a call that is late behind, and says so. */
    static TranscoderFault late(GuardedCall<?> call, String who, Duration limit, TimeoutException cause) {
        LOG.warn("{} is late after {} s, and left behind; it is here:", who, seconds(limit), call.where());
        call.leave();
        return new TranscoderFault(who + " did not get on within " + seconds(limit) + " s, and was given up", cause);
    }

    /** The number of calls that were left behind and still run. */
    int hanging() {
        return hung.values().stream().mapToInt(AtomicInteger::get).sum();
    }

    private static <T> T await(GuardedCall<T> call, String who, Duration limit, Progress progress)
            throws InterruptedException, ExecutionException, IOException {
        long left = limit.toNanos();
        while (true) {
            try {
                return call.get(Math.max(left, 1), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                left = progress.left(limit);
                if (left <= 0) {
                    throw late(call, who, limit, e);
                }
            }
        }
    }

    private static String seconds(Duration limit) {
        return limit.toMillis() % 1000 == 0 ? Long.toString(limit.toSeconds()) : "" + limit.toMillis() / 1000.0;
    }

    /** What guarded work threw, as what callers know. Returns only faults; throws the others. */
    private static IOException unwrap(String who, Throwable thrown) throws IOException, DicomException {
        Throwable cause = thrown instanceof TranscodeException wrapped ? wrapped.getCause() : thrown;
        if (cause instanceof DicomException dicom) {
            throw dicom;
        }
        if (cause instanceof IOException io) {
            return io;
        }
        if (cause instanceof RefusedSetting refused) {
            throw refused; // no fault of the transcoder's
        }
        if (cause instanceof OutOfMemoryError) {
            return new TranscoderFault(who + " needs more memory for this instance than the server has", cause);
        }
        LOG.warn("{} failed with something unexpected", who, cause);
        return new TranscoderFault(who + " failed with " + cause, cause);
    }
}
