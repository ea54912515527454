package org.dicomcaravan.operation;

/** What others may ask in the same database, to be refused what is refused here. */
public final class Fences {
    /**
     * A condition in SQL over {@code :operation}, {@code :batch} and {@code :attempt}: the attempt at the batch is not lost,
     * and can't be until the transaction ends. The end of an operation is batch {@link Batch#OF_WHOLE}, and its attempt the
     * claim's fence.
     */
    public static final String OF_BATCH = """
            (EXISTS (SELECT 1 FROM batch b WHERE b.operation_id = :operation AND b.number = :batch
                AND b.state = 'LEASED' AND b.attempts = :attempt <forShare>)
            OR :batch = %d AND EXISTS (SELECT 1 FROM operation o WHERE o.id = :operation AND o.state <> 'DONE'
                AND o.claim_fence = :attempt <forShare>))
            """.formatted(Batch.OF_WHOLE);

    private Fences() {}
}
