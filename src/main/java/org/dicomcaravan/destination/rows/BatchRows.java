package org.dicomcaravan.destination.rows;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.dicomcaravan.destination.BatchKey;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.destination.ObjectCommits;
import org.dicomcaravan.table.InstanceRow;

/**
 * The rows of batches, from the instance that one is made of to the operation's end, which makes a table or a file of all.
 * A batch is there as a whole once it is committed. Thread-safe.
 */
public interface BatchRows extends ObjectCommits, Closeable {

    /** Whether rows that several servers make come together. */
    boolean isShared();

    /**
     * Says that an attempt is one at rows: if it is committed without any, none of an earlier attempt may be taken for the
     * batch's.
     *
     * @throws org.dicomcaravan.destination.BatchOverException if the attempt is over
     */
    void expect(BatchKey batch);

    /**
     * Adds the row of an instance to its batch.
     *
     * @return the bytes that it has
     * @throws org.dicomcaravan.destination.BatchOverException if the attempt is over
     */
    long add(BatchKey batch, String instance, InstanceRow row) throws DestinationException;

    /**
     * The committed batches of an operation, in order, as files of this machine, which stay until the operation ends.
     *
     * @param checkpoint is run now and then; what it throws ends the work, which may be done again later
     * @throws DestinationException if they are elsewhere, and can't be brought here
     * @throws IOException if they can't be read
     */
    List<Shard> of(long operation, Runnable checkpoint) throws IOException;

    /** A file of this machine, and this name, for what is made of the rows of an operation; it is gone with them. */
    Path beside(long operation, String name) throws IOException;

    /** Gives up all attempts. */
    @Override
    void close();
}
