package org.dicomcaravan.transcode;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.io.Pieces;

/**
 * The bytes of an output, which may be far more than memory holds. Its length is known before it is read, since a
 * delivery announces it.
 *
 * <p>{@link #open} may be called again, after a failed delivery, and has to give the same bytes. At most one stream is
 * open at a time; one thread at a time uses a content. Closing it releases what it needs (a temporary file); it may be
 * closed twice.
 */
public interface Content extends Closeable {

    /** The number of bytes, exactly. */
    long length();

    /** The bytes from the first one on. The caller closes the stream. */
    InputStream open() throws IOException;

    /** Releases what the content holds; by default nothing. */
    @Override
    default void close() throws IOException {}

    /** Writes all bytes of a content: see {@link SourceInstance#written}. */
    @FunctionalInterface
    interface Writer {
        /** Writes them to a stream, which stays open. */
        void write(OutputStream out) throws IOException, DicomException;
    }

    /** Bytes in memory. The array is not copied, and must not be changed afterwards. */
    static Content of(byte[] bytes) {
        return new BytesContent(bytes, bytes.length);
    }

    /** Bytes in memory, as they were written; nothing may be written behind them afterwards. */
    static Content of(Pieces pieces) {
        return new BytesContent(pieces);
    }

    /** The first {@code length} bytes of an array, which is not copied and must not be changed afterwards. */
    static Content of(byte[] bytes, int length) {
        return new BytesContent(bytes, length);
    }
}
