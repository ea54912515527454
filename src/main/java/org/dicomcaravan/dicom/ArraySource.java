package org.dicomcaravan.dicom;

import java.nio.ByteBuffer;

/** Bytes in memory: the first {@code size} of an array. */
final class ArraySource implements ByteSource {

    private final byte[] bytes;
    private final int size;

    ArraySource(byte[] bytes) {
        this(bytes, bytes.length);
    }

    ArraySource(byte[] bytes, int size) {
        this.bytes = bytes;
        this.size = size;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public int read(long position, ByteBuffer into) {
        if (position >= size) {
            return -1;
        }
        int count = (int) Math.min(into.remaining(), size - position);
        into.put(bytes, (int) position, count);
        return count;
    }

    @Override
    public void close() {
        // nothing is held
    }
}
