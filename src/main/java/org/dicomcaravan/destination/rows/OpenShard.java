package org.dicomcaravan.destination.rows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.dicomcaravan.destination.BatchKey;
import org.dicomcaravan.destination.BatchOverException;
import org.dicomcaravan.google.Checkpoint;
import org.dicomcaravan.table.InstanceRow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An attempt at a batch that is under way: its rows, in a file of their own once there is one. Thread-safe. */
final class OpenShard {
    private static final Logger LOG = LoggerFactory.getLogger(OpenShard.class);

    private final BatchKey batch;
    private final ShardFolder files;
    private final Runnable checkpoint;
    private ShardWriter writer;
    private volatile boolean expected;
    private volatile boolean over;

    /**
     * Begins an attempt.
     *
     * @param checkpoint is run while it is committed; what it throws ends that
     */
    OpenShard(BatchKey batch, ShardFolder files, Runnable checkpoint) {
        this.batch = batch;
        this.files = files;
        this.checkpoint = checkpoint;
    }

    /** There are to be rows. */
    void expect() {
        expected = true;
    }

    synchronized long add(String instance, InstanceRow row) throws IOException {
        requireOpen();
        if (writer == null) {
            writer = new ShardWriter(part());
        }
        return writer.add(instance, row);
    }

    private Path part() throws IOException {
        return files.made(batch.operation()).resolve(batch.number() + "-" + batch.attempt() + ".part");
    }

    synchronized void discard(String instance) throws IOException {
        requireOpen();
        if (writer != null) {
            writer.discard(instance);
        }
    }

    /** Makes the rows visible, after which the attempt is over; it is not if that fails. */
    synchronized void commit(CommittedRows committed) throws IOException {
        requireOpen();
        Checkpoint.during(
                () -> {
                    requireOpen();
                    checkpoint.run();
                },
                () -> {
                    committed.publish(batch, Optional.ofNullable(writer), expected);
                    return null;
                });
        over = true;
    }

    /** Ends the attempt; where it is being committed, that ends first. */
    void abandon() {
        over = true;
        synchronized (this) {
            try {
                if (writer != null) {
                    writer.close();
                    Files.deleteIfExists(writer.file());
                }
            } catch (IOException e) {
                LOG.warn("Rows of batch {} that was given up stay until its operation ends: {}", batch, e.getMessage());
            }
        }
    }

    private void requireOpen() {
        if (over) {
            throw new BatchOverException(batch);
        }
    }
}
