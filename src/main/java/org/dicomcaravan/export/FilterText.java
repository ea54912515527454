package org.dicomcaravan.export;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The text of a filter on its way to be saved, which must not be beyond all measure. For one thread. */
final class FilterText extends FilterInputStream {

    /** Most lines: the fingerprints of as many take 64 MiB of memory. */
    static final long MOST_LINES = 1 << 21;

    /** Most bytes, which is more than as many paths take. */
    static final long MOST_BYTES = 512L << 20;

    /** A filter that is too large. */
    static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1;

        TooLarge(String message) {
            super(message);
        }
    }

    private long lines;
    private long bytes;

    FilterText(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int count = super.read(into, offset, length);
        for (int i = offset; i < offset + count; i++) {
            lines += into[i] == '\n' ? 1 : 0;
        }
        bytes += Math.max(0, count);
        if (lines > MOST_LINES || bytes > MOST_BYTES) {
            throw new TooLarge("it has more than " + MOST_LINES + " lines or " + MOST_BYTES
                    + " bytes; name whole series or studies, or export in several calls");
        }
        return count;
    }
}
