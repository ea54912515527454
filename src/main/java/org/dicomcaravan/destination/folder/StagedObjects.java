package org.dicomcaravan.destination.folder;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.dicomcaravan.destination.BatchKey;
import org.dicomcaravan.destination.BatchOverException;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.destination.ObjectAttributes;
import org.dicomcaravan.destination.ObjectCommits;
import org.dicomcaravan.destination.ObjectName;

/**
 * Writes objects into embedded buckets, one by one or batch by batch. An object is staged beside its bucket until its
 * batch is committed, and published then. Memory is bounded: a batch of more than {@value #MOST_STAGED} objects becomes
 * visible in parts. Safe for use by many threads.
 */
public final class StagedObjects implements ObjectCommits, Closeable {
    /** So many objects of a batch wait for its end; then they are made visible, and taken back if need be. */
    static final int MOST_STAGED = 1000;

    private final FolderBuckets buckets;
    private final Staging staging;
    private final ObjectWriter writer;
    private final Forcing forcing = new Forcing();
    private final Publishing publishing;
    private final TakingBack takingBack;
    private final Map<BatchKey.Batch, OpenBatch> batches = new ConcurrentHashMap<>();

    private StagedObjects(FolderBuckets buckets, Staging staging) {
        this.buckets = buckets;
        this.staging = staging;
        this.writer = new ObjectWriter(staging);
        this.publishing = new Publishing(buckets, staging, forcing);
        this.takingBack = new TakingBack(buckets);
    }

    /** Opens the sink of these buckets, and removes what a killed process left half written. */
    public static StagedObjects open(FolderBuckets buckets) throws DestinationException {
        return new StagedObjects(buckets, Staging.open(buckets));
    }

    /**
     * Writes an object and makes it visible.
     *
     * @param length the length that the body must have, if known
     * @throws DestinationException if the bucket can't take it; an error of the body goes through as it is
     */
    public ObjectAttributes put(ObjectName object, String contentType, OptionalLong length, InputStream body)
            throws IOException {
        StagedObject staged = writer.write("", object, contentType, length, body);
        publishing.publish(List.of(staged), OpenBatch.none());
        return staged.attributes();
    }

    /**
     * As {@link #put}, but the object becomes visible with its batch.
     *
     * @throws BatchOverException if the attempt at the batch is over
     */
    public ObjectAttributes stage(
            BatchKey batch,
            String instance,
            ObjectName object,
            String contentType,
            OptionalLong length,
            InputStream body)
            throws IOException {
        OpenBatch open = open(batch);
        StagedObject staged = writer.write(instance, object, contentType, length, body);
        if (open.add(staged) >= MOST_STAGED) {
            synchronized (open.turn()) {
                publishing.publish(open.take(), open);
            }
        }
        return staged.attributes();
    }

    private OpenBatch open(BatchKey batch) {
        OpenBatch open = batches.get(batch.batch());
        if (open == null || !open.key().equals(Optional.of(batch))) {
            throw new BatchOverException(batch);
        }
        return open;
    }

    @Override
    public void begin(BatchKey batch, Runnable checkpoint) throws DestinationException {
        OpenBatch before = batches.put(batch.batch(), OpenBatch.begin(batch, checkpoint));
        if (before != null) {
            before.end();
        }
        takingBack.batch(batch, checkpoint);
    }

    @Override
    public void commit(BatchKey batch) throws DestinationException {
        OpenBatch open = open(batch);
        synchronized (open.turn()) {
            publishing.publish(open.take(), open);
            publishing.settle(open);
        }
        batches.remove(batch.batch(), open);
    }

    @Override
    public void discard(BatchKey batch, String instance) throws DestinationException {
        OpenBatch open = open(batch);
        synchronized (open.turn()) {
            open.drop(instance);
            takingBack.instance(batch, instance, open.checkpoint());
        }
    }

    @Override
    public void abandon(BatchKey batch) {
        OpenBatch open = batches.get(batch.batch());
        if (open != null && open.key().equals(Optional.of(batch))) {
            open.end();
            batches.remove(batch.batch(), open);
        }
    }

    @Override
    public void end(long operation) throws DestinationException {
        batches.forEach((batch, open) -> {
            if (batch.operation() == operation) {
                open.end();
                batches.remove(batch, open);
            }
        });
        takingBack.operation(operation);
    }

    @Override
    public Set<Long> unended() {
        return buckets.records().operations();
    }

    @Override
    public void close() {
        forcing.close();
        staging.close();
    }
}
