package org.dicomcaravan.operation;

/**
 * An operation to go on with after a restart.
 *
 * @param id of the operation
 * @param state {@code PLANNING}: goes on to be planned, and its open batches run. {@code RUNNING}: its open batches
 *     run. {@code FINISHING}: only its end is missing.
 */
public record UnfinishedOperation(long id, OperationState state) {}
