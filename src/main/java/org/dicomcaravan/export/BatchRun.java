package org.dicomcaravan.export;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.camel.Exchange;
import org.dicomcaravan.operation.Batch;
import org.dicomcaravan.operation.Batches;
import org.dicomcaravan.operation.LogEntry;
import org.dicomcaravan.operation.Operations;

/**
 * A leased batch while it is worked on: its instances, one after the other, and what became of them. For one worker.
 */
public final class BatchRun implements Iterator<InstanceRun> {

    private static final long PROGRESS_NANOS = 1_000_000_000L;

    private final Export export;
    private final Batch batch;
    private final Batches batches;
    private final Operations operations;
    private final Exchange exchange;
    private final Iterator<BatchItem> items;
    private final List<LogEntry> failures = new ArrayList<>();
    private long exported;
    private long lastProgress = System.nanoTime();

    BatchRun(Export export, Batch batch, Batches batches, Operations operations, Exchange exchange) {
        this.export = export;
        this.batch = batch;
        this.batches = batches;
        this.operations = operations;
        this.exchange = exchange;
        this.items = BatchItem.fromJson(batch.items()).iterator();
    }

    /** No once the exchange has failed: Camel's splitter then runs through what is left. */
    @Override
    public boolean hasNext() {
        return !exchange.isFailed() && items.hasNext();
    }

    @Override
    public InstanceRun next() {
        checkpoint();
        return new InstanceRun(this, items.next());
    }

    /**
     * Asked again and again while anything is worked on, also inside a large object: tells about once a second how
     * far the batch is.
     *
     * @throws ExportStopped if the operation is to stop, or the lease is lost
     */
    void checkpoint() {
        stopIfAsked();
        long now = System.nanoTime();
        if (now - lastProgress > PROGRESS_NANOS) {
            lastProgress = now;
            if (!batches.progress(batch, exported, failures.size())) {
                throw new ExportStopped(batch.operation());
            }
        }
    }

    /**
     * The same without telling anybody, for any thread.
     *
     * @throws ExportStopped if the operation is to stop
     */
    void stopIfAsked() {
        if (operations.isStopping(batch.operation())) {
            throw new ExportStopped(batch.operation());
        }
    }

    void exported() {
        exported++;
    }

    void failed(LogEntry entry) {
        failures.add(entry);
    }

    Export export() {
        return export;
    }

    /** Names the batch at the destination; the same when the batch is redone. */
    String key() {
        return key(batch);
    }

    /** The same, for a batch of which there is no run. */
    static String key(Batch batch) {
        return batch.operation() + "-" + batch.number();
    }

    /** Makes the batch done. */
    boolean report() {
        return batches.report(batch, exported, failures.size(), failures);
    }
}
