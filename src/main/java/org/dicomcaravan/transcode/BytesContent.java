package org.dicomcaravan.transcode;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Objects;
import java.util.function.Supplier;
import org.dicomcaravan.io.Pieces;

/** Bytes in memory. */
public final class BytesContent implements Content {

    private final long length;
    private final Supplier<InputStream> bytes;

    BytesContent(byte[] bytes, int size) {
        Objects.checkFromIndexSize(0, size, bytes.length);
        this.length = size;
        this.bytes = () -> new ByteArrayInputStream(bytes, 0, size);
    }

    BytesContent(Pieces pieces) {
        this.length = pieces.length();
        this.bytes = pieces::open;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public InputStream open() {
        return bytes.get();
    }
}
