package org.dicomcaravan.destination.rows;

import java.nio.file.Path;
import java.util.List;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.rpc.RpcCode;
import org.dicomcaravan.table.Column;

/**
 * The rows of a batch that was committed. Immutable.
 *
 * @param file with a row a line, as JSON
 * @param rows how many
 * @param columns that its rows need
 */
public record Shard(Path file, long rows, List<Column> columns) {
    public Shard {
        columns = List.copyOf(columns);
    }

    /** How many rows several have. */
    public static long rows(List<Shard> shards) {
        return shards.stream().mapToLong(Shard::rows).sum();
    }

    /**
     * Says how many of their rows came somewhere.
     *
     * @param where in words, with what is to be done if it is not all of them
     * @throws DestinationException unless these are all
     */
    public static void requireAll(List<Shard> shards, long came, String where) throws DestinationException {
        if (came != rows(shards)) {
            throw new DestinationException(
                    RpcCode.DATA_LOSS, "of " + rows(shards) + " rows " + came + " came into " + where);
        }
    }
}
