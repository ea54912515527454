package org.dicomcaravan.destination.folder;

import java.util.Optional;
import org.dicomcaravan.destination.ObjectName;

/**
 * An object that is visible, or about to be, while its batch is not committed.
 *
 * @param instance the key of its instance
 * @param name of the object
 * @param stamp of its file; empty where an earlier version did not note it
 * @param folder what tells its bucket's folder from another one in the same place; empty where nothing does
 */
record EarlyObject(String instance, ObjectName name, Optional<Stamp> stamp, Optional<String> folder) {}
