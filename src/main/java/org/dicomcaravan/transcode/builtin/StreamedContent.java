package org.dicomcaravan.transcode.builtin;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import org.dicomcaravan.io.ByteSource;
import org.dicomcaravan.transcode.Content;

/**
 * A content of known length that is read from the instance's file, or from a temporary one, whenever it is opened.
 *
 * @param resource closed with the content
 */
record StreamedContent(long length, Opener opener, Closeable resource) implements Content {

    /** Opens a stream from the first byte on. */
    @FunctionalInterface
    interface Opener {
        InputStream open() throws IOException;
    }

    /** A content out of the instance's file, which stays open beyond it. */
    StreamedContent(long length, Opener opener) {
        this(length, opener, () -> {});
    }

    /** All of a source, which is closed with the content. */
    static StreamedContent of(ByteSource source) {
        return new StreamedContent(source.size(), source::stream, source);
    }

    @Override
    public InputStream open() throws IOException {
        return opener.open();
    }

    @Override
    public void close() throws IOException {
        resource.close();
    }
}
