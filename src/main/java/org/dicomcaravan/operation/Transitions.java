package org.dicomcaravan.operation;

import org.dicomcaravan.rpc.RpcStatus;
import org.jdbi.v3.core.Handle;

/**
 * The state machine of operations: each step from one {@link OperationState} to the next is a statement here, run
 * inside the transaction of whoever causes it, and stands nowhere else.
 *
 * <pre>
 * PLANNING ── planned ──► RUNNING ── settle ──► FINISHING ── end ──► DONE
 *     └────────── stopped, and nothing leased: settle ──────►
 * </pre>
 *
 * <p>Beside its state an operation may be stopped, which is for good, and parked, which {@link #wake} undoes. In both
 * cases no step is saved and no batch leased any more.
 */
final class Transitions {
    private Transitions() {}

    /**
     * All is listed: only what is planned is left to do. False if it was said before, the operation is parked, or in other
     * hands by now.
     */
    static boolean planned(Handle handle, long operation, long fence) {
        return handle.createUpdate("""
                                UPDATE operation SET state = 'RUNNING'
                                WHERE id = :id AND state = 'PLANNING' AND claim_fence = :fence
                                    AND (parked_until IS NULL OR error_code IS NOT NULL)
                                """)
                        .bind("id", operation)
                        .bind("fence", fence)
                        .execute()
                == 1;
    }

    /**
     * Nothing is left to do, or nothing more may be done and no batch is leased. True for exactly one caller. Whoever plans
     * the operation all the same, such as one whose listing hangs, does so no longer.
     *
     * @param now is bound where the database has no clock of its own
     */
    static boolean settle(Handle handle, long operation, long now) {
        Rows.lock(handle, operation); // two that give back the last batches at once would each see the other's
        boolean isSettled =
                handle.createUpdate("""
                                UPDATE operation SET state = 'FINISHING', parked_until = NULL,
                                    claim_owner = NULL, claim_until = NULL, claim_fence = claim_fence + 1
                                WHERE id = :id
                                    AND (state = 'RUNNING' OR (state = 'PLANNING' AND error_code IS NOT NULL))
                                    AND (batches = batches_done
                                        OR (error_code IS NOT NULL AND NOT EXISTS (
                                            SELECT 1 FROM batch
                                            WHERE operation_id = :id AND state = 'LEASED' AND lease_until > <now>)))
                                """).bind("id", operation).bind("now", now).execute() == 1;
        if (isSettled) {
            takeBatches(handle, operation);
        }
        return isSettled;
    }

    /**
     * From those whose leases ran out: what they sent is taken back at the operation's end, and is not theirs to commit or to
     * count any more.
     */
    private static void takeBatches(Handle handle, long operation) {
        handle.createUpdate("""
                        UPDATE batch SET state = 'PLANNED', owner = NULL, lease_until = NULL,
                            success = 0, failure = 0, attempts = attempts + 1
                        WHERE operation_id = :id AND state = 'LEASED'
                        """).bind("id", operation).execute();
    }

    /**
     * Nothing more may be done, for a reason; the first reason stays. Who cancels at the very end comes too late, unless
     * it waits: what was to be written may be there already.
     */
    static void stop(Handle handle, long operation, RpcStatus reason, boolean cancel) {
        handle.createUpdate("""
                        UPDATE operation SET
                            cancel_requested = CASE WHEN :cancel = 1 THEN 1 ELSE cancel_requested END,
                            error_code = CASE WHEN :cancel = 1 AND state = 'FINISHING' AND parked_until IS NULL
                                THEN error_code ELSE COALESCE(error_code, :code) END,
                            error_message = CASE WHEN :cancel = 1 AND state = 'FINISHING' AND parked_until IS NULL
                                THEN error_message ELSE COALESCE(error_message, :message) END,
                            parked_until = CASE WHEN state = 'FINISHING' THEN NULL ELSE parked_until END
                        WHERE id = :id AND state <> 'DONE'
                        """)
                .bind("cancel", cancel ? 1 : 0)
                .bind("code", reason.code().number())
                .bind("message", reason.message())
                .bind("id", operation)
                .execute();
    }

    /** Nothing is done until a moment, since something is away. */
    static void park(Handle handle, long operation, String reason, long since, long until) {
        handle.createUpdate("""
                        UPDATE operation SET parked_since = :since, parked_until = :until, parked_reason = :reason,
                            parked_tries = parked_tries + 1
                        WHERE id = :id AND state <> 'DONE' AND error_code IS NULL
                        """)
                .bind("since", since)
                .bind("until", until)
                .bind("reason", reason)
                .bind("id", operation)
                .execute();
    }

    /** A parked operation is tried again. True for exactly one caller. */
    static boolean wake(Handle handle, long operation) {
        return handle.createUpdate("""
                                UPDATE operation SET parked_until = NULL
                                WHERE id = :id AND parked_until IS NOT NULL AND state <> 'DONE' AND error_code IS NULL
                                """).bind("id", operation).execute() == 1;
    }

    /** The same before its time, so that its last pause does not count. */
    static int wakeEarly(Handle handle, long operation) {
        return handle.createUpdate("""
                        UPDATE operation SET parked_until = NULL,
                            parked_tries = CASE WHEN parked_tries > 0 THEN parked_tries - 1 ELSE 0 END
                        WHERE id = :id AND parked_until IS NOT NULL AND state <> 'DONE' AND error_code IS NULL
                        """).bind("id", operation).execute();
    }

    /**
     * Something got done, so that what is waited for from now on is counted anew. True if the operation had been parked and
     * goes on by that; one that is parked now, of which somebody had a batch in hand, waits for its time all the same.
     */
    static boolean gotOn(Handle handle, long operation) {
        return handle.createQuery("""
                        UPDATE operation SET parked_since = NULL, parked_tries = 0,
                            parked_reason = CASE WHEN parked_until IS NULL THEN NULL ELSE parked_reason END
                        WHERE id = :id AND parked_reason IS NOT NULL
                        RETURNING parked_until IS NULL AS goes_on
                        """)
                .bind("id", operation)
                .map((row, context) -> row.getBoolean("goes_on"))
                .findOne()
                .orElse(false);
    }

    /** A stage of the end is done. True for exactly one caller. */
    static boolean staged(Handle handle, long operation, long fence, String stage) {
        return handle.createUpdate("""
                                UPDATE operation SET ending_stages = ending_stages || :stage || ' '
                                WHERE id = :id AND state = 'FINISHING' AND claim_fence = :fence
                                    AND ' ' || ending_stages NOT LIKE '% ' || :stage || ' %'
                                """)
                        .bind("stage", stage)
                        .bind("fence", fence)
                        .bind("id", operation)
                        .execute()
                == 1;
    }

    /** Nothing changes any more. */
    static void end(Handle handle, long operation, long now) {
        handle.createUpdate("UPDATE operation SET state = 'DONE', end_time = <now> WHERE id = :id AND state <> 'DONE'")
                .bind("now", now)
                .bind("id", operation)
                .execute();
    }
}
