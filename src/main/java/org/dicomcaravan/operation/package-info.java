/**
 * The durable state of long-running operations: what was asked, how far it is planned, its batches, counters and
 * failure log, in one SQLite file. Whatever a method here returns from is on disk and survives the loss of power.
 *
 * <p>{@link org.dicomcaravan.operation.OperationStore} opens the file and hands out the beans, one per job. An
 * operation goes through {@link org.dicomcaravan.operation.OperationState}: it is planned step by step, each step may
 * bring a batch; a batch is leased, and reported once; when nothing is left to do, whoever learns it finishes the
 * operation.
 */
package org.dicomcaravan.operation;
