package org.dicomcaravan.operation;

import java.util.List;
import java.util.Objects;

/**
 * A stretch of the store's listing, saved at one go: a batch, and what else was found on the way. Without instances it
 * brings no batch.
 *
 * @param operation id of the operation
 * @param fence of the planner's {@link Claim}; a step of one whose claim was lost is not saved
 * @param number 1 after the step before; the number of its batch, too
 * @param items what the batch consists of, in the caller's words; nothing here looks into it
 * @param instances one fingerprint for each instance of the batch; none that an earlier step had
 * @param cursor where listing goes on after this step
 * @param failures found while listing; each counts as a failed instance
 * @param matches fingerprints of what the filter names and this stretch of the store has
 * @param ignored number of files in this stretch that are no instances
 */
public record PlanStep(
        long operation,
        long fence,
        long number,
        String items,
        List<Fingerprint> instances,
        String cursor,
        List<LogEntry> failures,
        List<Fingerprint> matches,
        long ignored) {
    public PlanStep {
        Objects.requireNonNull(items, "items");
        Objects.requireNonNull(cursor, "cursor");
        instances = List.copyOf(instances);
        failures = List.copyOf(failures);
        matches = List.copyOf(matches);
        if (ignored < 0) {
            throw new IllegalArgumentException("operation " + operation + ": " + ignored + " files ignored");
        }
    }

    /** Whether this step brings a batch. */
    public boolean hasBatch() {
        return !instances.isEmpty();
    }
}
