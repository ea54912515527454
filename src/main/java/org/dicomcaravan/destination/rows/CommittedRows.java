package org.dicomcaravan.destination.rows;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dicomcaravan.destination.BatchKey;

/**
 * Where the rows of committed batches lie. Whoever waits for it looks at the {@link org.dicomcaravan.google.Checkpoint} of
 * its thread. Thread-safe.
 */
sealed interface CommittedRows permits FolderRows, BucketRows {

    /** Whether rows that several servers make come together. */
    boolean isShared();

    /** An attempt begins: what earlier ones at its batch published counts no longer, at the latest once it is committed. */
    void begin(BatchKey batch) throws IOException;

    /**
     * Makes the rows of an attempt visible, as a whole, and safe.
     *
     * @param written of the rows, whose file is moved or removed; empty if no instance had one
     * @param expected whether there were to be rows
     */
    void publish(BatchKey batch, Optional<ShardWriter> written, boolean expected) throws IOException;

    /** The batches of an operation, in order, as files of this machine. */
    List<Shard> of(long operation) throws IOException;

    /** Removes what is there of an operation, and in this machine's folder; what can't go is told of by the log. */
    void end(long operation);

    /** The operations of which something is there, or in this machine's folder. */
    Set<Long> operations();
}
