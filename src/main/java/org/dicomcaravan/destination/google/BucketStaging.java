package org.dicomcaravan.destination.google;

import java.nio.file.Path;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.destination.ObjectName;
import org.dicomcaravan.destination.ObjectPrefix;
import org.dicomcaravan.destination.bigquery.Staging;

/**
 * A prefix in a bucket for rows on their way.
 *
 * @param storage where the bucket is
 */
public record BucketStaging(GoogleStorage storage, ObjectPrefix prefix) implements Staging {

    private static final String NDJSON = "application/x-ndjson";

    @Override
    public ObjectName object(String name) {
        return prefix.object(name);
    }

    @Override
    public void upload(Path file, ObjectName object) throws DestinationException {
        storage.upload(file, object, NDJSON);
    }

    @Override
    public void deleteAll(ObjectName beginning) throws DestinationException {
        storage.deleteAll(beginning);
    }
}
