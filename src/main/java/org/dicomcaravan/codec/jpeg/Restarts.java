package org.dicomcaravan.codec.jpeg;

import org.dicomcaravan.dicom.DicomException;

/** Counts minimum coded units between restart markers (ISO/IEC 10918-1 E.2.4). For one scan and thread. */
final class Restarts {

    private final int every;
    private int left;

    /** Restarts after so many units; 0 for never. */
    Restarts(int every) {
        this.every = every == 0 ? Integer.MAX_VALUE : every;
        this.left = this.every;
    }

    /** Whether a restart marker lies before the next unit; the bits are then behind it. */
    boolean due(EntropyBits bits) throws DicomException {
        if (left == 0) {
            bits.restart();
            left = every - 1;
            return true;
        }
        left--;
        return false;
    }
}
