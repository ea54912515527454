package org.dicomcaravan.transcode.guard;

import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One guarded call, which knows whether it was left behind and whether it still runs. */
final class GuardedCall<T> extends FutureTask<T> {

    private static final Logger LOG = LoggerFactory.getLogger(GuardedCall.class);

    private enum State {
        GOING,
        LEFT,
        OVER
    }

    private final String who;
    private final AtomicInteger stuck;
    private final AtomicReference<State> state = new AtomicReference<>(State.GOING);
    private volatile Thread thread;

    /** A call of {@code who}; {@code stuck} counts those that were left and still run. */
    GuardedCall(String who, Guard.Work<T> work, AtomicInteger stuck) {
        super(callable(work));
        this.who = who;
        this.stuck = stuck;
    }

    private static <T> Callable<T> callable(Guard.Work<T> work) {
        return work::run;
    }

    @Override
    public void run() {
        thread = Thread.currentThread();
        try {
            super.run();
        } finally {
            if (state.getAndSet(State.OVER) == State.LEFT) {
                LOG.info("A call of {} that was left behind has ended; {} still run", who, stuck.decrementAndGet());
            }
        }
    }

    /** Interrupts the call and counts it until it ends. */
    void leave() {
        if (state.compareAndSet(State.GOING, State.LEFT)) {
            stuck.incrementAndGet();
        }
        cancel(true);
    }

    /** Where the call is, as an exception to be logged. */
    Exception where() {
        Thread runner = thread;
        Exception here = new Exception("place of a call that is late");
        here.setStackTrace(runner == null ? new StackTraceElement[0] : runner.getStackTrace());
        return here;
    }
}
