package org.dicomcaravan.export;

import java.io.Closeable;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.PrimitiveIterator;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.dicomcaravan.operation.Operations;

/** What is still to be queued of an operation, read as it is asked for. For one thread. */
public final class Plan implements Iterator<PlannedBatch>, Closeable {

    private final long operation;
    private final PrimitiveIterator.OfLong saved;
    private final Optional<PlanReader> rest;
    private final Operations operations;
    private final Exchange exchange;
    private boolean listed;

    Plan(
            long operation,
            PrimitiveIterator.OfLong saved,
            Optional<PlanReader> rest,
            Operations operations,
            Exchange exchange) {
        this.operation = operation;
        this.saved = saved;
        this.rest = rest;
        this.operations = operations;
        this.exchange = exchange;
    }

    /** No once the exchange has failed: Camel's splitter then runs through what is left. */
    @Override
    public boolean hasNext() {
        if (exchange.isFailed() || operations.isStopping(operation)) {
            return false;
        }
        if (saved.hasNext()) {
            return true;
        }
        listed = rest.isPresent() && !orStopped(rest.get()::hasNext);
        return rest.isPresent() && !listed;
    }

    @Override
    public PlannedBatch next() {
        if (saved.hasNext()) {
            return new PlannedBatch(new WorkItem(operation, saved.nextLong()), Optional.empty());
        }
        PlanReader reader = rest.orElseThrow(() -> new NoSuchElementException("The plan is at its end"));
        return orStopped(reader::next);
    }

    private <T> T orStopped(Supplier<T> work) {
        return Failing.orThrow(() -> Stoppable.call(() -> ExportStopped.ifStopping(operations, operation), work::get));
    }

    /** What lists the store, if it has come to the store's end. */
    Optional<PlanReader> listed() {
        return listed ? rest : Optional.empty();
    }

    @Override
    public void close() {
        rest.ifPresent(PlanReader::close);
    }
}
