package org.dicomcaravan.google;

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

    /** Work that may have to wait, of one kind of exception. */
    @FunctionalInterface
    public interface Work<T, E extends Exception> {
        /** Does it. */
        T run() throws E;
    }

    /** Runs work whose waiting is looked after, by this thread; what it looked at before, it looks at as well. */
    public static <T, E extends Exception> T during(Runnable look, Work<T, E> work) throws E {
        Checkpoint before = CURRENT.get();
        CURRENT.set(new Checkpoint(look, before));
        try {
            return work.run();
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
