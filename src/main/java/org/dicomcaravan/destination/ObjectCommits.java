package org.dicomcaravan.destination;

import java.util.Set;

/**
 * What becomes of the objects of batches. An attempt at a batch is begun, and in the end committed or abandoned; objects
 * that are sent with its key as header {@link ObjectHeaders#BATCH} are its own. No object of an attempt that is not
 * begun, or over, is stored. When an operation ends, nothing stays of its batches that were not committed.
 *
 * <p>Keys of instances are chosen by the caller, and the same when a batch is redone. Safe for use by many threads.
 */
public interface ObjectCommits {
    /**
     * Begins an attempt, which ends any other at the same batch, and takes back what that had made visible.
     *
     * @param checkpoint is run by whoever stages, commits or takes back, once a second while it waits for the disk, and
     *     before an object becomes visible: time to renew a lease. What it throws ends that call, and goes through
     */
    void begin(BatchKey batch, Runnable checkpoint) throws DestinationException;

    /**
     * Makes all objects of the attempt visible, if they are not yet, and safe on disk. The attempt is over then. After an
     * error it can be abandoned, and no more: to commit it again gives the same error.
     *
     * @throws BatchOverException if the attempt is over
     */
    void commit(BatchKey batch) throws DestinationException;

    /**
     * Forgets a batch that was committed, once it is on record that it is done: until then it may be begun anew, and what
     * it made visible be taken back.
     */
    default void settle(BatchKey batch) throws DestinationException {}

    /**
     * Takes back what the instance sent in this attempt, also what is visible already.
     *
     * @throws BatchOverException if the attempt is over
     */
    void discard(BatchKey batch, String instance) throws DestinationException;

    /**
     * Ends an attempt, if it is not over: what is not visible yet never becomes so. What is visible is taken back when
     * the batch begins anew, or its operation ends.
     */
    void abandon(BatchKey batch);

    /**
     * Ends all attempts of an operation, and takes back what became visible of batches that were not committed. To be
     * called before the operation is told to have ended, again after a restart, and as often as one likes.
     */
    void end(long operation) throws DestinationException;

    /**
     * The operations of which something is visible of batches that were not committed. Where one of them has ended long
     * since, in an earlier version say, {@link #end} is still to be called.
     */
    Set<Long> unended();
}
