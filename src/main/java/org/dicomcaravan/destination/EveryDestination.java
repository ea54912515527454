package org.dicomcaravan.destination;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Several destinations, each of which does with a batch what it has of it: the objects of one, the rows of another. */
public final class EveryDestination implements ObjectCommits {
    private final List<ObjectCommits> all;

    /** All of these, in this order. */
    public EveryDestination(List<ObjectCommits> all) {
        this.all = List.copyOf(all);
    }

    @Override
    public void begin(BatchKey batch, Runnable checkpoint) throws DestinationException {
        for (ObjectCommits one : all) {
            one.begin(batch, checkpoint);
        }
    }

    @Override
    public void commit(BatchKey batch) throws DestinationException {
        for (ObjectCommits one : all) {
            one.commit(batch);
        }
    }

    @Override
    public void settle(BatchKey batch) throws DestinationException {
        for (ObjectCommits one : all) {
            one.settle(batch);
        }
    }

    @Override
    public void discard(BatchKey batch, String instance) throws DestinationException {
        for (ObjectCommits one : all) {
            one.discard(batch, instance);
        }
    }

    @Override
    public void abandon(BatchKey batch) {
        all.forEach(one -> one.abandon(batch));
    }

    @Override
    public void end(long operation) throws DestinationException {
        for (ObjectCommits one : all) {
            one.end(operation);
        }
    }

    @Override
    public Set<Long> unended() {
        Set<Long> operations = new TreeSet<>();
        all.forEach(one -> operations.addAll(one.unended()));
        return operations;
    }
}
