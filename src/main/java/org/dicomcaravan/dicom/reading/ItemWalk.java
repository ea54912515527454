package org.dicomcaravan.dicom.reading;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.OptionalLong;
import org.dicomcaravan.dicom.Coding;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.Tag;

/**
 * Finds where a sequence or encapsulated value ends, and where its items start. What has a length is jumped over, what
 * has none is walked through; nothing is built, and nesting costs a byte per level.
 *
 * <p>{@link #cut()} after a walk: the data ended first, or something that is no item stood where one should be.
 */
final class ItemWalk {

    /** Levels of undefined length inside one another. */
    private static final int MAX_DEPTH = 1 << 20;

    /** Levels for which it is remembered where they start. */
    private static final int REMEMBERED = 512;

    private static final byte DATA_SET = 1;
    private static final byte EXPLICIT = 2;
    private static final byte BIG_ENDIAN = 4;

    private final ByteWindow window;
    private final long end;
    private byte[] levels = new byte[16];
    private long[] starts = new long[16];
    private int depth;
    private boolean cut;
    private long contentEnd;

    ItemWalk(ByteWindow window, long end) {
        this.window = window;
        this.end = end;
    }

    boolean cut() {
        return cut;
    }

    /** Where the items or fragments end: before the delimiter, or where the walk lost its way. */
    long contentEnd() {
        return contentEnd;
    }

    /**
     * Walks items.
     *
     * @param delimited whether a sequence delimiter ends them; else the end of the data does
     * @param index gets the offset of each item's tag; null if nobody asks
     * @return where the walk stopped: after the delimiter, at the end, or after the tag that is no item's
     */
    long items(long start, Coding coding, boolean delimited, ItemIndex index) throws IOException, DicomException {
        long at = start;
        while (at + 8 <= end && !cut) {
            int tag = window.tag(at, coding.bigEndian());
            long length = window.u32(at + 4, coding.bigEndian());
            contentEnd = at;
            if (tag == Tag.SEQUENCE_DELIMITATION_ITEM && delimited) {
                return at + 8;
            }
            if (tag != Tag.ITEM) {
                cut = true;
                return at + 8;
            }
            if (index != null) {
                index.add(at);
            }
            at = itemEnd(at, length, coding);
        }
        cut |= delimited;
        contentEnd = at;
        return at;
    }

    /**
     * Walks fragments; the first one is the basic offset table (PS3.5 A.4). Data that ends with a whole fragment, where
     * the delimiter should be, is whole for {@code lenient}: many writers forget it at the end of the file.
     *
     * @param index gets the offset of each fragment's tag; null if nobody asks
     * @return where the walk stopped, as in {@link #items}
     */
    long fragments(long start, boolean bigEndian, boolean lenient, FragmentOffsets index)
            throws IOException, DicomException {
        long at = start;
        int fragments = 0;
        while (at + 8 <= end) {
            int tag = window.tag(at, bigEndian);
            contentEnd = at;
            if (tag != Tag.ITEM) {
                cut |= tag != Tag.SEQUENCE_DELIMITATION_ITEM;
                return at + 8;
            }
            if (index != null) {
                index.add(at);
            }
            fragments++;
            at = jump(at + 8, window.u32(at + 4, bigEndian));
        }
        cut |= !lenient || fragments < 2 || !startsDelimiter(at, bigEndian);
        contentEnd = at;
        return end;
    }

    /** Whether what is left of the data, less than eight bytes, is the start of a sequence delimiter, or nothing. */
    private boolean startsDelimiter(long at, boolean bigEndian) throws IOException {
        ByteBuffer delimiter = ByteBuffer.allocate(8).order(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        delimiter.putShort((short) (Tag.SEQUENCE_DELIMITATION_ITEM >> 16)).putShort((short)
                Tag.SEQUENCE_DELIMITATION_ITEM);
        for (int i = 0; at + i < end; i++) {
            if (window.u8(at + i) != (delimiter.get(i) & 0xFF)) {
                return false;
            }
        }
        return true;
    }

    private long jump(long at, long length) {
        cut |= at + length > end;
        return Math.min(at + length, end);
    }

    /** Where the item ends whose tag is at an offset. */
    long itemEnd(long at, Coding coding) throws IOException, DicomException {
        return itemEnd(at, window.u32(at + 4, coding.bigEndian()), coding);
    }

    private long itemEnd(long at, long length, Coding coding) throws IOException, DicomException {
        return length == Element.UNDEFINED_LENGTH ? delimitedEnd(at + 8, coding) : jump(at + 8, length);
    }

    /** Where the item of undefined length ends whose content starts here: after its delimiter. */
    private long delimitedEnd(long start, Coding coding) throws IOException, DicomException {
        long at = start;
        depth = 0;
        push(DATA_SET, coding, start);
        while (depth > 0 && at + 8 <= end && !cut) {
            byte level = levels[depth - 1];
            Coding inner = Coding.of((level & EXPLICIT) != 0, (level & BIG_ENDIAN) != 0);
            int tag = window.tag(at, inner.bigEndian());
            at = (level & DATA_SET) != 0 ? element(tag, at, inner) : item(tag, at, inner);
        }
        cut |= depth > 1; // a sequence inside has no delimiter
        return at;
    }

    /** One step in a data set of undefined length. */
    private long element(int tag, long at, Coding coding) throws IOException, DicomException {
        if (tag == Tag.ITEM_DELIMITATION_ITEM || tag == Tag.SEQUENCE_DELIMITATION_ITEM) {
            depth--;
            return at + 8;
        }
        ElementHeader header = ElementHeader.read(window, tag, at, end, coding);
        if (header.cut()) {
            cut = true;
            return end;
        }
        if (!header.isUndefined()) {
            return jump(header.valueOffset(), header.length());
        }
        OptionalLong known = window.extents().end(header.valueOffset());
        if (known.isPresent() && known.getAsLong() <= end) {
            return known.getAsLong();
        }
        if (header.holdsFragments()) {
            long stop = fragments(header.valueOffset(), coding.bigEndian(), false, null);
            note(header.valueOffset(), stop);
            return stop;
        }
        push((byte) 0, coding.inside(header.vrCode()), header.valueOffset());
        return header.valueOffset();
    }

    /** One step in a sequence of undefined length. */
    private long item(int tag, long at, Coding coding) throws IOException, DicomException {
        if (tag == Tag.SEQUENCE_DELIMITATION_ITEM) {
            depth--;
            if (depth < REMEMBERED) {
                note(starts[depth], at + 8);
            }
            return at + 8;
        }
        if (tag != Tag.ITEM) {
            cut = true;
            return at + 8;
        }
        long length = window.u32(at + 4, coding.bigEndian());
        if (length != Element.UNDEFINED_LENGTH) {
            return jump(at + 8, length);
        }
        push(DATA_SET, coding, at + 8);
        return at + 8;
    }

    private void note(long start, long stop) {
        if (!cut) {
            window.extents().note(start, stop);
        }
    }

    private void push(byte kind, Coding coding, long start) throws DicomException {
        if (depth == levels.length) {
            if (depth >= MAX_DEPTH) {
                throw DicomException.invalid("sequences nested deeper than " + MAX_DEPTH / 2 + " levels");
            }
            levels = Arrays.copyOf(levels, depth * 2);
            starts = Arrays.copyOf(starts, Math.min(depth * 2, REMEMBERED));
        }
        if (depth < REMEMBERED) {
            starts[depth] = start;
        }
        levels[depth++] = (byte) (kind | (coding.explicit() ? EXPLICIT : 0) | (coding.bigEndian() ? BIG_ENDIAN : 0));
    }
}
