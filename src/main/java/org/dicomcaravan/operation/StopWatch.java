package org.dicomcaravan.operation;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Knows in memory which operations are to stop, and looks into the state now and then. Thread-safe. */
final class StopWatch {
    private static final long FRESH = TimeUnit.MILLISECONDS.toNanos(500);

    /** So much later the next look is where the state is away: a look may take as long. */
    private static final long AWAY = TimeUnit.SECONDS.toNanos(5);

    private final StateDatabase database;

    /** When each operation that is worked on was last seen going on, in {@link System#nanoTime}. */
    private final ConcurrentMap<Long, AtomicLong> seenGoing = new ConcurrentHashMap<>();

    private volatile boolean halted;

    StopWatch(StateDatabase database) {
        this.database = database;
    }

    /** From now on all of them stop, in this process. */
    void halt() {
        halted = true;
    }

    boolean isHalted() {
        return halted;
    }

    boolean isStopping(long operation) {
        if (halted) {
            return true;
        }
        AtomicLong seen = seenGoing.get(operation);
        long now = System.nanoTime();
        if (seen != null) {
            long last = seen.get();
            // One thread looks, the others go on with what was seen before.
            if (now - last < FRESH || !seen.compareAndSet(last, now)) {
                return false;
            }
        }
        try {
            if (isStoppingInState(operation)) {
                seenGoing.remove(operation);
                return true;
            }
            seenGoing.putIfAbsent(operation, new AtomicLong(now));
        } catch (StateException e) {
            if (!e.isAway()) {
                throw e;
            }
            // Nobody can have stopped it in a state that is away; and who asks may have no time to wait for that.
            seenGoing.computeIfAbsent(operation, id -> new AtomicLong()).set(System.nanoTime() + AWAY);
        }
        return false;
    }

    /** To be called after a stop was saved: the next question goes to the state. */
    void forget(long operation) {
        seenGoing.remove(operation);
    }

    private boolean isStoppingInState(long operation) {
        return !database.read(
                "asking whether operation " + operation + " stops",
                h -> h.createQuery("SELECT 1 FROM operation WHERE id = :id AND state <> 'DONE' AND error_code IS NULL"
                                + " AND parked_until IS NULL")
                        .bind("id", operation)
                        .mapTo(Integer.class)
                        .findOne()
                        .isPresent());
    }
}
