package org.dicomcaravan.destination.rows;

import java.nio.file.Path;
import java.util.List;
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
}
