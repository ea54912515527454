package org.dicomcaravan.export;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * What was seen to be left alone: once may be a moment between two hands, and what was offered may still be on its way. For
 * one thread at a time.
 */
final class Sightings<T> {

    private static final Duration FIRST = Duration.ofSeconds(2);
    private static final Duration AGAIN = Duration.ofSeconds(30);

    /** When each is to be offered, if it is still alone then, in {@link System#nanoTime}. */
    private final Map<T, Long> dueAt = new HashMap<>();

    /** Says that something is alone; whether it is to be offered now. */
    boolean isDue(T id) {
        long now = System.nanoTime();
        long due = dueAt.computeIfAbsent(id, first -> now + FIRST.toNanos());
        if (now - due < 0) {
            return false;
        }
        dueAt.put(id, now + AGAIN.toNanos());
        return true;
    }

    /** Forgets what is alone no longer. */
    void forgetAllBut(Collection<T> alone) {
        dueAt.keySet().retainAll(alone);
    }
}
