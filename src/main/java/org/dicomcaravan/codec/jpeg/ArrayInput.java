package org.dicomcaravan.codec.jpeg;

import java.io.IOException;
import javax.imageio.stream.ImageInputStreamImpl;

/** An array for ImageIO, whose own streams keep a copy of all that they give. For one thread. */
final class ArrayInput extends ImageInputStreamImpl {

    private final byte[] bytes;

    ArrayInput(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public int read() throws IOException {
        bitOffset = 0;
        return streamPos < bytes.length ? bytes[(int) streamPos++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        bitOffset = 0;
        int count = (int) Math.min(length, bytes.length - streamPos);
        if (count <= 0) {
            return length == 0 ? 0 : -1;
        }
        System.arraycopy(bytes, (int) streamPos, into, offset, count);
        streamPos += count;
        return count;
    }

    @Override
    public long length() {
        return bytes.length;
    }
}
