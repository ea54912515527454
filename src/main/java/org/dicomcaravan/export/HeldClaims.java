package org.dicomcaravan.export;

import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.dicomcaravan.operation.Claim;
import org.dicomcaravan.operation.Claims;
import org.dicomcaravan.operation.StateException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The claims of exchanges on operations that they plan or end: renewed while they do, and given up after. Thread-safe. */
final class HeldClaims {

    private static final Logger LOG = LoggerFactory.getLogger(HeldClaims.class);

    private final Claims claims;
    private final LeaseKeeper keeper;
    private final Worker worker;

    HeldClaims(Claims claims, LeaseKeeper keeper, Worker worker) {
        this.claims = claims;
        this.keeper = keeper;
        this.worker = worker;
    }

    /**
     * Claims an operation until the exchange is done.
     *
     * @return false if somebody else has it, or it is done
     */
    boolean take(long operation, Exchange exchange) {
        Optional<Claim> taken = claims.claim(operation, worker.owner(), worker.lease());
        taken.ifPresent(claim -> hold(claim, exchange));
        return taken.isPresent();
    }

    private void hold(Claim claim, Exchange exchange) {
        exchange.setProperty(ExportProperties.CLAIM, claim);
        LeaseKeeper.Kept kept = () -> claims.renew(claim);
        keeper.keep(kept);
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                keeper.drop(kept);
                release(claim);
            }
        });
    }

    private void release(Claim claim) {
        try {
            claims.release(claim);
        } catch (StateException e) {
            LOG.debug("The claim on operation {} runs out by itself", claim.operation(), e);
        }
    }

    /** Whether the exchange's claim is still its own; for a lease longer from now on. */
    boolean isHeld(Exchange exchange) {
        Claim claim = exchange.getProperty(ExportProperties.CLAIM, Claim.class);
        return claim != null && claims.renew(claim);
    }

    /** The exchange's claim, held or lost. */
    static Claim of(Exchange exchange) {
        Claim claim = exchange.getProperty(ExportProperties.CLAIM, Claim.class);
        if (claim == null) {
            throw new IllegalStateException("a step of a route works on an operation that it did not claim");
        }
        return claim;
    }
}
