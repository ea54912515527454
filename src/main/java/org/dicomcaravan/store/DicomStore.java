package org.dicomcaravan.store;

import java.io.IOException;
import java.util.Optional;

/**
 * A DICOM store: a place that holds instances. Thread-safe; several listings and instances may be open at once.
 *
 * <p>A path names something in the store, is relative to it, and uses {@code /}; only the store that listed it can
 * read it.
 *
 * <p>A store that is away is not an empty one: whatever is asked of it then throws {@link StoreAwayException}.
 */
public interface DicomStore {

    /**
     * What tells this place from all others, such as the absolute path of a folder or the URL of a bucket. A store of the
     * same name but another source is another store.
     *
     * @throws StoreAwayException if it is not there
     */
    String source() throws StoreAwayException;

    /**
     * What tells it from anything else that may lie at its {@link #source}, such as the empty folder that a share is
     * mounted on; the same after a restart.
     *
     * @return empty if nothing does
     * @throws StoreAwayException if it is not there
     */
    Optional<String> identity() throws StoreAwayException;

    /**
     * Whether there is nothing in it that a listing would name.
     *
     * @throws StoreAwayException if it is not there
     */
    boolean isEmpty() throws StoreAwayException;

    /** What to do where it is not there, or empty by mistake, as part of a sentence. */
    default String remedy() {
        return "mount it, or correct where it lies";
    }

    /**
     * Everything in the store, read as it is asked for, in an order that is the same at every call as long as the
     * store does not change.
     *
     * @param after go on from here, which a listing had as its {@link Listing#cursor} before, in another process perhaps;
     *     empty for the beginning
     * @throws StoreAwayException if it is not there, or what has to be there to go on is not
     * @throws IOException if the store can't be read at all
     */
    Listing list(Optional<String> after) throws IOException;

    /**
     * Opens what lies at a path that a listing gave.
     *
     * @throws StoreAwayException if the store is not there
     * @throws IOException if the instance is not there any more, or can't be read
     */
    StoredInstance open(String path) throws IOException;
}
