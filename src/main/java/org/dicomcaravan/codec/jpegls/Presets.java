package org.dicomcaravan.codec.jpegls;

import org.dicomcaravan.dicom.DicomException;

/**
 * The preset coding parameters of an LSE segment, type 1 (C.2.4.1.1). What is 0 has its default.
 *
 * @param maxval MAXVAL
 * @param t1 T1
 * @param t2 T2
 * @param t3 T3
 * @param reset RESET
 */
record Presets(int maxval, int t1, int t2, int t3, int reset) {

    /** All defaults. */
    static final Presets NONE = new Presets(0, 0, 0, 0, 0);

    static Presets read(Segment segment) throws DicomException {
        return new Presets(
                segment.number(2), segment.number(2), segment.number(2), segment.number(2), segment.number(2));
    }
}
