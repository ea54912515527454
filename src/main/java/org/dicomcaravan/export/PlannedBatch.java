package org.dicomcaravan.export;

import java.util.Optional;
import org.dicomcaravan.operation.PlanStep;

/**
 * The next batch of a plan.
 *
 * @param item what goes to the queue
 * @param step what has to be saved before; empty for a batch that was saved before a restart
 */
record PlannedBatch(WorkItem item, Optional<PlanStep> step) {}
