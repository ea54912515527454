package org.dicomcaravan.export;

import java.time.Duration;

/**
 * This process among those that work on the same state.
 *
 * @param owner what no other has, and no earlier start of this one
 * @param lease how long what it took is its own without a sign of life
 * @param workers how many batches it works on at once
 * @param isAlone whether there are no others: what earlier processes left is for this one
 */
public record Worker(String owner, Duration lease, int workers, boolean isAlone) {}
