package org.dicomcaravan.export;

import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.dicomcaravan.access.AuditLog;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.destination.ObjectCommits;
import org.dicomcaravan.operation.LogEntry;
import org.dicomcaravan.operation.Operation;
import org.dicomcaravan.operation.OperationState;
import org.dicomcaravan.operation.OperationStore;
import org.dicomcaravan.operation.Patience;
import org.dicomcaravan.rpc.RpcCode;
import org.dicomcaravan.rpc.RpcStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How exports end: work that failed is given up, an operation that nothing is left to do for is settled, goes through the
 * stages of its end, and is over. Whoever ends an operation does so here. The bean {@code ending} of the routes.
 * Thread-safe.
 */
public final class Ending {

    /** What is done between the last batch and the end, in this order; each is a route {@code direct:STAGE}. */
    public static final List<String> STAGES = List.of("load-table", "write-parquet", "take-back");

    private static final String LAST_STAGE = STAGES.get(STAGES.size() - 1);

    private static final Logger LOG = LoggerFactory.getLogger(Ending.class);

    private final OperationStore state;
    private final BatchRuns batches;
    private final ObjectCommits commits;
    private final Tables tables;
    private final EndReport report;
    private final Patience patience;
    private final HeldClaims claims;
    private final OwnTrouble trouble;

    /** Ends exports; those that something is missing for wait as long as {@code patience} says. */
    Ending(
            OperationStore state,
            BatchRuns batches,
            ObjectCommits commits,
            Tables tables,
            AuditLog audit,
            Patience patience,
            HeldClaims claims,
            OwnTrouble trouble) {
        this.state = state;
        this.batches = batches;
        this.commits = commits;
        this.tables = tables;
        this.report = new EndReport(audit);
        this.patience = patience;
        this.claims = claims;
        this.trouble = trouble;
    }

    /**
     * Gives up what an exchange does for its operation, for the exception that it ends with: the operation is stopped,
     * or parked where something is away that may come back, and its batch is given back. To be repeated where the state
     * can't be written.
     */
    public void giveUp(Exchange exchange) {
        Throwable reason = ErrorPolicy.reason(exchange);
        Long operation = exchange.getProperty(ExportProperties.OPERATION, Long.class);
        if (operation == null) {
            throw new IllegalStateException("A work item that can't be read was dropped", reason);
        }
        if (state.operations().isHalted()) {
            LOG.debug("Operation {} was interrupted", operation, reason);
        } else if (!trouble.met(reason, operation)) {
            letGo(operation, reason, exchange);
        }
        batches.release(exchange);
    }

    private void letGo(long operation, Throwable reason, Exchange exchange) {
        Operation after = switch (ErrorPolicy.cost(reason)) {
            case NOTHING -> isOwnStop(operation, reason, exchange) ? null : park(exchange, operation, reason);
            case WAIT -> park(exchange, operation, reason);
            case INSTANCE, OPERATION -> stop(exchange, operation, reason);
        };
        if (exchange.getProperty(ExportProperties.PLANNING, false, Boolean.class)
                && state.plans().planned(operation, HeldClaims.of(exchange).fence())) {
            exchange.setProperty(ExportProperties.SETTLED, true);
        }
        if (after != null && after.state() == OperationState.FINISHING && !after.isParked()) {
            exchange.setProperty(ExportProperties.SETTLED, true);
        }
    }

    private boolean isOwnStop(long operation, Throwable reason, Exchange exchange) {
        BatchRun run = exchange.getProperty(ExportProperties.BATCH, BatchRun.class);
        return ErrorPolicy.isStopOf(operation, reason)
                || state.operations().isStopping(operation)
                || run != null && run.isStopping();
    }

    private Operation stop(Exchange exchange, long operation, Throwable reason) {
        RpcStatus status = ErrorPolicy.operationStatus(reason);
        boolean first = state.operations().require(operation).stopReason().isEmpty();
        Operation after = state.lifecycle().stop(operation, HeldClaims.inHand(exchange), status);
        if (first && after.stopReason().isPresent()) {
            LOG.error(
                    "Operation {} ends in error {}: {}",
                    operation,
                    status.code().number(),
                    status.message());
        }
        if (first && status.code() == RpcCode.INTERNAL) {
            LOG.error("Because of", reason); // which nobody thought of, and its sentence may not tell enough
        } else {
            LOG.debug("Because of", reason);
        }
        return after;
    }

    private Operation park(Exchange exchange, long operation, Throwable reason) {
        Operation before = state.operations().require(operation);
        String missing = ErrorPolicy.missing(reason, before.origin().store());
        Operation after = state.lifecycle().park(operation, HeldClaims.inHand(exchange), missing, patience);
        if (!after.equals(before)) {
            LOG.warn(
                    "Operation {} {}: {}", operation, after.isParked() ? "waits" : "does not wait any longer", missing);
        }
        return after;
    }

    /** Finds out whether nothing of the exchange's operation is left to do, unless it is known already. */
    public void settle(Exchange exchange) {
        Long operation = exchange.getProperty(ExportProperties.OPERATION, Long.class);
        Boolean known = exchange.getProperty(ExportProperties.SETTLED, Boolean.class);
        exchange.setProperty(
                ExportProperties.SETTLED, known == null ? state.lifecycle().settle(operation) : known);
    }

    /** Takes the operation's end in hand for the exchange; its route stops where somebody else has it. */
    public void take(Exchange exchange) {
        Long operation = exchange.getProperty(ExportProperties.OPERATION, Long.class);
        if (trouble.now().isPresent() || !claims.renewed(exchange) && !claims.take(operation, exchange)) {
            exchange.setRouteStop(true);
        }
    }

