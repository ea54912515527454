package org.dicomcaravan.operation;

import java.util.Optional;

/**
 * Where the planning of an operation goes on.
 *
 * @param nextStep number of the step to save next; from 1
 * @param cursor as the step before left it, such as the path that was listed last; empty at the start
 */
public record PlanPoint(long nextStep, Optional<String> cursor) {}
