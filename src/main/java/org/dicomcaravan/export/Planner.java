package org.dicomcaravan.export;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.operation.Claim;
import org.dicomcaravan.operation.LogEntry;
import org.dicomcaravan.operation.Operation;
import org.dicomcaravan.operation.OperationState;
import org.dicomcaravan.operation.OperationStore;
import org.dicomcaravan.operation.Operations;
import org.dicomcaravan.operation.PlanPoint;
import org.dicomcaravan.operation.PlanStep;
import org.dicomcaravan.operation.Plans;
import org.dicomcaravan.rpc.RpcCode;
import org.dicomcaravan.store.Listing;
import org.dicomcaravan.store.StoreAwayException;

/**
 * Plans exports: the store's listing becomes batches, each saved before it is queued. The bean {@code planner} of the
 * routes. Thread-safe.
 */
public final class Planner {

    private final OperationStore state;
    private final Operations operations;
    private final Plans plans;
    private final ExportLookup lookup;
    private final BatchLimits limits;
    private final HeldClaims claims;

    /** Plans into batches of at most this size. */
    Planner(OperationStore state, ExportLookup lookup, BatchLimits limits, HeldClaims claims) {
        this.state = state;
        this.operations = state.operations();
        this.plans = state.plans();
        this.lookup = lookup;
        this.limits = limits;
        this.claims = claims;
    }

    /**
     * Opens the plan of an operation; the body becomes an iterator over what is still to be queued: batches that were
     * saved before a restart, then the rest of the store.
     *
     * @throws ExportAway if the store, the bucket, or what makes the outputs is not there
     * @throws DestinationException if the table can't be written any more
     */
    public Plan open(String body, Exchange exchange) throws ExportFailure, ExportAway, DestinationException {
        long id = WorkItem.fromJson(body).operation();
        exchange.setProperty(ExportProperties.OPERATION, id);
        if (!claims.take(id, exchange)) {
            throw new ExportStopped(id); // another exchange is at it, here or elsewhere
        }
        Operation operation =
                operations.find(id).orElseThrow(() -> new IllegalArgumentException("There is no operation " + id));
        exchange.setProperty(ExportProperties.PLANNING, true);
        exchange.setProperty(ExportProperties.SETTLED, isFinishing(operation)); // its end was parked
        Plan plan = plan(operation, exchange);
        exchange.setProperty(ExportProperties.PLAN, plan);
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                plan.close();
            }
        });
        return plan;
    }

    private Plan plan(Operation operation, Exchange exchange) throws ExportFailure, ExportAway, DestinationException {
        long id = operation.id();
        Optional<PlanReader> rest = Optional.empty();
        if (!operation.isDone() && !isFinishing(operation) && !operations.isStopping(id)) {
            Export export =
                    Stoppable.call(() -> ExportStopped.ifStopping(operations, id), () -> lookup.find(operation));
            lookup.requireDestination(export);
            Optional<PlanPoint> point = plans.begin(id);
            if (point.isPresent()) {
                rest = Optional.of(read(export, point.get(), HeldClaims.of(exchange)));
            }
        }
        return new Plan(id, state.batches().open(id).iterator(), rest, operations, exchange);
    }

    private static boolean isFinishing(Operation operation) {
        return operation.state() == OperationState.FINISHING;
    }

    private PlanReader read(Export export, PlanPoint point, Claim claim) throws ExportFailure, ExportAway {
        String store = "DICOM store " + export.request().store();
        try {
            ResourceFilter filter = filter(export);
            Listing listing = Stoppable.call(
                    () -> ExportStopped.ifStopping(operations, export.operation()),
                    () -> export.source().list(point.cursor()));
            return new PlanReader(export, filter, listing, plans, limits, point, claim.fence());
        } catch (StoreAwayException e) {
            throw ExportLookup.away(store, e);
        } catch (IOException e) {
            throw new ExportFailure(RpcCode.NOT_FOUND, store + " can't be listed: " + e.getMessage(), e);
        }
    }

    private ResourceFilter filter(Export export) throws IOException, ExportFailure {
        if (export.request().filterGcsUri().isEmpty()) {
            return ResourceFilter.everything();
        }
        if (!state.filters().has(export.operation())) {
            throw new ExportFailure(
                    RpcCode.FAILED_PRECONDITION,
                    "The filter of this export was not kept by the version of the server that accepted it; export again",
                    null);
        }
        try (InputStream text = state.filters().read(export.operation())) {
            ResourceFilter filter = ResourceFilter.read(text);
            state.filters().matched(export.operation(), filter::matched);
            return filter;
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

    /**
     * Says that all is listed and queued, and what is to be said of the filter, or of an empty store; or nothing, where the
     * server stops, or the operation was parked, before it is.
     */
    public void close(Exchange exchange) throws IOException {
        long operation = exchange.getProperty(ExportProperties.OPERATION, Long.class);
        Plan plan = exchange.getProperty(ExportProperties.PLAN, Plan.class);
        if (operations.isHalted()) {
            return;
        }
        if (plan.listed().isPresent() && !operations.isStopping(operation)) {
            remark(plan.listed().get());
        }
        if (plans.planned(operation, HeldClaims.of(exchange).fence())) {
            exchange.setProperty(ExportProperties.SETTLED, true);
        }
    }

    private void remark(PlanReader reader) throws IOException {
        if (!reader.filter().isEverything()) {
            try (InputStream text = state.filters().read(reader.export().operation())) {
                new FilterRemarks(reader.export(), plans).of(text, reader.filter());
            }
        } else if (reader.foundNothing()) {
            String store = reader.export().request().store();
            String message = "nothing lies in DICOM store " + store
                    + ": if something should, mount it, or correct where it lies, then export again";
            LogEntry warning = LogEntry.warning(store, RpcCode.NOT_FOUND, message);
            plans.judged(reader.export().operation(), 0, 1, List.of(warning)); // once, as the lines of a filter
        }
    }
}
