package org.dicomcaravan.destination;

import java.io.InputStream;

/** The buckets of one backend, as an export asks them before it begins. Safe for use by many threads. */
public interface ObjectStore {
    /** Whether there is such a bucket; {@code bucket} need not be a valid name. */
    boolean bucketExists(String bucket) throws DestinationException;

    /**
     * Opens an object; the caller closes it.
     *
     * @throws DestinationException NOT_FOUND if the bucket or the object is not there
     */
    InputStream read(ObjectName object) throws DestinationException;
}
