package org.dicomcaravan.operation;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Moments as the tables hold them: microseconds since 1970-01-01 UTC. */
final class Microseconds {
    private Microseconds() {}

    static long of(Instant moment) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, moment);
    }

    static Instant instant(long microseconds) {
        return Instant.EPOCH.plus(microseconds, ChronoUnit.MICROS);
    }
}
