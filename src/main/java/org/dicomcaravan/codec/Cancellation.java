package org.dicomcaravan.codec;

import java.io.InterruptedIOException;

/**
 * Ends work that nobody waits for any more: its thread is interrupted then. Whatever takes long looks at that often enough
 * to end within a tenth of a second, and seldom enough to cost nothing: once a line, or every some ten thousand samples.
 */
public final class Cancellation {

    /** Samples between two looks where there are no lines. */
    private static final int STRETCH = 1 << 16;

    private Cancellation() {}

    /** A part of a loop. */
    @FunctionalInterface
    public interface Stretch {

        /** Does what there is to do from an index up to another, which is not included. */
        void run(int from, int to);
    }

    /**
     * Looks once.
     *
     * @throws InterruptedIOException if the thread is interrupted, which it stays
     */
    public static void check() throws InterruptedIOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("interrupted: nobody waits for this frame any more");
        }
    }

    /** Runs a loop from 0 up to {@code count}, and looks between its stretches. */
    public static void inStretches(int count, Stretch loop) throws InterruptedIOException {
        for (int from = 0, to; from < count; from = to) {
            check();
            to = count - from > STRETCH ? from + STRETCH : count;
            loop.run(from, to);
        }
    }
}
