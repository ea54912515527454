package org.dicomcaravan.export;

import org.dicomcaravan.operation.Claim;
import org.dicomcaravan.operation.Claims;

/** A claim that an exchange has, until somebody finds out that it is lost. Thread-safe. */
final class HeldClaim implements LeaseKeeper.Kept {

    private final Claims claims;
    private final Claim claim;
    private volatile boolean lost;

    HeldClaim(Claims claims, Claim claim) {
        this.claims = claims;
        this.claim = claim;
    }

    Claim claim() {
        return claim;
    }

    /** Whether it is known to be lost. */
    boolean isLost() {
        return lost;
    }

    @Override
    public void renew() {
        renewed();
    }

    /** Renews it for a lease from now on; false if it is lost. */
    boolean renewed() {
        lost |= !claims.renew(claim);
        return !lost;
    }
}
