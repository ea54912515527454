package org.dicomcaravan.dicom.reading;

import java.util.Arrays;
import org.dicomcaravan.dicom.DicomException;

/** A growing list of where fragments are, eight bytes each. */
final class FragmentOffsets {

    /** All fragments of a data set: no instance has more. 32 MiB of offsets. */
    static final int MAX = 4 << 20;

    private static final long[] NONE = {};

    private final int most;
    private long[] values = NONE;
    private int size;

    /** A list that takes no more than so many. */
    FragmentOffsets(int most) {
        this.most = most;
    }

    void add(long value) throws DicomException {
        if (size == most) {
            throw new DicomException(
                    DicomException.Reason.TOO_LARGE, "more than %,d fragments of pixel data".formatted(MAX));
        }
        if (size == values.length) {
            values = Arrays.copyOf(values, Math.max(4, size + (size >> 1)));
        }
        values[size++] = value;
    }

    int size() {
        return size;
    }

    long[] toArray() {
        return size == values.length ? values : Arrays.copyOf(values, size);
    }
}
