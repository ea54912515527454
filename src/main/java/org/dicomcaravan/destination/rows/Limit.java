package org.dicomcaravan.destination.rows;

import java.time.Duration;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.google.Checkpoint;
import org.dicomcaravan.rpc.RpcCode;

/** Ends work in which nothing goes on for so long. For one thread. */
final class Limit {
    private final Duration longest;
    private long last = System.nanoTime();

    /** Work takes longer than it may. */
    private static final class TooLong extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    Limit(Duration longest) {
        this.longest = longest;
    }

    /** Something went on. */
    void goesOn() {
        last = System.nanoTime();
    }

    /** Does work that looks at its thread's {@link Checkpoint} where it waits. */
    <T> T during(Checkpoint.Work<T, DestinationException> work) throws DestinationException {
        try {
            return Checkpoint.during(this::look, work);
        } catch (TooLong e) {
            throw new DestinationException(
                    RpcCode.UNAVAILABLE, "Cloud Storage did not go on for " + longest.toSeconds() + " seconds");
        }
    }

    private void look() {
        if (System.nanoTime() - last > longest.toNanos()) {
            throw new TooLong();
        }
    }
}
