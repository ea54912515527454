package org.dicomcaravan.google;

import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is tried again, how often and for how long: 408, 429, 5xx, resets and time-outs, with pauses that double from a
 * quarter of a second to eight, with jitter, until nothing has gone on for as long as patience lasts. A definite no is
 * taken at once. Google's own retries are off, so that this is the only place. Thread-safe.
 */
public final class Retries {
    private static final Logger LOG = LoggerFactory.getLogger(Retries.class);
    private static final long FIRST_PAUSE = 250;
    private static final long LONGEST_PAUSE = 8_000;

    private final Duration patience;
    private final BooleanSupplier closed;

    Retries(Duration patience, BooleanSupplier closed) {
        this.patience = patience;
        this.closed = closed;
    }

    /**
     * Makes a call that is safe to make again.
     *
     * @param what names what it is about, for errors: such as {@code bucket "b"}
     * @throws GoogleException if it can't be done; whatever the thread's {@link Checkpoint} throws goes through
     */
    public <T> T call(String what, Callable<T> call) throws GoogleException {
        Series series = begin(what);
        while (true) {
            try {
                return call.call();
            } catch (Exception e) {
                series.failed(e);
            }
        }
    }

    /** Begins a series of calls that belong together. */
    public Series begin(String what) {
        return new Series(what);
    }

    /** Calls about one thing, of which some fail. For one thread. */
    public final class Series {
        private final String what;
        private long firstFailure;
        private int failures;

        private Series(String what) {
            this.what = what;
        }

        /** Something went on: patience begins anew. */
        public void progress() {
            failures = 0;
        }

        /**
         * To be called when a call failed; returns when it is time for the next one.
         *
         * @throws GoogleException if there is to be none
         */
        public void failed(Exception failure) throws GoogleException {
            Checkpoint.rethrow();
            GoogleException error = GoogleErrors.of(failure, what);
            long now = System.nanoTime();
            firstFailure = failures == 0 ? now : firstFailure;
            if (!GoogleErrors.isPassing(failure) || now - firstFailure > patience.toNanos()) {
                throw error;
            }
            long pause = pause(failure);
            LOG.debug("{}; tried again in {} ms", error.getMessage(), pause);
            failures++;
            sleep(pause, error);
        }

        private long pause(Exception failure) {
            long longest = Math.min(LONGEST_PAUSE, FIRST_PAUSE << Math.min(failures, 10));
            long asked =
                    GoogleErrors.retryAfter(failure).map(Duration::toMillis).orElse(0L);
            long pause = ThreadLocalRandom.current().nextLong(longest / 2, longest + 1);
            return Math.min(Math.max(pause, asked), patience.toMillis());
        }

        private void sleep(long millis, GoogleException error) throws GoogleException {
            long end = System.nanoTime() + millis * 1_000_000;
            try {
                for (long left = millis; left > 0; left = (end - System.nanoTime()) / 1_000_000) {
                    Thread.sleep(Math.min(left, Vigil.TICK));
                    Checkpoint.pass();
                    if (closed.getAsBoolean()) {
                        throw error;
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw GoogleErrors.of(new InterruptedIOException("interrupted"), what);
            }
        }
    }
}
