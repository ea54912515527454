package org.dicomcaravan.operation;

/** Something of an operation that one has in hand, and may have lost: what he does then is refused. */
public sealed interface Held permits Batch, Claim {
    /** Id of the operation. */
    long operation();
}
