package org.dicomcaravan.operation;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/**
 * Who plans operations, and who ends them: one at a time, in whichever server. Who lets his claim run out loses it to
 * whoever claims the operation next. Thread-safe.
 */
public final class Claims {
    private final StateDatabase database;

    Claims(StateDatabase database) {
        this.database = database;
    }

    /**
     * Claims an operation.
     *
     * @param owner the node that does
     * @param duration how long the claim holds, if it is not renewed
     * @return empty if it is done, or in other hands
     */
    public Optional<Claim> claim(long operation, String owner, Duration duration) {
        AtomicLong given = new AtomicLong(); // before the answer to its commit was lost: this is a second try then
        return database.writeSoon(
                "claiming operation " + operation,
                h -> h.createQuery("""
                        UPDATE operation SET claim_owner = :owner, claim_until = <now> + :lease,
                            claim_fence = claim_fence + 1
                        WHERE id = :id AND state <> 'DONE' AND (claim_until IS NULL OR claim_until <= <now>
                            OR (claim_owner = :owner AND claim_fence = :given))
                        RETURNING claim_fence
                        """)
                        .bind("owner", owner)
                        .bind("given", given.get())
                        .bind("lease", Batches.micros(duration))
                        .bind("now", database.now())
                        .bind("id", operation)
                        .mapTo(Long.class)
                        .findOne()
                        .map(fence -> {
                            given.set(fence);
                            return new Claim(operation, fence, duration);
                        }));
    }

    /**
     * Renews a claim.
     *
     * @return false if it is lost, or the operation has ended
     */
    public boolean renew(Claim claim) {
        return database.writeSoon(
                "renewing the claim on operation " + claim.operation(),
                h -> ofClaim(h, claim, "claim_until = <now> + :lease")
                                .bind("lease", Batches.micros(claim.lease()))
                                .bind("now", database.now())
                                .execute()
                        == 1);
    }

    /** Gives a claim up, if it is not lost. */
    public void release(Claim claim) {
        database.writeSoon(
                "giving up the claim on operation " + claim.operation(),
                h -> ofClaim(h, claim, "claim_owner = NULL, claim_until = NULL").execute());
    }

    private static Update ofClaim(Handle handle, Claim claim, String change) {
        return handle.createUpdate("UPDATE operation SET " + change + """
                         WHERE id = :id AND claim_fence = :fence AND claim_until IS NOT NULL AND state <> 'DONE'
                        """)
                .bind("id", claim.operation())
                .bind("fence", claim.fence());
    }

    /** Whether nobody claimed an operation after one who has a fence. */
    static boolean isOf(Handle handle, long operation, long fence) {
        return handle.createQuery("SELECT 1 FROM operation WHERE id = :id AND claim_fence = :fence")
                .bind("id", operation)
                .bind("fence", fence)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }
}
