package org.dicomcaravan.operation;

/**
 * What is held against an item of a batch: processes that ended while it was worked on, none of which got through it.
 *
 * @param deaths how many
 * @param alike how many of the last ones in a row ended at the same place of it
 */
public record Suspicion(int deaths, int alike) {}
