package org.dicomcaravan.export;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.dicomcaravan.destination.BatchKey;
import org.dicomcaravan.operation.Batch;
import org.dicomcaravan.operation.LogEntry;
import org.dicomcaravan.operation.OperationStore;
import org.dicomcaravan.operation.Suspicion;
import org.dicomcaravan.rpc.RpcCode;

/**
 * A leased batch while it is worked on: its instances, one after the other, and what became of them. Its instances may
 * be worked on by several threads; they are asked for by one.
 */
public final class BatchRun implements Iterator<InstanceRun>, LeaseKeeper.Kept {

    private static final long PROGRESS_NANOS = 1_000_000_000L;
    /** So many processes may end over a batch before its instances are worked on with care. */
    private static final int MOST_DEATHS = 2;
    /** So many may end in a row at the same place of an instance: whoever stops servers at random does not hit it again. */
    private static final int MOST_ALIKE = 2;
    /** So many may end anywhere in an instance, which takes longer than a server that is killed now and then lives. */
    private static final int MOST_IN_ONE = 20;

    private final Export export;
    private final Batch batch;
    private final OperationStore state;
    private final Exchange exchange;
    private final List<BatchItem> items;
    private final List<Integer> order;
    private final List<LogEntry> failures = new ArrayList<>();
    private final Set<Integer> marked = ConcurrentHashMap.newKeySet();
    private int next;
    private long exported;
    private long lastProgress = System.nanoTime();
    private volatile boolean over;

    BatchRun(Export export, Batch batch, OperationStore state, Exchange exchange) {
        this.export = export;
        this.batch = batch;
        this.state = state;
        this.exchange = exchange;
        this.items = BatchItem.fromJson(batch.items());
        this.order = order(items.size(), batch.suspects().keySet());
    }

    /** Suspects first: then what ends the process at the same instance again is that instance. */
    private static List<Integer> order(int size, Set<Integer> suspects) {
        return IntStream.range(0, size)
                .boxed()
                .sorted(Comparator.comparing(number -> !suspects.contains(number)))
                .toList();
    }

    /** No once the exchange has failed: Camel's splitter then runs through what is left. */
    @Override
    public boolean hasNext() {
        return !exchange.isFailed() && next < items.size();
    }

    @Override
    public InstanceRun next() {
        checkpoint();
        int number = order.get(next++);
        return new InstanceRun(this, number, items.get(number));
    }

    /**
     * Asked again and again while anything is worked on, also inside a large object: tells about once a second how
     * far the batch is.
     *
     * @throws ExportStopped if the operation is to stop, or the lease is lost
     */
    void checkpoint() {
        stopIfAsked();
        if (isProgressDue() && !state.batches().progress(batch, exported(), failed())) {
            over = true;
            throw stopped();
        }
    }

    private synchronized boolean isProgressDue() {
        long now = System.nanoTime();
        boolean due = now - lastProgress > PROGRESS_NANOS;
        lastProgress = due ? now : lastProgress;
        return due;
    }

    /**
     * The same without telling anybody, for any thread.
     *
     * @throws ExportStopped if the operation is to stop, or the batch is not this run's any more
     */
    void stopIfAsked() {
        if (isStopping()) {
            throw stopped();
        }
    }

    /** Whether whoever works on it is to stop: the operation is to, or the batch is not this run's any more. */
    boolean isStopping() {
        return over || state.operations().isStopping(batch.operation());
    }

    /** What is thrown where work on it ends. */
    ExportStopped stopped() {
        return new ExportStopped(batch.operation());
    }

    /** Renews the lease, while a worker is at it, from another thread. */
    @Override
    public void renew() {
        if (!over && !state.batches().renew(batch)) {
            over = true;
        }
    }

    /** From now on whoever still works on it stops. */
    void end() {
        over = true;
        marked.forEach(number -> state.suspects().acquit(batch, number));
        marked.clear();
    }

    /** Whether processes ended over this batch, so that its instances are worked on with care. */
    boolean isSuspicious() {
        return batch.deaths() >= MOST_DEATHS;
    }

    /**
     * To be called before anything is done to an instance; {@link #exported}, {@link #failed} or {@link #leftOut} follow.
     *
     * @throws ExportFailure if processes ended over it before
     */
    void begin(InstanceRun instance) throws ExportFailure {
        Suspicion suspicion = batch.suspects().getOrDefault(instance.number(), new Suspicion(0, 0));
        if (suspicion.alike() >= MOST_ALIKE || suspicion.deaths() >= MOST_IN_ONE) {
            throw new ExportFailure(
                    RpcCode.INTERNAL,
                    instance.getPath() + ": the server ended " + suspicion.deaths()
                            + " times while it worked on this instance,"
                            + " so it is not tried again; a plugin that crashes, or want of memory, may be the reason",
                    null);
        }
        if (isSuspicious()) {
            state.suspects().suspect(batch, instance.number());
            marked.add(instance.number());
        }
    }

    /** To be called before an output of an instance is delivered. */
    void delivers(InstanceRun instance) {
        checkpoint();
        if (marked.contains(instance.number())) {
            state.suspects().moved(batch, instance.number());
        }
    }

    /** To be called when an instance is neither exported nor failed. */
    void leftOut(InstanceRun instance) {
        acquit(instance);
    }

    private void acquit(InstanceRun instance) {
        if (marked.remove(instance.number())) {
            state.suspects().acquit(batch, instance.number());
        }
    }

    /** Counts an instance whose outputs are all delivered. */
    void exported(InstanceRun instance) {
        acquit(instance);
        synchronized (this) {
            exported++;
        }
    }

    /** Counts an instance that failed, with what is said of it. */
    void failed(InstanceRun instance, LogEntry entry) {
        acquit(instance);
        synchronized (this) {
            failures.add(entry);
        }
    }

    private synchronized long exported() {
        return exported;
    }

    private synchronized long failed() {
        return failures.size();
    }

    Export export() {
        return export;
    }

    /** Names this attempt at the batch at the destination. */
    BatchKey key() {
        return key(batch);
    }

    /** The same, for a batch of which there is no run. */
    static BatchKey key(Batch batch) {
        return new BatchKey(batch.operation(), batch.number(), batch.attempt());
    }

    /** Makes the batch done. */
    synchronized boolean report() {
        return state.batches().report(batch, exported, failures.size(), failures);
    }
}
