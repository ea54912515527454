package org.dicomcaravan.export;

import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.dicomcaravan.operation.Batch;
import org.dicomcaravan.operation.Claim;
import org.dicomcaravan.operation.Claims;
import org.dicomcaravan.operation.Held;
import org.dicomcaravan.operation.Operations;
import org.dicomcaravan.operation.StateException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The claims of exchanges on operations that they plan or end: renewed while they do, and given up after. Thread-safe. */
final class HeldClaims {

    private static final Logger LOG = LoggerFactory.getLogger(HeldClaims.class);

    private final Claims claims;
    private final LeaseKeeper keeper;
    private final Worker worker;
    private final OwnTrouble trouble;

    HeldClaims(Claims claims, LeaseKeeper keeper, Worker worker, OwnTrouble trouble) {
        this.claims = claims;
        this.keeper = keeper;
        this.worker = worker;
        this.trouble = trouble;
    }

    /**
     * Claims an operation until the exchange is done.
     *
     * @return false if somebody else has it, or it is done; or this server takes nothing for the moment
     */
    boolean take(long operation, Exchange exchange) {
        if (trouble.now().isPresent()) {
            return false;
        }
        Optional<Claim> taken = claims.claim(operation, worker.owner(), worker.lease());
        taken.ifPresent(claim -> hold(claim, exchange));
        return taken.isPresent();
    }

    private void hold(Claim claim, Exchange exchange) {
        HeldClaim held = new HeldClaim(claims, claim);
        exchange.setProperty(ExportProperties.CLAIM, held);
        keeper.keep(held);
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                keeper.drop(held);
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

    /** Renews the exchange's claim for a lease from now on; false if it has none, or lost it. */
    boolean renewed(Exchange exchange) {
        HeldClaim held = exchange.getProperty(ExportProperties.CLAIM, HeldClaim.class);
        return held != null && held.renewed();
    }

    /**
     * What whoever ends an operation asks now and then: ends the work where the server stops, or somebody else has the end
     * in hand.
     */
    static Runnable checkpoint(Exchange exchange, Operations operations) {
        HeldClaim held = held(exchange);
        long operation = held.claim().operation();
        return () -> {
            ExportStopped.ifHalted(operations, operation);
            if (held.isLost()) {
                throw new ExportStopped(operation);
            }
        };
    }

    /** The exchange's claim, held or lost. */
    static Claim of(Exchange exchange) {
        return held(exchange).claim();
    }

    private static HeldClaim held(Exchange exchange) {
        HeldClaim held = exchange.getProperty(ExportProperties.CLAIM, HeldClaim.class);
        if (held == null) {
            throw new IllegalStateException("a step of a route works on an operation that it did not claim");
        }
        return held;
    }

    /**
     * What an exchange has in hand of its operation: the operation's planning or end, or a batch. The exchange of the last
     * batch goes on with the end.
     */
    static Optional<Held> inHand(Exchange exchange) {
        HeldClaim claimed = exchange.getProperty(ExportProperties.CLAIM, HeldClaim.class);
        return claimed != null
                ? Optional.of(claimed.claim())
                : Optional.ofNullable(exchange.getProperty(ExportProperties.LEASE, Batch.class));
    }
}
