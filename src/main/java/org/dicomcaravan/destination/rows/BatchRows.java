package org.dicomcaravan.destination.rows;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.dicomcaravan.destination.BatchKey;
import org.dicomcaravan.destination.BatchOverException;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.destination.ObjectCommits;
import org.dicomcaravan.google.Checkpoint;
import org.dicomcaravan.table.InstanceRow;

/**
 * The rows of batches, from the instance that one is made of to the operation's end, which makes a table or a file of all.
 * They are written to a folder of this machine, and what is committed lies there, or in a bucket for many machines. A batch
 * is there as a whole once it is committed. Thread-safe.
 */
public final class BatchRows implements ObjectCommits, Closeable {
    private final ShardFolder files;
    private final CommittedRows committed;
    private final Map<BatchKey, OpenShard> open = new ConcurrentHashMap<>();

    private BatchRows(ShardFolder files, CommittedRows committed) {
        this.files = files;
        this.committed = committed;
    }

    /**
     * Keeps rows that this machine alone makes.
     *
     * @param root a folder, which is made if it is not there
     */
    public static BatchRows inFolder(Path root) throws IOException {
        ShardFolder files = ShardFolder.open(root);
        return new BatchRows(files, new FolderRows(files));
    }

    /**
     * Keeps rows that many machines make.
     *
     * @param root a folder for what this machine writes and reads, which is made if it is not there
     */
    public static BatchRows inBucket(Path root, ShardBucket bucket) throws IOException {
        ShardFolder files = ShardFolder.open(root);
        return new BatchRows(files, new BucketRows(files, bucket));
    }

    /** Whether rows that several servers make come together. */
    public boolean isShared() {
        return committed.isShared();
    }

    @Override
    public void begin(BatchKey batch, Runnable checkpoint) throws DestinationException {
        open.keySet().stream().filter(key -> key.batch().equals(batch.batch())).forEach(this::abandon);
        open.put(batch, new OpenShard(batch, files, checkpoint));
        with(batch, () -> {
            committed.begin(batch);
            return null;
        });
    }

    /**
     * Says that an attempt is one at rows: if it is committed without any, none of an earlier attempt may be taken for the
     * batch's.
     *
     * @throws BatchOverException if the attempt is over
     */
    public void expect(BatchKey batch) {
        open(batch).expect();
    }

    /**
     * Adds the row of an instance to its batch.
     *
     * @return the bytes that it has
     * @throws BatchOverException if the attempt is over
     */
    public long add(BatchKey batch, String instance, InstanceRow row) throws DestinationException {
        OpenShard shard = open(batch);
        return with(batch, () -> shard.add(instance, row));
    }

    @Override
    public void discard(BatchKey batch, String instance) throws DestinationException {
        OpenShard shard = open(batch);
        with(batch, () -> {
            shard.discard(instance);
            return null;
        });
    }

    @Override
    public void commit(BatchKey batch) throws DestinationException {
        OpenShard shard = open(batch);
        with(batch, () -> {
            shard.commit(committed);
            return null;
        });
        open.remove(batch, shard);
    }

    /** One that is being committed ends there. */
    @Override
    public void abandon(BatchKey batch) {
        OpenShard shard = open.remove(batch);
        if (shard != null) {
            shard.abandon();
        }
    }

    private OpenShard open(BatchKey batch) {
        OpenShard shard = open.get(batch);
        if (shard == null) {
            throw new BatchOverException(batch);
        }
        return shard;
    }

    /** Does something for a batch; what goes wrong with a file is told as an error of its rows. */
    private <T> T with(BatchKey batch, Checkpoint.Work<T, IOException> work) throws DestinationException {
        try {
            return work.run();
        } catch (IOException e) {
            throw files.error(e, "the rows of batch " + batch.number());
        }
    }

    /**
     * What was committed goes as well: whoever wants the rows has them by then. What can't go, or is committed later by a
     * machine that stood still, is {@link #unended}.
     */
    @Override
    public void end(long operation) {
        open.keySet().stream().filter(key -> key.operation() == operation).forEach(this::abandon);
        committed.end(operation);
    }

    /** Those of which this machine, or the bucket, has rows. */
    @Override
    public Set<Long> unended() {
        return committed.operations();
    }

    /**
     * The committed batches of an operation, in order, as files of this machine, which stay until the operation ends.
     *
     * @param checkpoint is run now and then; what it throws ends the work, which may be done again later
     * @throws DestinationException if they are elsewhere, and can't be brought here
     * @throws IOException if they can't be read
     */
    public List<Shard> of(long operation, Runnable checkpoint) throws IOException {
        return Checkpoint.during(checkpoint, () -> committed.of(operation));
    }

    /** A file of this machine, and this name, for what is made of the rows of an operation; it is gone with them. */
    public Path beside(long operation, String name) throws IOException {
        return files.made(operation).resolve(name);
    }

    /** Gives up all attempts. */
    @Override
    public void close() {
        open.keySet().forEach(this::abandon);
    }
}
