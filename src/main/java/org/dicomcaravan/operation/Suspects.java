package org.dicomcaravan.operation;

import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * The items of batches that a process may die of: marked before they are worked on and at each place in them that is come
 * to, and acquitted after. What is found marked when the batch is leased again, a process ended over. Marks survive the
 * end of a process, not the loss of power. Thread-safe.
 */
public final class Suspects {
    /** Of a batch that is still leased for the same attempt: marks of a later one are not to be touched. */
    private static final String OF_ITEM = """
            WHERE operation_id = :id AND number = :number AND item = :item AND EXISTS (
                SELECT 1 FROM batch WHERE operation_id = :id AND number = :number AND attempts = :attempt)
            """;

    private final StateDatabase database;

    Suspects(StateDatabase database) {
        this.database = database;
    }

    /**
     * Says that an item of a leased batch is worked on now, from its beginning.
     *
     * @param item its place in the batch, from 0
     */
    public void suspect(Batch batch, int item) {
        write(batch, item, """
                INSERT INTO suspect (operation_id, number, item)
                SELECT b.operation_id, b.number, :item FROM batch b WHERE b.operation_id = :id AND b.number = :number
                    AND b.state = 'LEASED' AND b.attempts = :attempt
                ON CONFLICT (operation_id, number, item) DO UPDATE SET at_work = 1, place = 0
                """);
    }

    /** Says that an item that is worked on is at its next place, such as a frame. */
    public void moved(Batch batch, int item) {
        write(batch, item, "UPDATE suspect SET place = place + 1 " + OF_ITEM);
    }

    /** Says that an item of a leased batch was worked on, and the process lives. */
    public void acquit(Batch batch, int item) {
        write(batch, item, "DELETE FROM suspect " + OF_ITEM);
    }

    private void write(Batch batch, int item, String sql) {
        database.writeSoon(
                "marking an instance of batch " + batch.number() + " of operation " + batch.operation(),
                h -> h.createUpdate(sql)
                        .bind("id", batch.operation())
                        .bind("number", batch.number())
                        .bind("item", item)
                        .bind("attempt", batch.attempt())
                        .execute());
    }

    /** Counts what the last process that had a batch ended over, and tells what is held against each item by now. */
    static Map<Integer, Suspicion> judge(Handle handle, long operation, long number) {
        handle.execute("""
                UPDATE suspect SET at_work = 0, deaths = deaths + 1, last_place = place,
                    alike = CASE WHEN place = last_place THEN alike + 1 ELSE 1 END
                WHERE operation_id = ? AND number = ? AND at_work = 1
                """, operation, number);
        return handle.createQuery(
                        "SELECT item, deaths, alike FROM suspect WHERE operation_id = :id AND number = :number")
                .bind("id", operation)
                .bind("number", number)
                .map((row, context) ->
                        Map.entry(row.getInt("item"), new Suspicion(row.getInt("deaths"), row.getInt("alike"))))
                .collectToMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    static void forget(Handle handle, Batch batch) {
        handle.execute("DELETE FROM suspect WHERE operation_id = ? AND number = ?", batch.operation(), batch.number());
    }
}
