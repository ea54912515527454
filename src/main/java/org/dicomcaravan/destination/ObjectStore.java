package org.dicomcaravan.destination;

import java.io.InputStream;
import java.util.Optional;

/** The buckets of one backend. Safe for use by many threads. */
public interface ObjectStore {
    /** Whether there is such a bucket; {@code bucket} need not be a valid name. */
    boolean bucketExists(String bucket) throws DestinationException;

    /**
     * Makes an empty bucket.
     *
     * @throws DestinationException 3 for a bad name, 6 if there is one
     */
    void createBucket(String bucket) throws DestinationException;

    /**
     * Opens an object; the caller closes it.
     *
     * @throws DestinationException 5 if the bucket or the object is not there
     */
    InputStream read(ObjectName object) throws DestinationException;

    /** What is recorded of an object; empty if it is not there or was not put there through this store. */
    Optional<ObjectAttributes> attributes(ObjectName object) throws DestinationException;

    /** Deletes an object; false if there was none. */
    boolean delete(ObjectName object) throws DestinationException;
}
