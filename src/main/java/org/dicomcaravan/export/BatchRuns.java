package org.dicomcaravan.export;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.destination.ObjectCommits;
import org.dicomcaravan.destination.OwnFaultException;
import org.dicomcaravan.destination.rows.BatchRows;
import org.dicomcaravan.operation.Batch;
import org.dicomcaravan.operation.Operation;
import org.dicomcaravan.operation.OperationStore;
import org.dicomcaravan.rpc.RpcCode;

/** Batches from their lease to their report. The bean {@code batchRuns} of the routes. Thread-safe. */
public final class BatchRuns {

    private final OperationStore state;
    private final ExportLookup lookup;
    private final ObjectCommits commits;
    private final BatchRows rows;
    private final Worker worker;
    private final LeaseKeeper leases;
    private final OwnTrouble trouble;
    private final Quarantine quarantine = new Quarantine();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicLong begun = new AtomicLong();

    BatchRuns(
            OperationStore state,
            ExportLookup lookup,
            ObjectCommits commits,
            BatchRows rows,
            Worker worker,
            LeaseKeeper leases,
            OwnTrouble trouble) {
        this.state = state;
        this.lookup = lookup;
        this.commits = commits;
        this.rows = rows;
        this.worker = worker;
        this.leases = leases;
        this.trouble = trouble;
    }

    /**
     * Leases the batch of a work item; the body becomes its run, or null where there is nothing to do.
     *
     * @throws ExportAway if the store, or what makes the outputs, is not there
     */
    public BatchRun lease(String body, Exchange exchange) throws ExportAway, DestinationException {
        WorkItem item = WorkItem.fromJson(body);
        exchange.setProperty(ExportProperties.OPERATION, item.operation());
        trouble.await();
        Optional<Batch> leased = state.batches().lease(item.operation(), item.batch(), worker.owner(), worker.lease());
        if (leased.isEmpty()) {
            return null;
        }
        exchange.setProperty(ExportProperties.LEASE, leased.get());
        count(exchange);
        Operation operation = state.operations().require(item.operation());
        Export export = Stoppable.call(
                () -> ExportStopped.ifStopping(state.operations(), operation.id()), () -> lookup.find(operation));
        BatchRun run = new BatchRun(export, leased.get(), state, exchange);
        exchange.setProperty(ExportProperties.BATCH, run);
        begin(run, exchange);
        return run;
    }

    /** From now on, whatever it waits for, a worker is busy with it. */
    private void count(Exchange exchange) {
        begun.incrementAndGet();
        running.incrementAndGet();
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                running.decrementAndGet();
            }
        });
    }

    private void begin(BatchRun run, Exchange exchange) throws DestinationException {
        leases.keep(run);
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                leases.drop(run);
            }
        });
        Quarantine.Stay stay = enter(run);
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                stay.end();
            }
        });
        commits.begin(run.key(), run::checkpoint);
        if (!(run.export().request().target() instanceof ExportTarget.Bucket)) {
            requirePlaceForRows();
            rows.expect(run.key());
        }
    }

    /** Where a server lacks what the others have, what it makes would come to nothing. */
    private void requirePlaceForRows() throws OwnFaultException {
        if (!worker.isAlone() && !rows.isShared()) {
            throw new OwnFaultException(
                    new DestinationException(
                            RpcCode.FAILED_PRECONDITION,
                            "rows that it makes would not come together with those of others: set caravan.rows as they have it"));
        }
    }

    private Quarantine.Stay enter(BatchRun run) {
        try {
            return quarantine.enter(run.isSuspicious(), run::stopIfAsked);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw run.stopped();
        }
    }

    /** Makes the batch's objects visible, and safe, unless its operation is to stop. */
    public void commit(Exchange exchange) throws DestinationException {
        BatchRun run = run(exchange);
        run.checkpoint();
        commits.commit(run.key());
    }

    /** Makes the batch done, with its counters and its log. */
    public void report(Exchange exchange) throws DestinationException {
        BatchRun run = run(exchange);
        exchange.setProperty(ExportProperties.SETTLED, run.report());
        commits.settle(run.key());
    }

    /**
     * Gives the exchange's batch back undone, if it has one, and what it sent to the destination up. To be repeated where
     * the state can't be written.
     */
    void release(Exchange exchange) {
        Batch leased = exchange.getProperty(ExportProperties.LEASE, Batch.class);
        if (leased == null) {
            return;
        }
        BatchRun run = run(exchange);
        if (run != null) {
            run.end();
        }
        commits.abandon(BatchRun.key(leased));
        exchange.setProperty(ExportProperties.SETTLED, state.batches().release(leased));
    }

    private static BatchRun run(Exchange exchange) {
        return exchange.getProperty(ExportProperties.BATCH, BatchRun.class);
    }

    /** How many batches were begun here so far, and how many are under way. */
    Load load() {
        return new Load(begun.get(), running.get());
    }

    /**
     * How busy this process is.
     *
     * @param begun batches since its start
     * @param running batches at this moment
     */
    record Load(long begun, int running) {}
}
