package org.dicomcaravan.dicom.reading;

import java.util.Objects;

/**
 * The fragments of encapsulated pixel data (PS3.5 A.4), the basic offset table apart: offsets only, eight bytes each.
 * Immutable and thread-safe.
 */
public final class Fragments {

    private final long[] offsets;
    private final long end;

    Fragments(long[] offsets, long end) {
        this.offsets = offsets;
        this.end = end;
    }

    /** How many there are, without the basic offset table. */
    public int size() {
        return Math.max(0, offsets.length - 1);
    }

    /** Where a fragment's bytes start, in {@link DicomObject#content()}. */
    public long offset(int fragment) {
        return offsets[Objects.checkIndex(fragment, size()) + 1] + 8;
    }

    /** The fragment's bytes, as far as they are there. Fragments follow one another without gaps. */
    public long length(int fragment) {
        Objects.checkIndex(fragment, size());
        long next = fragment + 2 < offsets.length ? offsets[fragment + 2] : end;
        return next - offset(fragment);
    }

    /** The offset of the fragment's tag from the first fragment's: what the offset tables count. */
    public long tableOffset(int fragment) {
        return offsets[fragment + 1] - offsets[1];
    }

    /** Where the basic offset table's bytes start. */
    public long tableStart() {
        return offsets.length == 0 ? end : offsets[0] + 8;
    }

    /** The basic offset table's length in bytes; 0 if it is empty. */
    public long tableLength() {
        return offsets.length == 0 ? 0 : (offsets.length > 1 ? offsets[1] : end) - tableStart();
    }
}
