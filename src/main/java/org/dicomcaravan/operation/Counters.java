package org.dicomcaravan.operation;

/**
 * Instances of an operation, as of one moment.
 *
 * @param success exported, in done batches and in those that run
 * @param failure failed: in batches, and already while listing the store
 * @param pending planned, but not worked off yet; 0 once the operation has ended
 * @param excluded left out by a done batch on purpose, such as by a filter in its route
 */
public record Counters(long success, long failure, long pending, long excluded) {}
