package org.dicomcaravan.destination;

import java.time.Duration;
import org.dicomcaravan.google.Checkpoint;
import org.dicomcaravan.rpc.RpcCode;

/**
 * How long an operation's end waits for a place where nothing goes on; what is left is done later. Several ends may share
 * one, and then what goes on for one of them does for all. Thread-safe.
 */
public final class EndLimit {
    /** Where nothing goes on for so long, an end does not wait any longer. */
    public static final Duration LONGEST = Duration.ofSeconds(3);

    private volatile long last;

    /** The limit was passed. */
    private static final class TooLong extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Something went on. */
    public void goesOn() {
        last = System.nanoTime();
    }

    /**
     * Does work that looks at its thread's {@link Checkpoint} where it waits, and says {@link #goesOn} whenever something did.
     *
     * @param late the sentence of the error where nothing did for too long
     * @throws DestinationException with that, {@link RpcCode#UNAVAILABLE}; or what the work throws
     */
    public <T> T during(String late, Checkpoint.Work<T, DestinationException> work) throws DestinationException {
        goesOn();
        try {
            return Checkpoint.during(this::look, work);
        } catch (TooLong e) {
            throw new DestinationException(RpcCode.UNAVAILABLE, late);
        }
    }

    private void look() {
        if (System.nanoTime() - last > LONGEST.toNanos()) {
            throw new TooLong();
        }
    }
}
