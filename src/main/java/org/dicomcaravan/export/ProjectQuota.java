package org.dicomcaravan.export;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.dicomcaravan.operation.Operations;
import org.dicomcaravan.rpc.RpcCode;

/** How many operations of a project may be under way at a time, those included that are about to be saved. Thread-safe. */
final class ProjectQuota {

    private final Operations operations;
    private final int most;
    private final ConcurrentMap<String, Integer> starting = new ConcurrentHashMap<>();

    ProjectQuota(Operations operations, int most) {
        this.operations = operations;
        this.most = most;
    }

    /** Room for one more operation, as long as it is about to be saved. */
    interface Room extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Takes room.
     *
     * @param project {@code projects/P}
     * @throws ExportRefused if there is none
     */
    Room take(String project) throws ExportRefused {
        int mine = starting.merge(project, 1, Integer::sum);
        Room room = () -> starting.compute(project, (name, count) -> count == 1 ? null : count - 1);
        if (operations.unfinished(project) + mine > most) {
            room.close();
            throw new ExportRefused(
                    RpcCode.RESOURCE_EXHAUSTED,
                    "Quota exceeded: " + project + " has " + most
                            + " operations that are not done (caravan.limit.project-operations); wait until some are, or"
                            + " cancel some.",
                    Optional.empty());
        }
        return room;
    }
}
