package org.dicomcaravan.operation;

import java.time.Duration;

/**
 * How long a parked operation waits for what is away, and how often it looks.
 *
 * @param first pause before it is tried again; each further pause is twice as long
 * @param longest pause
 * @param most time that is waited, all pauses together, before the end in error; time in which no server runs is none of
 *     it
 */
public record Patience(Duration first, Duration longest, Duration most) {

    private static final int MOST_DOUBLINGS = 30;

    /** Checks that there is a pause. */
    public Patience {
        if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0 || most.isNegative()) {
            throw new IllegalArgumentException("A parked operation needs pauses: " + first + ", at most " + longest);
        }
    }

    /** All pauses after this many tries in a row that came to nothing. */
    Duration waited(int tries) {
        Duration waited = Duration.ZERO;
        for (int before = 0; before < tries && waited.compareTo(most) < 0; before++) {
            waited = waited.plus(pause(before));
        }
        return waited;
    }

    /** The pause after this many tries in a row that came to nothing, from 0. */
    Duration pause(int tries) {
        Duration pause = first.multipliedBy(1L << Math.min(tries, MOST_DOUBLINGS));
        return pause.compareTo(longest) > 0 ? longest : pause;
    }
}
