package org.dicomcaravan.operation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until it is told to go on. */
final class SetClock implements InstantSource {
    private volatile Instant now = Instant.parse("2026-02-03T04:05:06.123456Z");

    @Override
    public Instant instant() {
        return now;
    }

    void advance(Duration duration) {
        now = now.plus(duration);
    }
}
