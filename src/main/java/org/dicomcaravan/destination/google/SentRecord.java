package org.dicomcaravan.destination.google;

import java.util.Optional;
import org.dicomcaravan.database.Database;

/**
 * Where it is written down what batches sent.
 *
 * @param database closed by whoever opens the record
 * @param fence where several servers share it, a condition in SQL over {@code :operation}, {@code :batch} and
 *     {@code :attempt} that holds, and goes on to hold until the end of the transaction, while nobody else has the batch.
 *     What a server writes down that lost a batch without knowing would else be taken for what its successor left
 */
public record SentRecord(Database database, Optional<String> fence) {
    /** The record of one server alone. */
    public static SentRecord ofOne(Database database) {
        return new SentRecord(database, Optional.empty());
    }
}
