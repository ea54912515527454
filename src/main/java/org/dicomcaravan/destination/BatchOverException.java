package org.dicomcaravan.destination;

/**
 * An attempt at a batch is over: it was given up, another worker began the batch anew, or its operation has ended.
 * Nothing was stored. Whoever meets it lets go, and has nothing to say about the operation any more.
 */
public final class BatchOverException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Of an attempt. */
    public BatchOverException(BatchKey batch) {
        super("attempt " + batch.attempt() + " at batch " + batch.number() + " of operation " + batch.operation()
                + " is over: nothing more of it is stored");
    }
}
