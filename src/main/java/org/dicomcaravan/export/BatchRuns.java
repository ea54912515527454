package org.dicomcaravan.export;

import java.time.Duration;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.destination.ObjectCommits;
import org.dicomcaravan.operation.Batch;
import org.dicomcaravan.operation.Batches;
import org.dicomcaravan.operation.Operation;
import org.dicomcaravan.operation.Operations;

/** Batches from their lease to their report. The bean {@code batches} of the routes. Thread-safe. */
public final class BatchRuns {

    private static final Duration LEASE = Duration.ofMinutes(5);

    private final Operations operations;
    private final Batches batches;
    private final Exports exports;
    private final ObjectCommits commits;
    private final String owner;

    /**
     * Runs batches on a node.
     *
     * @param owner name of the node, the same after a restart
     */
    public BatchRuns(Operations operations, Batches batches, Exports exports, ObjectCommits commits, String owner) {
        this.operations = operations;
        this.batches = batches;
        this.exports = exports;
        this.commits = commits;
        this.owner = owner;
    }

    /** Leases the batch of a work item; the body becomes its run, or null where there is nothing to do. */
    public BatchRun lease(String body, Exchange exchange) throws ExportFailure, DestinationException {
        WorkItem item = WorkItem.fromJson(body);
        exchange.setProperty(ExportProperties.OPERATION, item.operation());
        Optional<Batch> leased = batches.lease(item.operation(), item.batch(), owner, LEASE);
        if (leased.isEmpty()) {
            return null;
        }
        exchange.setProperty(ExportProperties.LEASE, leased.get());
        Operation operation = operations
                .find(item.operation())
                .orElseThrow(() -> new IllegalStateException("Operation " + item.operation() + " is gone"));
        BatchRun run = new BatchRun(exports.resolve(operation), leased.get(), batches, operations, exchange);
        exchange.setProperty(ExportProperties.BATCH, run);
        return run;
    }

    /** Makes the batch's objects visible, and safe. May be repeated. */
    public void commit(Exchange exchange) throws DestinationException {
        commits.commit(run(exchange).key());
    }

    /** Makes the batch done, with its counters and its log. */
    public void report(Exchange exchange) {
        if (run(exchange).report()) {
            exchange.setProperty(ExportProperties.SETTLED, true);
        }
    }

    /**
     * Gives the exchange's batch up for the exception that it ends with, and stops its operation, unless it is
     * stopping already. To be repeated where the state can't be written.
     */
    public void giveUp(Exchange exchange) throws DestinationException {
        if (!ErrorPolicy.isStop(ErrorPolicy.reason(exchange))) {
            exports.stop(exchange);
        }
        Batch leased = exchange.getProperty(ExportProperties.LEASE, Batch.class);
        if (leased != null) {
            try {
                commits.abandon(BatchRun.key(leased));
            } finally {
                if (batches.release(leased)) {
                    exchange.setProperty(ExportProperties.SETTLED, true);
                }
            }
        }
    }

    private static BatchRun run(Exchange exchange) {
        return exchange.getProperty(ExportProperties.BATCH, BatchRun.class);
    }
}
