package org.dicomcaravan.transcode.guard;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.transcode.StoppedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call of other people's code, on a thread of its crew. Whatever that code does, whoever waits gets its value or a
 * {@link DicomException} or {@link IOException}, in time.
 */
final class GuardedCall<T> extends FutureTask<T> {

    private static final Logger LOG = LoggerFactory.getLogger(GuardedCall.class);

    /** How often a waiting thread looks whether it still has to wait. */
    private static final long TICK_MILLIS = 100;

    private enum State {
        GOING,
        LEFT,
        OVER
    }

    private final String who;
    private final Crew crew;
    private final Watch watch;
    private final AtomicReference<State> state = new AtomicReference<>(State.GOING);
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile Thread thread;
    private volatile boolean waits;

    GuardedCall(String who, Crew crew, Watch watch, Crew.Work<T> work) {
        super(callable(work));
        this.who = who;
        this.crew = crew;
        this.watch = watch;
    }

    private static <T> Callable<T> callable(Crew.Work<T> work) {
        return work::run;
    }

    @Override
    public void run() {
        thread = Thread.currentThread();
        Crew.at(this);
        try {
            super.run();
        } finally {
            Crew.at(null);
            over.countDown();
            if (state.getAndSet(State.OVER) == State.LEFT) {
                crew.ended(this);
            }
        }
    }

    /**
     * Waits for the value. Afterwards the call is at its end, or it hangs and is counted.
     *
     * @param limit the time without progress after which it is late
     */
    T await(Duration limit) throws IOException, DicomException {
        GuardedCall<?> outer = Crew.currentCall();
        if (outer == null) {
            watch.beat();
        } else {
            outer.waits = true; // for this call, which is the one that is late then
        }
        try {
            while (!endsWithin(TICK_MILLIS)) {
                watch.check(who);
                checkTime(limit);
            }
            return value();
        } finally {
            end();
            if (outer != null) {
                outer.watch.beat(); // else it would be late for the time of this one, before it can say what came of it
                outer.waits = false;
            }
        }
    }

    /** Whether it comes to its end in so many milliseconds; StoppedException if the waiting thread is interrupted. */
    boolean endsWithin(long millis) throws StoppedException {
        try {
            return over.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw interrupted(who, e);
        }
    }

    /** What is thrown where a waiting thread was interrupted; keeps that in mind. */
    static StoppedException interrupted(String who, InterruptedException e) {
        Thread.currentThread().interrupt();
        StoppedException stopped = new StoppedException(who);
        stopped.initCause(e);
        return stopped;
    }

    /** What a call that is at its end gave; what it threw, as its callers know it. */
    T value() throws IOException, DicomException {
        try {
            return get();
        } catch (InterruptedException e) {
            throw interrupted(who, e);
        } catch (ExecutionException e) {
            throw TranscoderFault.of(who, e.getCause());
        }
    }

    /**
     * To be called again and again while it is waited for.
     *
     * @throws TranscoderFault if it made no progress in that time, itself and not one that it waits for
     */
    void checkTime(Duration limit) throws TranscoderFault {
        if (watch.left(limit) > 0 || waits) {
            return;
        }
        String seconds =
                limit.toMillis() % 1000 == 0 ? Long.toString(limit.toSeconds()) : "" + limit.toMillis() / 1000.0;
        LOG.warn("{} is late after {} s, and given up; it is here:", who, seconds, where());
        throw new TranscoderFault(who + " did not get on within " + seconds + " s, and was given up");
    }

    private Exception where() {
        Thread runner = thread;
        Exception here = new Exception("place of a call that is late");
        here.setStackTrace(runner == null ? new StackTraceElement[0] : runner.getStackTrace());
        return here;
    }

    /** Interrupts it where it is not at its end; it counts as hanging from when it does not end by that, until it does. */
    void end() {
        if (over.getCount() == 0) {
            return;
        }
        cancel(true);
        if (!endsInPatience() && state.compareAndSet(State.GOING, State.LEFT)) {
            crew.hangs(this);
        }
    }

    private boolean endsInPatience() {
        long deadline = System.nanoTime() + crew.patience().toNanos();
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    return over.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    Watch watch() {
        return watch;
    }

    String who() {
        return who;
    }
}
