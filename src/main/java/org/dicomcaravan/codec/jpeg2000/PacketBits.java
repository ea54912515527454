package org.dicomcaravan.codec.jpeg2000;

import org.dicomcaravan.dicom.DicomException;

/** The bits of a packet header (B.10.1): highest bit first, and after a byte 0xFF a bit 0, which is skipped. */
final class PacketBits {

    private final Stretch in;
    private int current;
    private int left;

    PacketBits(Stretch in) {
        this.in = in;
    }

    /** The next bit. */
    int next() throws DicomException {
        if (left == 0) {
            boolean stuffed = current == 0xFF;
            left = stuffed ? 7 : 8;
            read(stuffed);
        }
        left--;
        return current >> left & 1;
    }

    private void read(boolean stuffed) throws DicomException {
        current = in.next();
        if (current < 0) {
            throw DicomException.invalid("the JPEG 2000 codestream ends inside a packet header");
        }
        if (stuffed && current > 0x7F) {
            throw DicomException.invalid(
                    "a JPEG 2000 packet header is damaged or cut off: %02X follows FF".formatted(current));
        }
    }

    /** A number of so many bits, 31 at most. */
    int next(int count) throws DicomException {
        int number = 0;
        for (int i = 0; i < count; i++) {
            number = number << 1 | next();
        }
        return number;
    }

    /** Goes to the end of the header's last byte. */
    void align() throws DicomException {
        if (current == 0xFF) {
            read(true);
        }
        current = 0;
        left = 0;
    }
}
