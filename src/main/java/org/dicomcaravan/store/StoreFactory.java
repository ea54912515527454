package org.dicomcaravan.store;

import java.io.IOException;

/**
 * Makes the stores whose sources are URLs of one scheme. Another kind of source is another class of this. Thread-safe.
 */
public interface StoreFactory {

    /** The scheme, in lower case and without {@code ://}, such as {@code gs}. */
    String scheme();

    /** What its URLs look like, for messages, such as {@code gs://BUCKET/PREFIX}. */
    String form();

    /**
     * The store at a URL of this scheme. Nothing need be there before something is asked of the store.
     *
     * @throws IllegalArgumentException if no store can have such a URL; the message says why, or what was
     *     expected
     * @throws IOException if stores of this kind can't be used here, for want of credentials perhaps
     */
    DicomStore open(String url) throws IOException;
}
