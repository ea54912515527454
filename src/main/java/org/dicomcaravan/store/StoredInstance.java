package org.dicomcaravan.store;

import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import org.dicomcaravan.io.ByteSource;

/** What lies at a path of a store, open to be read. Thread-safe; to be closed. */
public interface StoredInstance extends Closeable {

    /** Its bytes; closed with this. */
    ByteSource bytes();

    /**
     * What it was when it was opened: equal to {@link StoreEntry.Instance#version} of its listing only if nothing has
     * been changed since. Where it differs, that may still be so.
     */
    String version();

    /** When it was last written to. */
    Instant modified();

    /**
     * Whether nobody overwrote or removed it since it was opened, as far as the store can tell.
     *
     * @throws IOException if the store can't be asked
     */
    boolean isUnchanged() throws IOException;

    @Override
    default void close() throws IOException {
        bytes().close();
    }
}
