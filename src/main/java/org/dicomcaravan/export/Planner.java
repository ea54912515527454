package org.dicomcaravan.export;

import java.io.IOException;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.dicomcaravan.operation.Batches;
import org.dicomcaravan.operation.Operation;
import org.dicomcaravan.operation.Operations;
import org.dicomcaravan.operation.PlanPoint;
import org.dicomcaravan.operation.PlanStep;
import org.dicomcaravan.operation.Plans;
import org.dicomcaravan.rpc.RpcCode;

/**
 * Plans exports: the store's listing becomes batches, each saved before it is queued. The bean {@code planner} of the
 * routes. Thread-safe.
 */
public final class Planner {

    private final Operations operations;
    private final Plans plans;
    private final Batches batches;
    private final Exports exports;
    private final BatchLimits limits;

    /** Plans into batches of at most this size. */
    public Planner(Operations operations, Plans plans, Batches batches, Exports exports, BatchLimits limits) {
        this.operations = operations;
        this.plans = plans;
        this.batches = batches;
        this.exports = exports;
        this.limits = limits;
    }

    /**
     * Opens the plan of an operation; the body becomes an iterator over what is still to be queued: batches that were
     * saved before a restart, then the rest of the store.
     */
    public Plan open(String body, Exchange exchange) throws ExportFailure {
        long id = WorkItem.fromJson(body).operation();
        exchange.setProperty(ExportProperties.OPERATION, id);
        Operation operation =
                operations.find(id).orElseThrow(() -> new IllegalArgumentException("There is no operation " + id));
        Optional<PlanPoint> point = operation.isDone() ? Optional.empty() : plans.begin(id);
        PlanReader rest = null;
        if (point.isPresent() && !operations.isStopping(id)) {
            rest = read(exports.resolve(operation), point.get());
        }
        Plan plan = new Plan(id, batches.open(id).iterator(), Optional.ofNullable(rest), operations, exchange);
        exchange.getExchangeExtension().addOnCompletion(new org.apache.camel.support.SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                plan.close();
            }
        });
        return plan;
    }

    private PlanReader read(Export export, PlanPoint point) throws ExportFailure {
        try {
            ResourceFilter filter = exports.filter(export);
            return new PlanReader(export, filter, export.source().list(point.cursor()), plans, limits, point);
        } catch (IOException e) {
            throw new ExportFailure(
                    RpcCode.NOT_FOUND,
                    "DICOM store " + export.request().store() + " can't be listed: " + e.getMessage(),
                    e);
        }
    }

    /**
     * Saves a batch, if it is not saved yet; the body becomes the work item for the queue, or null where the end of the
     * listing brought no instance any more, or the operation is to stop.
     */
    public String save(PlannedBatch batch) {
        Optional<PlanStep> step = batch.step();
        boolean queue = step.isEmpty() || plans.save(step.get()) && step.get().hasBatch();
        return queue ? batch.item().toJson() : null;
    }

    /** Says that all is listed and queued; or nothing, where the server stops before it is. */
    public void close(Exchange exchange) {
        Long operation = exchange.getProperty(ExportProperties.OPERATION, Long.class);
        if (!operations.isHalted() && plans.planned(operation)) {
            exchange.setProperty(ExportProperties.SETTLED, true);
        }
    }
}
