package org.dicomcaravan.operation;

import java.time.Duration;
import java.time.Instant;

/**
 * A server that works on operations, since its last start.
 *
 * @param owner its name, and what tells this start from others
 * @param name as the site calls it
 * @param version of the program
 * @param started when
 * @param silent how long ago it was last heard of, by the clock of the state
 * @param workers how many batches it works on at once
 * @param stopping whether it gives its work back, to stop
 */
public record Node(
        String owner, String name, String version, Instant started, Duration silent, int workers, boolean stopping) {

    /** Longer than a disk or a network stands still now and then. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(30);

    /** Whether it was heard of lately. */
    public boolean isAlive() {
        return silent.compareTo(LONGEST_SILENCE) < 0;
    }
}
