/**
 * The durable state of long-running operations: what was asked, how far it is planned, its batches, counters and
 * failure log, in one SQLite file, or in a database that servers share. Whatever a method here returns from survives a kill;
 * what survives a loss of power, too, {@link org.dicomcaravan.database.Database#writeSoon} says.
 *
 * <p>{@link org.dicomcaravan.operation.OperationStore} opens the state and hands out the beans, one per job. An
 * operation goes through {@link org.dicomcaravan.operation.OperationState}: it is planned step by step, each step may
 * bring a batch; a batch is leased, and reported once; when nothing is left to do, whoever learns it finishes the
 * operation.
 */
package org.dicomcaravan.operation;
