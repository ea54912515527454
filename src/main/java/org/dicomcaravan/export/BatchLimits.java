package org.dicomcaravan.export;

/**
 * How large a batch may be. The first batches are small, so that a small store keeps every worker busy, and grow with
 * their number, so that a large one costs few reports.
 *
 * @param instances most instances of a batch
 * @param bytes a batch ends with the instance that reaches this many bytes
 */
public record BatchLimits(int instances, long bytes) {

    private static final int FIRST = 8;
    private static final int STEPS_A_DOUBLING = 8;
    private static final int MOST_DOUBLINGS = 16;

    /** Checks that a batch can have something in it. */
    public BatchLimits {
        if (instances < 1 || bytes < 1) {
            throw new IllegalArgumentException("A batch of " + instances + " instances or " + bytes
                    + " bytes is none: expected at least 1 of each");
        }
    }

    /** Most instances of the batch with this number, from 1; a function of the number, so that planning may be redone. */
    int instancesOf(long number) {
        long doublings = Math.min(MOST_DOUBLINGS, (number - 1) / STEPS_A_DOUBLING);
        return (int) Math.min(instances, (long) FIRST << doublings);
    }
}
