package org.dicomcaravan.operation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.dicomcaravan.rpc.RpcStatus;

/**
 * A saved operation, as it was at one moment.
 *
 * @param id positive; a later operation has a larger one
 * @param origin what was asked for
 * @param createTime with microseconds
 * @param endTime with microseconds; there if and only if the state is {@code DONE}
 * @param cancelRequested a user asked to cancel it; it may end otherwise if it was quicker
 * @param stopReason why it is being stopped, or was; there before the operation ends
 * @param waitsFor what is away, where the operation is parked
 * @param endingStages the stages of its end that are done
 * @param ignored files of the store that are no instances
 * @param logLines number of entries in its log
 */
public record Operation(
        long id,
        NewOperation origin,
        OperationState state,
        Instant createTime,
        Optional<Instant> endTime,
        boolean cancelRequested,
        Optional<RpcStatus> stopReason,
        Optional<String> waitsFor,
        List<String> endingStages,
        Counters counters,
        long ignored,
        long logLines) {

    /** {@code projects/P/locations/L/datasets/D/operations/ID}. */
    public String name() {
        return origin.dataset() + "/operations/" + id;
    }

    public boolean isDone() {
        return state == OperationState.DONE;
    }

    /** Whether it waits for something that is away. */
    public boolean isParked() {
        return waitsFor.isPresent();
    }

    /** The error that it ended with; empty while it is not done, and if it ended well. */
    public Optional<RpcStatus> error() {
        return isDone() ? stopReason : Optional.empty();
    }
}
