package org.dicomcaravan.destination;

/**
 * The end of a batch at the destination. Objects that are sent with the headers {@link ObjectHeaders#BATCH} and
 * {@link ObjectHeaders#INSTANCE} belong to that instance of that batch until the batch is committed. Keys are chosen by
 * the caller; a batch's key must be the same when the batch is redone, also after a restart. Safe for use by many
 * threads.
 */
public interface ObjectCommits {
    /**
     * Makes all objects of the batch visible, if they are not yet, and safe on disk. Called with nothing sent, does
     * nothing. After an error the batch is to be redone.
     */
    void commit(String batch) throws DestinationException;

    /**
     * Takes back what the instance sent in this batch, also what is visible already, and also what this batch sent
     * before a crash. An object of an earlier batch under the same name may be gone after that.
     */
    void discard(String batch, String instance) throws DestinationException;

    /**
     * Takes back what is visible of instances that did not become whole, in all batches whose keys start so, which are
     * over; also what was sent before a crash. May be repeated.
     */
    void end(String batches) throws DestinationException;

    /** Forgets a batch that was given up or will be redone: what is not visible yet never becomes so. */
    void abandon(String batch) throws DestinationException;
}
