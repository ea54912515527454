package org.dicomcaravan.operation;

import java.time.Duration;
import java.util.Map;

/**
 * A batch in the hands of the one who leased it.
 *
 * @param operation id of the operation
 * @param number of the batch in its operation
 * @param attempt 1 at the first lease; a lease that was lost to a later attempt can report nothing
 * @param deaths how often a process ended while it worked on the batch
 * @param suspects what is held against items of it, by their places from 0, see {@link Suspects}
 * @param items as they were planned
 * @param instances how many instances the items stand for
 * @param lease how long the lease holds after it was given, and after each progress report
 */
public record Batch(
        long operation,
        long number,
        int attempt,
        int deaths,
        Map<Integer, Suspicion> suspects,
        String items,
        long instances,
        Duration lease)
        implements Held {
    /** Stands for an operation as a whole, its planning or its end, where a number of a batch is asked for: no batch has it. */
    public static final long OF_WHOLE = 0;

    /** Copies the suspects. */
    public Batch {
        suspects = Map.copyOf(suspects);
    }

    Batch withSuspects(Map<Integer, Suspicion> found) {
        return new Batch(operation, number, attempt, deaths, found, items, instances, lease);
    }
}
