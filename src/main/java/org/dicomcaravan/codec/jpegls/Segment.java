package org.dicomcaravan.codec.jpegls;

import org.dicomcaravan.dicom.DicomException;

/** The parameters of a marker segment (C.1), read one after the other and never beyond its length. */
final class Segment {

    private final byte[] codestream;
    private final int end;
    private int at;

    /** The segment whose length starts at {@code at}. */
    Segment(byte[] codestream, int at) throws DicomException {
        int length = at + 2 <= codestream.length ? (codestream[at] & 0xFF) << 8 | codestream[at + 1] & 0xFF : 0;
        if (length < 2 || length > codestream.length - at) {
            throw DicomException.invalid("the JPEG-LS codestream ends inside a marker segment, at byte " + at);
        }
        this.codestream = codestream;
        this.at = at + 2;
        this.end = at + length;
    }

    /** A big endian number of up to four bytes. */
    int number(int bytes) throws DicomException {
        if (bytes > end - at) {
            throw DicomException.invalid("a JPEG-LS marker segment is too short, at byte " + at);
        }
        int number = 0;
        for (int i = 0; i < bytes; i++) {
            number = number << 8 | codestream[at++] & 0xFF;
        }
        return number;
    }

    /** Bytes that are still to be read. */
    int left() {
        return end - at;
    }

    /** Where the next marker should be. */
    int end() {
        return end;
    }
}
