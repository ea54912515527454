package org.dicomcaravan.dicom.reading;

import java.util.Arrays;
import org.dicomcaravan.dicom.DicomException;

/** A growing list of offsets, eight bytes each, of bounded length. */
final class Offsets {

    /** Items of a sequence and fragments of pixel data: no instance has more. 32 MiB of offsets. */
    static final int MAX = 4 << 20;

    private static final long[] NONE = {};

    private long[] values = NONE;
    private int size;

    void add(long value) throws DicomException {
        if (size == MAX) {
            throw DicomException.invalid("more than " + MAX + " items in a sequence or fragments in pixel data");
        }
        if (size == values.length) {
            values = Arrays.copyOf(values, Math.max(4, size + (size >> 1)));
        }
        values[size++] = value;
    }

    long[] toArray() {
        return size == values.length ? values : Arrays.copyOf(values, size);
    }
}
