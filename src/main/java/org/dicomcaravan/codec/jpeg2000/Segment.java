package org.dicomcaravan.codec.jpeg2000;

import org.dicomcaravan.dicom.DicomException;

/** The parameters of one marker segment, read from front to back (A.1.1). */
final class Segment {

    private final byte[] bytes;
    private final int end;
    private int at;

    /**
     * A segment.
     *
     * @param bytes the codestream
     * @param at where its length is, just behind the marker
     * @throws DicomException INVALID where the codestream ends before the segment does
     */
    Segment(byte[] bytes, int at) throws DicomException {
        this.bytes = bytes;
        this.at = at;
        int length = at + 2 <= bytes.length ? (bytes[at] & 0xFF) << 8 | bytes[at + 1] & 0xFF : 0;
        if (length < 2 || length > bytes.length - at) {
            throw DicomException.invalid(
                    "a JPEG 2000 marker segment of %d bytes at byte %d of %d".formatted(length, at, bytes.length));
        }
        this.end = at + length;
        this.at += 2;
    }

    /** Where what comes behind it begins. */
    int end() {
        return end;
    }

    /** Bytes that were not read yet. */
    int left() {
        return end - at;
    }

    /** Where the next byte is in the codestream. */
    int position() {
        return at;
    }

    /** An unsigned number of up to four bytes; one of four may come out negative. */
    int number(int count) throws DicomException {
        if (count > left()) {
            throw DicomException.invalid("a JPEG 2000 marker segment is too short, at byte " + at);
        }
        int number = 0;
        for (int i = 0; i < count; i++) {
            number = number << 8 | bytes[at++] & 0xFF;
        }
        return number;
    }

    /** A place on the reference grid. */
    int coordinate() throws DicomException {
        int number = number(Integer.BYTES);
        if (number < 0) {
            throw DicomException.invalid("a JPEG 2000 codestream whose size is damaged: it has "
                    + Integer.toUnsignedString(number) + " columns or rows");
        }
        return number;
    }

    /** A length on the reference grid, where more than any image has counts as the most there is. */
    int extent() throws DicomException {
        int number = number(Integer.BYTES);
        return number < 0 ? Integer.MAX_VALUE : number;
    }
}
