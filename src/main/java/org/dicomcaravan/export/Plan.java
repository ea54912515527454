package org.dicomcaravan.export;

import java.io.Closeable;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.PrimitiveIterator;
import org.dicomcaravan.operation.Operations;

/** What is still to be queued of an operation, read as it is asked for. For one thread. */
public final class Plan implements Iterator<PlannedBatch>, Closeable {

    private final long operation;
    private final PrimitiveIterator.OfLong saved;
    private final Optional<PlanReader> rest;
    private final Operations operations;

    Plan(long operation, PrimitiveIterator.OfLong saved, Optional<PlanReader> rest, Operations operations) {
        this.operation = operation;
        this.saved = saved;
        this.rest = rest;
        this.operations = operations;
    }

    @Override
    public boolean hasNext() {
        if (operations.isStopping(operation)) {
            return false;
        }
        return saved.hasNext() || rest.isPresent() && rest.get().hasNext();
    }

    @Override
    public PlannedBatch next() {
        if (saved.hasNext()) {
            return new PlannedBatch(new WorkItem(operation, saved.nextLong()), Optional.empty());
        }
        return rest.orElseThrow(() -> new NoSuchElementException("The plan is at its end"))
                .next();
    }

    @Override
    public void close() {
        rest.ifPresent(PlanReader::close);
    }
}
