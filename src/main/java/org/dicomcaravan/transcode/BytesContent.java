package org.dicomcaravan.transcode;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Objects;

/** Bytes in memory. */
public final class BytesContent implements Content {

    private final byte[] bytes;
    private final int size;

    BytesContent(byte[] bytes, int size) {
        this.bytes = bytes;
        this.size = Objects.checkFromIndexSize(0, size, bytes.length) + size;
    }

    @Override
    public long length() {
        return size;
    }

    @Override
    public InputStream open() {
        return new ByteArrayInputStream(bytes, 0, size);
    }
}