    /**
     * The body becomes the next stage of the operation's end; null behind the last one, behind one that waits, and where
     * the end is in other hands by now.
     */
    public String nextStage(Exchange exchange) {
        if (!claims.renewed(exchange)) {
            exchange.setProperty(ExportProperties.WAITS, true);
        }
        List<String> done = operation(exchange).endingStages();
        return waits(exchange)
                ? null
                : STAGES.stream()
                        .filter(stage -> !done.contains(stage))
                        .findFirst()
                        .orElse(null);
    }

    private static boolean waits(Exchange exchange) {
        return exchange.getProperty(ExportProperties.WAITS, false, Boolean.class);
    }

    /** Says that a stage is done, so that no restart does it again; not where it waits. */
    public void staged(Exchange exchange) {
        if (waits(exchange)) {
            return;
        }
        Object remark = exchange.removeProperty(ExportProperties.REMARK);
        state.lifecycle()
                .staged(
                        HeldClaims.of(exchange),
                        exchange.getProperty(ExportProperties.STAGE, String.class),
                        Optional.ofNullable(remark).map(Object::toString));
    }

    /**
     * A stage can't be done: the operation goes on to its end, in the error of that stage unless it has one already. But
     * where it is for the server's stop, the next start goes on with the stage; and where something is away, the operation
     * is parked, and goes on with it later.
     */
    public void stageFailed(Exchange exchange) throws Exception {
        Exception failure = ErrorPolicy.takeOver(exchange);
        if (state.operations().isHalted()) {
            throw failure;
        }
        long operation = exchange.getProperty(ExportProperties.OPERATION, Long.class);
        ErrorPolicy.Cost cost = ErrorPolicy.cost(failure);
        if (trouble.met(failure, operation)) {
            exchange.setProperty(ExportProperties.WAITS, true); // for another server
        } else if (cost == ErrorPolicy.Cost.NOTHING && ErrorPolicy.isStopOf(operation, failure)) {
            exchange.setProperty(ExportProperties.WAITS, true); // for who has the stage now
        } else if (cost == ErrorPolicy.Cost.NOTHING || cost == ErrorPolicy.Cost.WAIT) {
            exchange.setProperty(
                    ExportProperties.WAITS, park(exchange, operation, failure).isParked());
        } else {
            stop(exchange, operation, failure);
        }
        if (!waits(exchange) && LAST_STAGE.equals(exchange.getProperty(ExportProperties.STAGE))) {
            tellOfWhatIsLeft(operation(exchange), ErrorPolicy.operationStatus(failure));
        }
    }

    /** Since counters and objects do not agree then. Nobody sees rows of a table that was not loaded. */
    private void tellOfWhatIsLeft(Operation operation, RpcStatus status) {
        if (writesObjects(operation) && mayHaveLeft(operation.id())) {
            String message = "Objects of instances that are not whole are still to be removed: " + status.message()
                    + "; this is tried again each minute.";
            state.log().add(operation.id(), LogEntry.warning(operation.origin().store(), status.code(), message));
        }
    }

    private boolean mayHaveLeft(long operation) {
        try {
            return commits.unended().contains(operation);
        } catch (RuntimeException e) {
            LOG.debug("Nobody knows what is left", e);
            return true;
        }
    }

    private static boolean writesObjects(Operation operation) {
        return SavedExport.of(operation).request().target().prefix().isPresent();
    }

    /** The stage {@code load-table}: the rows of all batches become a table, or part of one. */
    public void loadTable(Exchange exchange) throws DestinationException {
        Operation operation = operation(exchange);
        tables.load(operation, HeldClaims.checkpoint(exchange, state.operations()))
                .ifPresent(remark -> exchange.setProperty(ExportProperties.REMARK, remark));
    }

    /** The stage {@code take-back}: what became visible of batches that were not committed goes, and a load that was begun. */
    public void takeBack(Exchange exchange) throws DestinationException {
        tables.abandon(operation(exchange)).ifPresent(remark -> exchange.setProperty(ExportProperties.REMARK, remark));
        commits.end(exchange.getProperty(ExportProperties.OPERATION, Long.class));
    }

    /**
     * Takes back what ended operations left all the same, since the destination failed at their end, or did so in an
     * earlier version; to be called now and then.
     */
    public void takeBackOfEnded() {
        for (long operation : commits.unended()) {
            try {
                Optional<Operation> found = state.operations().find(operation);
                if (found.map(Operation::isDone).orElse(true)
                        && commits.unended().contains(operation)) { // it may have ended since
                    commits.end(operation);
                    if (!commits.unended().contains(operation)) { // else more may still arrive
                        found.filter(Ending::writesObjects).ifPresent(this::tellOfWhatIsRemoved);
                    }
                }
            } catch (DestinationException e) {
                LOG.warn(
                        "What operation {} left of instances that are not whole could not be taken back, it is tried"
                                + " again: {}",
                        operation,
                        e.getMessage());
            }
        }
    }

    private void tellOfWhatIsRemoved(Operation operation) {
        String message = "Objects of instances that were not whole are removed.";
        state.log().add(operation.id(), LogEntry.info(operation.origin().store(), message));
    }

    /**
     * Ends the operation, if no stage of its end waits; the body is its last state as JSON. What follows in the route
     * happens once an operation.
     */
    public void finish(Exchange exchange) {
        Optional<Operation> finished =
                waits(exchange) ? Optional.empty() : state.lifecycle().finish(HeldClaims.of(exchange), report::audit);
        if (finished.isEmpty()) {
            exchange.setRouteStop(true); // parked, or cancelled twice, say
            return;
        }
        report.log(finished.get());
        exchange.getMessage().setBody(report.json(finished.get()));
    }

    private Operation operation(Exchange exchange) {
        Long id = exchange.getProperty(ExportProperties.OPERATION, Long.class);
        return state.operations().require(id);
    }
}
