package org.dicomcaravan.store;

import java.io.IOException;
import java.util.Optional;
import org.dicomcaravan.dicom.ByteSource;

/**
 * A DICOM store: a place that holds instances. Thread-safe; several listings and instances may be open at once.
 *
 * <p>A path names something in the store, is relative to it, and uses {@code /}; only the store that listed it can
 * read it.
 */
public interface DicomStore {

    /**
     * Everything in the store, read as it is asked for, in an order that is the same at every call as long as the
     * store does not change.
     *
     * @param after start behind this path, which a listing gave before; empty for the beginning
     * @throws IOException if the store can't be read at all; the message names it
     */
    Listing list(Optional<String> after) throws IOException;

    /**
     * Opens what lies at a path that a listing gave.
     *
     * @throws IOException if it is not there any more, or can't be read
     */
    ByteSource open(String path) throws IOException;
}
