package org.dicomcaravan.transcode;

import java.io.IOException;
import java.io.InputStream;

/** A content of known length that is read from the instance's file whenever it is opened. */
record StreamedContent(long length, Opener opener) implements OwnContent {

    /** Opens a stream from the first byte on. */
    @FunctionalInterface
    interface Opener {
        InputStream open() throws IOException;
    }

    @Override
    public InputStream open() throws IOException {
        return opener.open();
    }
}
