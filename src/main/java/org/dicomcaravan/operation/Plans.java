package org.dicomcaravan.operation;

import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * The planning of operations, step by step. One planner at a time works on an operation, who has its {@link Claim}; a
 * second one is refused, not mixed in. A planner lists the store from the {@link PlanPoint}, asks for {@link #duplicates}, saves a
 * {@link PlanStep}, and so on; after a crash it does the same from the point that it finds then. Thread-safe.
 */
public final class Plans {
    private static final int DIGESTS_A_QUERY = 500;
    private static final int DIGESTS_A_DELETE = 20_000;

    private final StateDatabase database;

    Plans(StateDatabase database) {
        this.database = database;
    }

    /**
     * Where to plan on.
     *
     * @return empty if it is planned already, or was stopped and has nothing left to do
     * @throws IllegalArgumentException if there is no such operation
     */
    public Optional<PlanPoint> begin(long operation) {
        return database.read("opening the plan of operation " + operation, h -> {
            Rows.operation(h, operation);
            return h.createQuery("SELECT plan_steps, plan_cursor FROM operation WHERE id = :id AND state = 'PLANNING'")
                    .bind("id", operation)
                    .map((row, context) -> new PlanPoint(
                            row.getLong("plan_steps") + 1, Optional.ofNullable(row.getString("plan_cursor"))))
                    .findOne();
        });
    }

    /**
     * Which of these candidates are there already, in a saved step or earlier in the list itself.
     *
     * @return the positions in the list of the duplicates
     */
    public BitSet duplicates(long operation, List<Fingerprint> candidates) {
        Set<Fingerprint> seen = new HashSet<>();
        database.read("looking for duplicates in operation " + operation, h -> {
            for (int from = 0; from < candidates.size(); from += DIGESTS_A_QUERY) {
                List<Fingerprint> some = candidates.subList(from, Math.min(candidates.size(), from + DIGESTS_A_QUERY));
                seen.addAll(known(h, operation, some));
            }
            return seen.size();
        });
        BitSet duplicates = new BitSet(candidates.size());
        for (int i = 0; i < candidates.size(); i++) {
            duplicates.set(i, !seen.add(candidates.get(i)));
        }
        return duplicates;
    }

    private static List<Fingerprint> known(Handle handle, long operation, List<Fingerprint> candidates) {
        return handle.createQuery("SELECT digest FROM fingerprint WHERE operation_id = :id AND digest IN (<digests>)")
                .bind("id", operation)
                .bindList("digests", candidates.stream().map(Fingerprint::bytes).toList())
                .map((row, context) -> Fingerprint.of(row.getBytes("digest")))
                .list();
    }

    /**
     * Saves a step: its batch, cursor, failures and fingerprints, all or nothing.
     *
     * @return false if the operation is to stop, is parked, has ended, or is in other hands: nothing was saved, and the
     *     planner goes on to {@link #planned}
     * @throws IllegalStateException if another step is due, or an instance is a duplicate: another planner is at work
     */
    public boolean save(PlanStep step) {
        String what = "saving plan step " + step.number() + " of operation " + step.operation();
        return database.writeSoon(what, h -> {
            if (advance(h, step) || advanceAlone(h, step)) {
                saveBatch(h, step);
                saveMatches(h, step);
                Rows.gotOn(h, step.operation());
                Rows.log(h, step.operation(), step.failures());
                return true;
            }
            Operation found = Rows.operation(h, step.operation());
            if (found.stopReason().isPresent()
                    || found.isParked()
                    || found.isDone()
                    || !Claims.isOf(h, step.operation(), step.fence())) {
                return false;
            }
            if (isSaved(h, step)) {
                return true; // the answer to the first try was lost
            }
            throw new IllegalStateException(what + ": another planner was here, the operation is " + found.state());
        });
    }

    /** Once more, while nobody else changes anything: the operation may have been parked just before, and woken since. */
    private static boolean advanceAlone(Handle handle, PlanStep step) {
        Rows.lock(handle, step.operation());
        return advance(handle, step);
    }

    private static boolean isSaved(Handle handle, PlanStep step) {
        return step.fence() > 0
                && handle.createQuery("SELECT 1 FROM operation WHERE id = :id AND plan_steps = :number")
                        .bind("id", step.operation())
                        .bind("number", step.number())
                        .mapTo(Integer.class)
                        .findOne()
                        .isPresent();
    }

    private static boolean advance(Handle handle, PlanStep step) {
        return handle.createUpdate("""
                                UPDATE operation SET
                                    plan_steps = :number,
                                    plan_cursor = :cursor,
                                    ignored = ignored + :ignored,
                                    listing_failure = listing_failure + :failures,
                                    instances = instances + :instances,
                                    batches = batches + :batches
                                WHERE id = :id AND plan_steps = :number - 1 AND state = 'PLANNING' AND claim_fence = :fence
                                    AND error_code IS NULL AND parked_until IS NULL
                                """)
                        .bind("number", step.number())
                        .bind("cursor", step.cursor())
                        .bind("ignored", step.ignored())
                        .bind("failures", step.failures().size())
                        .bind("instances", step.instances().size())
                        .bind("batches", step.hasBatch() ? 1 : 0)
                        .bind("id", step.operation())
                        .bind("fence", step.fence())
                        .execute()
                == 1;
    }

    private static void saveBatch(Handle handle, PlanStep step) {
        if (!step.hasBatch()) {
            return;
        }
        handle.execute(
                "INSERT INTO batch (operation_id, number, state, instances) VALUES (?, ?, 'PLANNED', ?)",
                step.operation(),
                step.number(),
                step.instances().size());
        handle.execute(
                "INSERT INTO batch_items (operation_id, number, items) VALUES (?, ?, ?)",
                step.operation(),
                step.number(),
                step.items());
        PreparedBatch digests = handle.prepareBatch(
                "INSERT INTO fingerprint (operation_id, digest) VALUES (?, ?) ON CONFLICT DO NOTHING");
        for (Fingerprint instance : step.instances()) {
            digests.add(step.operation(), instance.bytes());
        }
        for (int added : digests.execute()) {
            if (added == 0) {
                throw new IllegalStateException("plan step " + step.number() + " of operation " + step.operation()
                        + " has an instance that is planned already: ask for duplicates first");
            }
        }
    }

    private static void saveMatches(Handle handle, PlanStep step) {
        if (step.matches().isEmpty()) {
            return;
        }
        PreparedBatch digests = handle.prepareBatch(
                "INSERT INTO filter_match (operation_id, digest) VALUES (?, ?) ON CONFLICT DO NOTHING");
        step.matches().forEach(match -> digests.add(step.operation(), match.bytes()));
        digests.execute();
    }

    /**
     * Says that the planner is through, or stopped because the operation is to stop. Logs how many files were ignored.
     * May be repeated. Nothing happens if the operation is in other hands.
     *
     * @param fence of the planner's claim
     * @return true if nothing is left to do: the caller sees to the finish
     */
    public boolean planned(long operation, long fence) {
        boolean ready = database.writeSoon("closing the plan of operation " + operation, h -> {
            boolean closed = Transitions.planned(h, operation, fence);
            Operation found = Rows.operation(h, operation);
            if (closed && found.ignored() > 0) {
                String message = found.ignored() == 1
                        ? "1 file is not a DICOM instance and was ignored."
                        : found.ignored() + " files are not DICOM instances and were ignored.";
                Rows.log(h, operation, List.of(LogEntry.info(found.origin().store(), message)));
            }
            return Transitions.settle(h, operation, database.now());
        });
        if (state(operation) != OperationState.PLANNING) {
            forgetFingerprints(database, operation);
        }
        return ready;
    }

    private OperationState state(long operation) {
        return database.read("reading operation " + operation, h -> Rows.operation(h, operation))
                .state();
    }

    /**
     * Saves what is to be said of the filter's lines, once each.
     *
     * @param from how many lines were judged before
     * @param to how many are judged now
     * @return false if somebody was quicker, or the operation is not being planned any more: nothing was saved
     */
    public boolean judged(long operation, long from, long to, List<LogEntry> remarks) {
        return database.writeSoon("judging the filter of operation " + operation, h -> {
            int judged = h.createUpdate("""
                            UPDATE operation SET filter_judged = :to
                            WHERE id = :id AND state = 'PLANNING' AND filter_judged = :from
                            """)
                    .bind("to", to)
                    .bind("id", operation)
                    .bind("from", from)
                    .execute();
            if (judged == 1) {
                Rows.log(h, operation, remarks);
            }
            return judged == 1;
        });
    }

    /** How many lines of the filter were judged. */
    public long judged(long operation) {
        return database.read(
                "reading operation " + operation,
                h -> h.createQuery("SELECT filter_judged FROM operation WHERE id = :id")
                        .bind("id", operation)
                        .mapTo(Long.class)
                        .one());
    }

    /** In slices, so that other writers get their turns. */
    static void forgetFingerprints(StateDatabase database, long operation) {
        int deleted;
        do {
            deleted = database.writeSoon(
                    "forgetting the fingerprints of operation " + operation,
                    h -> h.createUpdate("""
                            DELETE FROM fingerprint WHERE operation_id = :id AND digest IN
                                (SELECT digest FROM fingerprint WHERE operation_id = :id ORDER BY digest LIMIT :limit)
                            """)
                            .bind("id", operation)
                            .bind("limit", DIGESTS_A_DELETE)
                            .execute());
        } while (deleted == DIGESTS_A_DELETE);
    }
}
