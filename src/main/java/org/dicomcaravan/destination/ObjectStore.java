package org.dicomcaravan.destination;

import java.io.InputStream;
import java.util.Optional;

/** The buckets of one backend, as an export asks them before it begins. Safe for use by many threads. */
public interface ObjectStore {
    /** Whether there is such a bucket; {@code bucket} need not be a valid name. */
    boolean bucketExists(String bucket) throws DestinationException;

    /** What makes a bucket that is not there, as part of a sentence; {@code bucket} is a valid name. */
    String remedy(String bucket);

    /**
     * What tells a bucket from another one that may have its name later, such as the empty folder that a share is mounted
     * on; the same after a restart.
     *
     * @return empty if nothing does, or there is no such bucket
     */
    Optional<String> bucketIdentity(String bucket);

    /**
     * Where the objects of a prefix lie, in the words in which a DICOM store says where it lies: the URL of a bucket and a
     * prefix, or the absolute path of a folder, which need not be there yet.
     *
     * @return empty if no store can lie where they do
     */
    default Optional<String> place(ObjectPrefix prefix) throws DestinationException {
        return Optional.empty();
    }

    /**
     * Opens an object; the caller closes it.
     *
     * @throws DestinationException NOT_FOUND if the bucket or the object is not there
     */
    InputStream read(ObjectName object) throws DestinationException;
}
