package org.dicomcaravan.codec.jpeg2000;

/**
 * The plain bits of the arithmetic coding bypass (D.6): highest first, after a byte 0xFF seven of the next one, and ones
 * behind the segment's end.
 */
final class RawBits {

    private byte[] bytes = new byte[0];
    private int at;
    private int end;
    private int current;
    private int left;

    void begin(byte[] segment, int from, int length) {
        bytes = segment;
        at = from;
        end = from + length;
        current = 0;
        left = 0;
    }

    int next() {
        if (left == 0) {
            left = current == 0xFF ? 7 : 8;
            if (at < end && (current != 0xFF || (bytes[at] & 0xFF) <= 0x8F)) {
                current = bytes[at++] & 0xFF;
            } else {
                current = 0xFF;
                at = end;
            }
        }
        left--;
        return current >> left & 1;
    }
}
