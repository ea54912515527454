package org.dicomcaravan.destination;

import java.util.List;
import java.util.Optional;
import org.dicomcaravan.destination.rows.Shard;
import org.dicomcaravan.table.TableSchema;

/** The tables of one backend. Safe for use by many threads. */
public interface TableStore {

    /**
     * What a table is to become. Immutable.
     *
     * @param id names the load: the same load, done again, changes nothing
     * @param schema of the rows
     * @param shards the rows
     */
    record Load(String id, TableUri table, WriteDisposition disposition, TableSchema schema, List<Shard> shards) {
        public Load {
            shards = List.copyOf(shards);
        }

        /**
         * Says how many rows came into the table.
         *
         * @throws DestinationException unless these are all
         */
        public void requireAll(long loaded) throws DestinationException {
            Shard.requireAll(
                    shards,
                    loaded,
                    "table " + table.uri()
                            + "; export again, with writeDisposition WRITE_TRUNCATE if the table is there");
        }
    }

    /**
     * What a table is after a load.
     *
     * @param rows of all loads
     * @param columns at the top
     */
    record Loaded(long rows, int columns) {}

    /**
     * Whether a load could be done: its dataset is there, and the table as its disposition wants it.
     *
     * @return empty if so, else why not, for the user
     */
    Optional<DestinationException> refusal(TableUri table, WriteDisposition disposition) throws DestinationException;

    /**
     * Does a load, all of it or nothing, whenever the process ends.
     *
     * @param checkpoint is run now and then; what it throws ends the work, which may be done again later
     * @return what the table has now
     * @throws DestinationException if the table is not as the disposition wants it, or a column is there with another type
     */
    Loaded load(Load load, Runnable checkpoint) throws DestinationException;

    /**
     * Lets go of a load that is not wanted any more: it is stopped if it goes on elsewhere, and what is kept for it goes.
     *
     * @return a sentence for the user where it was done all the same, or that is not known; empty if it is not
     */
    Optional<String> abandon(String id, TableUri table);
}
