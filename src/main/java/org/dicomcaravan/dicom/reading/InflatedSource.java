package org.dicomcaravan.dicom.reading;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.io.ByteSource;

/**
 * A deflated data set, inflated as far as it is read and kept nowhere: for whoever reads from front to back, and only
 * now and then goes back, where it is inflated from its first byte on again. How large it is shows at its end.
 */
final class InflatedSource implements ByteSource {

    /** So much of what was read last is at hand; a window goes back by less. */
    private static final int BLOCK = 32 << 10;

    /** Around what is wrong with the deflate stream, where only an {@link IOException} may be thrown. */
    static final class Refused extends IOException {
        private static final long serialVersionUID = 1L;
        private final DicomException reason;

        Refused(DicomException reason) {
            super(reason.getMessage(), reason);
            this.reason = reason;
        }

        DicomException reason() {
            return reason;
        }
    }

    private final ByteSource source;
    private final long offset;
    private final byte[] blocks = new byte[2 * BLOCK];
    private Inflation inflation;
    /** Where in the data set the two blocks start, and how much of them is filled. */
    private long start;

    private int filled;
    private long size = Inflation.MAX_BYTES;
    private boolean whole;

    InflatedSource(ByteSource source, long offset) {
        this.source = source;
        this.offset = offset;
        this.inflation = new Inflation(source, offset);
    }

    /** The number of bytes; as many as there may be until the end was reached. */
    @Override
    public synchronized long size() {
        return size;
    }

    /** Whether the end was reached, and is the deflate stream's own. */
    synchronized boolean isWhole() {
        return whole;
    }

    @Override
    public synchronized int read(long position, ByteBuffer into) throws IOException {
        if (position < start) {
            inflation.close();
            inflation = new Inflation(source, offset);
            start = 0;
            filled = 0;
        }
        while (position >= start + filled) {
            if (!fill()) {
                return -1;
            }
        }
        int at = (int) (position - start);
        int count = Math.min(into.remaining(), filled - at);
        into.put(blocks, at, count);
        return count;
    }

    private boolean fill() throws IOException {
        if (filled == blocks.length) {
            System.arraycopy(blocks, BLOCK, blocks, 0, BLOCK);
            start += BLOCK;
            filled = BLOCK;
        }
        try {
            int count = inflation.read(blocks, filled, blocks.length - filled);
            if (count < 0) {
                size = start + filled;
                whole = inflation.isWhole();
                return false;
            }
            filled += count;
            return true;
        } catch (DicomException e) {
            throw new Refused(e);
        }
    }

    /** The source stays open. */
    @Override
    public synchronized void close() {
        inflation.close();
    }
}
