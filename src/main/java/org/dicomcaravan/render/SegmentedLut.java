package org.dicomcaravan.render;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.dicomcaravan.dicom.reading.DataSet;
import org.dicomcaravan.dicom.reading.Element;

/**
 * A segmented palette (PS3.3 C.7.9.2): discrete, linear and indirect segments, expanded. Linear ones are rounded to the
 * nearest, halves up. Bounded: no more entries than a table holds, no more segments than {@link #MOST_SEGMENTS}.
 */
final class SegmentedLut {

    private static final int MOST_SEGMENTS = 1 << 18;
    /** Segments may point to segments that point; real ones do so once. */
    private static final int DEEPEST = 16;

    private final char[] codes;
    private final boolean bytes;
    private final char[] entries;
    private int filled;
    private int segments;

    private SegmentedLut(char[] codes, boolean bytes, int count) {
        this.codes = codes;
        this.bytes = bytes;
        this.entries = new char[count];
    }

    /** The table of these two attributes; empty where it is absent or its segments make no sense. */
    static Optional<Lut> of(DataSet data, int descriptorTag, int contentTag, boolean signedPixels) throws IOException {
        Optional<Lut.Descriptor> descriptor = Lut.Descriptor.of(data, descriptorTag, signedPixels);
        Optional<Element> content = data.get(contentTag);
        if (descriptor.isEmpty() || content.isEmpty() || !Lut.isReadable(content.get())) {
            return Optional.empty();
        }
        int bits = descriptor.get().bits();
        byte[] value = content.get().head(Lut.MOST_BYTES);
        char[] codes = bits == 8
                ? Lut.bytes(content.get(), value, value.length)
                : Lut.words(content.get(), value, value.length / 2);
        return expand(codes, bits == 8, descriptor.get().count())
                .map(entries -> new Lut(descriptor.get().first(), bits, entries));
    }

    /**
     * The entries, at most {@code count}; empty where a segment is of no known type, starts beyond the codes, or is a
     * linear one with nothing before it, be it behind the last entry that is needed.
     *
     * @param bytes whether the codes are bytes (an indirect offset takes four of them) or 16-bit words (two)
     */
    static Optional<char[]> expand(char[] codes, boolean bytes, int count) {
        SegmentedLut lut = new SegmentedLut(codes, bytes, count);
        int at = 0;
        while (at >= 0 && at + 2 <= codes.length) {
            at = lut.segment(at, 0);
        }
        return at < 0 || lut.filled == 0 ? Optional.empty() : Optional.of(Arrays.copyOf(lut.entries, lut.filled));
    }

    /** Expands the segment at a position and returns the position behind it, or −1 where it makes no sense. */
    private int segment(int at, int depth) {
        if (at < 0 || at + 2 > codes.length || depth > DEEPEST || ++segments > MOST_SEGMENTS) {
            return -1;
        }
        int length = codes[at + 1];
        return switch (codes[at]) {
            case 0 -> discrete(at + 2, length);
            case 1 -> linear(at + 2, length);
            case 2 -> indirect(at + 2, length, depth);
            default -> -1;
        };
    }

    private int discrete(int from, int length) {
        int count = Math.min(length, Math.min(codes.length - from, entries.length - filled));
        System.arraycopy(codes, from, entries, filled, count);
        filled += count;
        return from + length;
    }

    private int linear(int from, int length) {
        if (filled == 0 || from >= codes.length) {
            return -1;
        }
        long low = entries[filled - 1];
        long rise = codes[from] - low;
        for (long i = 1; i <= length && filled < entries.length; i++) {
            entries[filled++] = (char) Math.floorDiv(2 * (low * length + rise * i) + length, 2L * length);
        }
        return from + 1;
    }

    private int indirect(int from, int length, int depth) {
        int parts = bytes ? 4 : 2;
        if (from + parts > codes.length) {
            return -1;
        }
        long offset = 0;
        for (int i = parts - 1; i >= 0; i--) {
            offset = offset << (bytes ? 8 : 16) | codes[from + i];
        }
        long start = bytes ? offset : offset / 2;
        int again = start < codes.length ? (int) start : -1;
        for (int i = 0; i < length; i++) {
            again = segment(again, depth + 1);
            if (again < 0) {
                return -1;
            }
        }
        return from + parts;
    }
}
