package org.dicomcaravan.google;

import java.util.concurrent.Callable;

/**
 * What a thread does now and then while it waits for Google: it looks whether what it works on is still wanted. Whatever
 * that throws ends the call, and reaches whoever made it as it is. Google's clients have no place for it, so it goes with
 * the thread.
 */
public final class Checkpoint {
    private static final ThreadLocal<Checkpoint> CURRENT = new ThreadLocal<>();

    private final Runnable look;
    private final Checkpoint outer;
    private RuntimeException ended;

    private Checkpoint(Runnable look, Checkpoint outer) {
        this.look = look;
        this.outer = outer;
    }

    /** Runs work whose waiting is looked after, by this thread; what it looked at before, it looks at as well. */
    public static <T> T during(Runnable look, Callable<T> work) throws Exception {
        Checkpoint before = CURRENT.get();
        CURRENT.set(new Checkpoint(look, before));
        try {
            return work.call();
        } finally {
            if (before == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(before);
            }
        }
    }

    /** Looks, where somebody asked for it; for whoever waits for something else meanwhile. */
    public static void pass() {
        for (Checkpoint at = CURRENT.get(); at != null; at = at.outer) {
            try {
                at.look.run();
            } catch (RuntimeException e) {
                at.ended = e;
                throw e;
            }
        }
    }

    /** Throws what ended a call, where Google's client made another exception of it. */
    static void rethrow() {
        for (Checkpoint at = CURRENT.get(); at != null; at = at.outer) {
            if (at.ended != null) {
                throw at.ended;
            }
        }
    }
}
