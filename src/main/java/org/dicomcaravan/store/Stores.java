package org.dicomcaravan.store;

import java.util.Collection;
import java.util.Optional;

/** The stores that a server exports from, by full name. Thread-safe. */
public interface Stores {

    /** The store of that name, {@code projects/P/locations/L/datasets/D/dicomStores/S}. */
    Optional<DicomStore> find(String name);

    /** All full names, in byte order. */
    Collection<String> names();
}
