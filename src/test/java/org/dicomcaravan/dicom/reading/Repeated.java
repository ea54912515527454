package org.dicomcaravan.dicom.reading;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.dicomcaravan.io.ByteSource;

/** Bytes that are the same again and again, between others: gigabytes of them cost nothing. */
final class Repeated implements ByteSource {

    private final byte[] before;
    private final byte[] unit;
    private final long units;
    private final byte[] after;

    Repeated(byte[] before, byte[] unit, long units, byte[] after) {
        this.before = before;
        this.unit = unit;
        this.units = units;
        this.after = after;
    }

    /** A head, some times the same, and a tail. */
    static ByteSource file(byte[] head, ByteSource middle, int times, byte[] tail) {
        List<ByteSource> parts = new ArrayList<>();
        parts.add(ByteSource.of(head));
        for (int i = 0; i < times; i++) {
            parts.add(middle);
        }
        parts.add(ByteSource.of(tail));
        return new Joined(parts);
    }

    @Override
    public long size() {
        return before.length + units * unit.length + after.length;
    }

    @Override
    public int read(long position, ByteBuffer into) {
        if (position >= size()) {
            return -1;
        }
        long at = position;
        long end = before.length + units * unit.length;
        int start = into.position();
        while (into.hasRemaining() && at < size()) {
            byte[] part = at < before.length ? before : at < end ? unit : after;
            int within = at < before.length
                    ? (int) at
                    : at < end ? (int) ((at - before.length) % unit.length) : (int) (at - end);
            int count = Math.min(into.remaining(), part.length - within);
            into.put(part, within, count);
            at += count;
        }
        return into.position() - start;
    }

    @Override
    public void close() {
        // nothing is held
    }

    private record Joined(List<ByteSource> parts) implements ByteSource {
        @Override
        public long size() {
            return parts.stream().mapToLong(ByteSource::size).sum();
        }

        @Override
        public int read(long position, ByteBuffer into) throws java.io.IOException {
            long start = 0;
            for (ByteSource part : parts) {
                if (position < start + part.size()) {
                    return part.read(position - start, into);
                }
                start += part.size();
            }
            return -1;
        }

        @Override
        public void close() {
            // nothing is held
        }
    }
}
