package org.dicomcaravan.export;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.dicomcaravan.operation.Fingerprint;
import org.dicomcaravan.operation.LogEntry;
import org.dicomcaravan.operation.PlanPoint;
import org.dicomcaravan.operation.PlanStep;
import org.dicomcaravan.operation.Plans;
import org.dicomcaravan.rpc.RpcCode;
import org.dicomcaravan.store.Listing;
import org.dicomcaravan.store.StoreEntry;

/**
 * Cuts a store's listing into plan steps. A step is a function of the point before it and of the store, so that what a
 * crash cut off is planned again as it was. For one thread.
 */
final class PlanReader implements Iterator<PlannedBatch>, Closeable {

    /** A step ends here, too, so that a store of broken files can't fill the memory. */
    private static final int MOST_FAILURES = 1000;

    private final Export export;
    private final ResourceFilter filter;
    private final Listing listing;
    private final Plans plans;
    private final BatchLimits limits;
    private final long fence;
    private long number;

    PlanReader(
            Export export,
            ResourceFilter filter,
            Listing listing,
            Plans plans,
            BatchLimits limits,
            PlanPoint point,
            long fence) {
        this.export = export;
        this.filter = filter;
        this.listing = listing;
        this.plans = plans;
        this.limits = limits;
        this.fence = fence;
        this.number = point.nextStep();
    }

    /** Looks no further than the next entry: what is behind it may only be judged when the step before is saved. */
    @Override
    public boolean hasNext() {
        return listing.hasNext();
    }

    @Override
    public PlannedBatch next() {
        List<BatchItem> candidates = new ArrayList<>();
        List<LogEntry> failures = new ArrayList<>();
        long ignored = 0;
        long bytes = 0;
        String cursor;
        do {
            StoreEntry entry = listing.next();
            cursor = listing.cursor();
            if (entry instanceof StoreEntry.Instance instance && filter.accepts(instance.uids())) {
                candidates.add(new BatchItem(instance.path(), instance.uids(), instance.size(), instance.version()));
                bytes += instance.size().orElse(0); // of those that nobody knows, the number alone is limited
            } else if (entry instanceof StoreEntry.Unreadable unreadable) {
                failures.add(failure(unreadable.path(), unreadable.reason()));
            } else if (entry instanceof StoreEntry.Broken broken && filter.isEverything()) {
                failures.add(failure(broken.path(), broken.reason()));
            } else if (entry instanceof StoreEntry.Ignored && filter.isEverything()) {
                ignored++;
            }
        } while (candidates.size() < limits.instancesOf(number)
                && bytes < limits.bytes()
                && failures.size() < MOST_FAILURES
                && listing.hasNext());
        return step(candidates, failures, cursor, ignored);
    }

    private LogEntry failure(String path, String reason) {
        return LogEntry.error(export.request().store(), RpcCode.INVALID_ARGUMENT, path + ": " + reason);
    }

    private PlannedBatch step(List<BatchItem> candidates, List<LogEntry> failures, String cursor, long ignored) {
        List<Fingerprint> fingerprints =
                candidates.stream().map(PlanReader::fingerprint).toList();
        BitSet repeated = plans.duplicates(export.operation(), fingerprints);
        List<BatchItem> items = new ArrayList<>();
        List<Fingerprint> instances = new ArrayList<>();
        for (int i = 0; i < candidates.size(); i++) {
            BatchItem item = candidates.get(i);
            if (repeated.get(i)) {
                failures.add(LogEntry.error(
                        export.resourceName(item.uids()),
                        RpcCode.ALREADY_EXISTS,
                        item.path() + ": has the UIDs of an instance that comes before it in the store; the earlier"
                                + " file is the instance, this one is not exported"));
            } else {
                items.add(item);
                instances.add(fingerprints.get(i));
            }
        }
        WorkItem batch = new WorkItem(export.operation(), number);
        PlanStep step = new PlanStep(
                export.operation(),
                fence,
                number,
                BatchItem.toJson(items),
                instances,
                cursor,
                failures,
                filter.takeNews(),
                ignored);
        number++;
        return new PlannedBatch(batch, Optional.of(step));
    }

    /** Whether there was nothing at all in the store, once it is listed to its end: each entry is in some step. */
    boolean foundNothing() {
        return number == 1;
    }

    Export export() {
        return export;
    }

    ResourceFilter filter() {
        return filter;
    }

    private static Fingerprint fingerprint(BatchItem item) {
        return Fingerprint.of(
                item.uids().study(), item.uids().series(), item.uids().instance());
    }

    @Override
    public void close() {
        try {
            listing.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The listing of " + export.request().store() + " can't be closed", e);
        }
    }
}
