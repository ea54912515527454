package org.dicomcaravan.transcode.guard;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import org.dicomcaravan.transcode.Content;

/**
 * A content of known length that something writes from its first to its last byte, as often as it is opened, on a
 * guarded thread that is some pieces ahead of the reader. Memory does not grow with the length.
 */
final class PushedContent implements Content {

    private final long length;
    private final Writer writer;
    private final Supervisor supervisor;
    private final Closeable resource;
    private PushedStream open;

    /** A content that closes {@code resource} when it is closed. */
    PushedContent(long length, Writer writer, Supervisor supervisor, Closeable resource) {
        this.length = length;
        this.writer = writer;
        this.supervisor = supervisor;
        this.resource = resource;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public InputStream open() throws IOException {
        if (open != null) {
            open.close();
        }
        open = new PushedStream(writer, supervisor);
        return open;
    }

    @Override
    public void close() throws IOException {
        try (resource) {
            if (open != null) {
                open.close();
            }
        }
    }
}
