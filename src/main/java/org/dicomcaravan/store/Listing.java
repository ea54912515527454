package org.dicomcaravan.store;

import java.io.Closeable;
import java.io.UncheckedIOException;
import java.util.Iterator;

/**
 * The entries of a store, one after the other. For one thread; to be closed.
 *
 * <p>{@link #hasNext} and {@link #next} throw {@link UncheckedIOException} where the store itself can't be read; an
 * entry that can't be read is an entry of its own ({@link StoreEntry.Unreadable}).
 */
public interface Listing extends Iterator<StoreEntry>, Closeable {

    /**
     * What another listing goes on from, behind the entry that {@link #next} gave last. Only the store can read it; it holds
     * for as long as the store is there.
     *
     * @throws IllegalStateException if there was no entry yet
     */
    String cursor();
}
