package org.dicomcaravan.operation;

/** How far an operation has come; it only ever moves down this list. */
public enum OperationState {
    /** The store is being listed; batches that are planned already may run. */
    PLANNING,
    /** All batches are known, some are not done. */
    RUNNING,
    /** No batch is left to run: the last works, such as loading a table, then the end. */
    FINISHING,
    /** Ended, with an error or without; nothing changes any more. */
    DONE
}
