package org.dicomcaravan.codec.jpeg2000;

import org.dicomcaravan.dicom.DicomException;

/**
 * The boxes of a JP2 file (Annex I), which DICOM forbids around a codestream (PS3.5 A.4.4) and some programs write
 * nevertheless.
 */
final class Jp2Box {

    private static final int SIGNATURE = 0x6A502020; // "jP  "
    private static final int CODESTREAM = 0x6A703263; // "jp2c"
    private static final int HEADER = 8;
    private static final int LONG_HEADER = 16;

    private Jp2Box() {}

    /** Where the codestream begins: at the first byte, unless it is in a box. */
    static int codestream(byte[] bytes) throws DicomException {
        if (bytes.length < HEADER || number(bytes, 4) != SIGNATURE) {
            return 0;
        }
        long at = 0;
        while (at + HEADER <= bytes.length) {
            long length = number(bytes, (int) at) & 0xFFFFFFFFL;
            if (number(bytes, (int) at + 4) == CODESTREAM) {
                return (int) at + (length == 1 ? LONG_HEADER : HEADER);
            }
            if (length == 1 && at + LONG_HEADER <= bytes.length) {
                length = (long) number(bytes, (int) at + 8) << 32 | number(bytes, (int) at + 12) & 0xFFFFFFFFL;
            }
            if (length < HEADER || length > bytes.length - at) {
                break;
            }
            at += length;
        }
        throw DicomException.invalid("a JP2 file without a JPEG 2000 codestream");
    }

    private static int number(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) << 24
                | (bytes[at + 1] & 0xFF) << 16
                | (bytes[at + 2] & 0xFF) << 8
                | bytes[at + 3] & 0xFF;
    }
}
