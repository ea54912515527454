package org.dicomcaravan.operation;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * What the tries of an operation that came to nothing left behind.
 *
 * @param since when the first of them in a row ended
 * @param tries how many there were
 * @param reason of the last
 */
record ParkedRow(Optional<Instant> since, int tries, Optional<String> reason) {

    static ParkedRow of(Handle handle, long operation) {
        return handle.createQuery("SELECT parked_since, parked_tries, parked_reason FROM operation WHERE id = :id")
                .bind("id", operation)
                .map((row, context) -> {
                    long since = row.getLong("parked_since");
                    return new ParkedRow(
                            row.wasNull() ? Optional.empty() : Optional.of(Microseconds.instant(since)),
                            row.getInt("parked_tries"),
                            Optional.ofNullable(row.getString("parked_reason")));
                })
                .one();
    }
}
