package org.dicomcaravan.io;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * Bytes of known number that can be read at any place: a file, an array, a range of an object in a bucket.
 *
 * <p>Implementations are thread-safe: any number of threads may read at once. Sizes and positions go beyond 4 GiB.
 */
public interface ByteSource extends Closeable {

    /** The number of bytes. */
    long size();

    /**
     * Reads up to {@code into.remaining()} bytes from a position.
     *
     * @return how many were read, at least one if there was room and something left; -1 at or beyond the end
     */
    int read(long position, ByteBuffer into) throws IOException;

    /** Reads until {@code into} is full; an {@link EOFException} if the source ends before. */
    default void readFully(long position, ByteBuffer into) throws IOException {
        long at = position;
        while (into.hasRemaining()) {
            int count = read(at, into);
            if (count < 0) {
                throw new EOFException("source of " + size() + " bytes ends before " + (at + into.remaining()));
            }
            at += count;
        }
    }

    /** A stream of the bytes from an offset on: {@code length} of them, or fewer where the source ends before. */
    default InputStream stream(long offset, long length) {
        return new SourceStream(this, offset, Math.max(0, Math.min(length, size() - offset)));
    }

    /** A stream of all bytes. */
    default InputStream stream() {
        return stream(0, size());
    }

    /** A regular file, kept open until closed. Its size is what it is now. */
    static ByteSource of(Path file) throws IOException {
        return FileSource.open(file);
    }

    /** An array, which must not be changed from now on. */
    static ByteSource of(byte[] bytes) {
        return new ArraySource(bytes);
    }
}
