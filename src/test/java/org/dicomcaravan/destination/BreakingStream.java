package org.dicomcaravan.destination;

import java.io.IOException;
import java.io.InputStream;

/** Gives so many bytes, and fails from then on. */
public final class BreakingStream extends InputStream {
    /** What it fails with. */
    public static final String MESSAGE = "the source broke";

    private int left;

    /** Gives so many bytes. */
    public BreakingStream(int bytes) {
        this.left = bytes;
    }

    @Override
    public int read() throws IOException {
        return read(new byte[1], 0, 1) - 1;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (left == 0) {
            throw new IOException(MESSAGE);
        }
        int read = Math.min(left, length);
        left -= read;
        return read;
    }
}
