package org.dicomcaravan.io;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;

/** A range of a source as a stream. Not thread-safe; closing it leaves the source open. */
final class SourceStream extends BlockStream {

    private final ByteSource source;
    private long at;
    private final long end;

    SourceStream(ByteSource source, long offset, long length) {
        this.source = source;
        this.at = offset;
        this.end = offset + length;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, into.length);
        if (length == 0) {
            return 0;
        }
        if (at >= end) {
            return -1;
        }
        int count = source.read(at, ByteBuffer.wrap(into, offset, (int) Math.min(length, end - at)));
        if (count < 0) {
            throw new EOFException("source ends at " + at + ", " + (end - at) + " bytes before it should");
        }
        at += count;
        return count;
    }

    @Override
    public long skip(long count) {
        long skipped = Math.max(0, Math.min(count, end - at));
        at += skipped;
        return skipped;
    }

    @Override
    public int available() {
        return (int) Math.min(Integer.MAX_VALUE, end - at);
    }
}
