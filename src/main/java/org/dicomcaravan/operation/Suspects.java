package org.dicomcaravan.operation;

import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * The items of batches that a process may die of: marked before they are worked on, and acquitted after. What is found
 * marked when the batch is leased again, a process ended over. Marks survive the end of a process, not the loss of
 * power. Thread-safe.
 */
public final class Suspects {
    private final StateDatabase database;

    Suspects(StateDatabase database) {
        this.database = database;
    }

    /**
     * Says that an item of a leased batch is worked on now.
     *
     * @param item its place in the batch, from 0
     */
    public void suspect(Batch batch, int item) {
        database.writeSoon(
                named(batch),
                h -> h.execute(
                        "INSERT INTO suspect VALUES (?, ?, ?, 1) ON CONFLICT (operation_id, number, item)"
                                + " DO UPDATE SET deaths = deaths + 1",
                        batch.operation(),
                        batch.number(),
                        item));
    }

    /** Says that an item of a leased batch was worked on, and the process lives. */
    public void acquit(Batch batch, int item) {
        database.writeSoon(
                named(batch),
                h -> h.execute(
                        "DELETE FROM suspect WHERE operation_id = ? AND number = ? AND item = ?",
                        batch.operation(),
                        batch.number(),
                        item));
    }

    /** How many processes ended over each item of a batch that has a mark. */
    static Map<Integer, Integer> of(Handle handle, long operation, long number) {
        return handle.createQuery("SELECT item, deaths FROM suspect WHERE operation_id = :id AND number = :number")
                .bind("id", operation)
                .bind("number", number)
                .map((row, context) -> Map.entry(row.getInt("item"), row.getInt("deaths")))
                .collectToMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    static void forget(Handle handle, Batch batch) {
        handle.execute("DELETE FROM suspect WHERE operation_id = ? AND number = ?", batch.operation(), batch.number());
    }

    private static String named(Batch batch) {
        return "marking an instance of batch " + batch.number() + " of operation " + batch.operation();
    }
}
