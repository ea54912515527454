package org.dicomcaravan.io;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Bytes in memory whose number is known only at the end. They are kept in pieces, so that nothing is copied to make room for
 * more, nor to have them together. For one thread while they are written; any number may read them afterwards.
 */
public final class Pieces extends OutputStream {

    private static final int FIRST = 1 << 14;
    private static final int LARGEST = 1 << 20;

    private final List<byte[]> full = new ArrayList<>();
    private byte[] last = new byte[FIRST];
    private int filled;
    private long length;

    /** How many bytes were written so far. */
    public long length() {
        return length;
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) {
        Objects.checkFromIndexSize(offset, count, bytes.length);
        for (int from = offset, left = count; left > 0; ) {
            if (filled == last.length) {
                full.add(last);
                last = new byte[Math.min(LARGEST, 2 * last.length)];
                filled = 0;
            }
            int taken = Math.min(left, last.length - filled);
            System.arraycopy(bytes, from, last, filled, taken);
            filled += taken;
            from += taken;
            left -= taken;
        }
        length += count;
    }

    /** What was written, from the first byte on. */
    public InputStream open() {
        return new Reader();
    }

    private final class Reader extends BlockStream {

        private int piece;
        private int at;

        @Override
        public int read(byte[] into, int offset, int count) {
            Objects.checkFromIndexSize(offset, count, into.length);
            int done = 0;
            while (done < count && left() > 0) {
                int taken = Math.min(count - done, left());
                System.arraycopy(current(), at, into, offset + done, taken);
                at += taken;
                done += taken;
            }
            return done == 0 && count > 0 ? -1 : done;
        }

        /** Bytes left of the piece at hand; goes on to the next one. */
        private int left() {
            if (piece < full.size() && at == current().length) {
                piece++;
                at = 0;
            }
            return piece < full.size() ? current().length - at : filled - at;
        }

        private byte[] current() {
            return piece < full.size() ? full.get(piece) : last;
        }
    }
}
