package org.dicomcaravan.google;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;

/** An answer that is taken in whole, so it may not be of any length. */
final class BoundedAnswer extends FilterInputStream {
    private final long longest;
    private long read;

    BoundedAnswer(InputStream in, long longest) {
        super(in);
        this.longest = longest;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int count = in.read(into, offset, length);
        read += Math.max(0, count);
        if (read > longest) {
            throw new ProtocolException("the answer is longer than %,d bytes".formatted(longest));
        }
        return count;
    }
}
