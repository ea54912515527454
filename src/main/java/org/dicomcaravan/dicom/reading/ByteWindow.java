package org.dicomcaravan.dicom.reading;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.dicomcaravan.io.ByteSource;

/**
 * Numbers out of a source, through one page of it in memory: a small file costs one read, a walk along a large one a
 * read per page, and a walk that jumps over large values a short read per jump.
 *
 * <p>Thread-safe: the page is immutable and replaced as a whole. Threads that read in different places only cost each
 * other reads.
 */
public final class ByteWindow {

    private static final int FIRST = 8 << 10;
    private static final int LARGEST = 64 << 10;
    private static final int AFTER_JUMP = 512;
    /** So near behind the page a read still counts as going on. */
    private static final int NEAR = 256;

    /** Immutable: bytes of the source from an offset on. */
    private static final class Page {
        private final long start;
        private final byte[] bytes;

        Page(long start, byte[] bytes) {
            this.start = start;
            this.bytes = bytes;
        }

        long end() {
            return start + bytes.length;
        }

        boolean holds(long at, int count) {
            return at >= start && at + count <= end();
        }
    }

    private final ByteSource source;
    private final long size;
    private final Extents extents = new Extents();
    private volatile Page page = new Page(0, new byte[0]);

    /** A window on a source, which stays open. */
    public ByteWindow(ByteSource source) {
        this.source = source;
        this.size = source.size();
    }

    /** The source of the numbers. */
    public ByteSource source() {
        return source;
    }

    /** Ends of large values in this source. */
    Extents extents() {
        return extents;
    }

    /** The number of bytes. */
    public long size() {
        return size;
    }

    /** A byte, 0 to 255. */
    public int u8(long at) throws IOException {
        Page p = page(at, 1);
        return p.bytes[(int) (at - p.start)] & 0xFF;
    }

    /** Two bytes as a number without sign. */
    public int u16(long at, boolean bigEndian) throws IOException {
        Page p = page(at, 2);
        int i = (int) (at - p.start);
        int first = p.bytes[i] & 0xFF;
        int second = p.bytes[i + 1] & 0xFF;
        return bigEndian ? first << 8 | second : second << 8 | first;
    }

    /** Four bytes as a number without sign. */
    public long u32(long at, boolean bigEndian) throws IOException {
        long first = u16(at, bigEndian);
        long second = u16(at + 2, bigEndian);
        return bigEndian ? first << 16 | second : second << 16 | first;
    }

    /** Group and element as one number, in either byte order. */
    public int tag(long at, boolean bigEndian) throws IOException {
        return u16(at, bigEndian) << 16 | u16(at + 2, bigEndian);
    }

    /** Fills an array from a place; the bytes must be there. */
    public void read(long at, byte[] into) throws IOException {
        Page p = page;
        if (p.holds(at, into.length)) {
            System.arraycopy(p.bytes, (int) (at - p.start), into, 0, into.length);
        } else if (into.length <= AFTER_JUMP) {
            p = page(at, into.length);
            System.arraycopy(p.bytes, (int) (at - p.start), into, 0, into.length);
        } else {
            source.readFully(at, ByteBuffer.wrap(into));
        }
    }

    private Page page(long at, int count) throws IOException {
        Page p = page;
        if (p.holds(at, count)) {
            return p;
        }
        if (at < 0 || at + count > size) {
            throw new EOFException("nothing at " + at + " of " + size + " bytes");
        }
        boolean first = p.bytes.length == 0;
        long start = first && at + count <= FIRST ? 0 : at;
        int want = first ? FIRST : AFTER_JUMP;
        if (!first && at >= p.start && at <= p.end() + NEAR) {
            want = Math.min(LARGEST, Math.max(1 << 10, p.bytes.length * 2));
        }
        Page next = new Page(start, bytes(start, (int) Math.min(Math.max(want, count), size - start)));
        if (!next.holds(at, count)) {
            throw new EOFException("the source ends at " + next.end() + ", and not at " + size);
        }
        page = next;
        return next;
    }

    /** Bytes of the source, fewer where it ends before: not every source knows its size before its end. */
    private byte[] bytes(long start, int count) throws IOException {
        ByteBuffer into = ByteBuffer.allocate(count);
        int read = 0;
        while (into.hasRemaining() && read >= 0) {
            read = source.read(start + into.position(), into);
        }
        return into.hasRemaining() ? Arrays.copyOf(into.array(), into.position()) : into.array();
    }
}
