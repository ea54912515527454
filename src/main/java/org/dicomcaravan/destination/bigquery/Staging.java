package org.dicomcaravan.destination.bigquery;

import java.nio.file.Path;
import org.dicomcaravan.destination.DestinationException;
import org.dicomcaravan.destination.ObjectName;

/** A place in Cloud Storage for rows that are about to be loaded. Safe for use by many threads. */
public interface Staging {

    /** The object of a name, in the bucket and below the prefix that are meant for it. */
    ObjectName object(String name);

    /** Uploads a file, whole and verified. */
    void upload(Path file, ObjectName object) throws DestinationException;

    /** Deletes all objects whose names begin as this one's; none that others use do. */
    void deleteAll(ObjectName beginning) throws DestinationException;
}
