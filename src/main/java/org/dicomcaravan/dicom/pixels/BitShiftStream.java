package org.dicomcaravan.dicom.pixels;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/**
 * Bits packed from the lowest on (PS3.5 8.1.1) that start inside a byte, moved to start at a byte. Bits behind the last
 * one are 0.
 */
final class BitShiftStream extends InputStream {

    private final InputStream in;
    private final int shift;
    private final byte[] buffer = new byte[8 << 10];
    private int at;
    private int end;
    private int carry;
    private long bitsLeft;

    BitShiftStream(InputStream in, int shift, long bits) throws IOException {
        this.in = in;
        this.shift = shift;
        this.bitsLeft = bits;
        this.carry = Math.max(0, in.read());
    }

    @Override
    public int read() throws IOException {
        if (bitsLeft <= 0) {
            return -1;
        }
        if (at == end) {
            end = Math.max(0, in.readNBytes(buffer, 0, buffer.length));
            at = 0;
        }
        int next = at < end ? buffer[at++] & 0xFF : 0;
        int b = ((carry >> shift) | (next << (8 - shift))) & 0xFF;
        carry = next;
        if (bitsLeft < 8) {
            b &= (1 << bitsLeft) - 1;
        }
        bitsLeft -= 8;
        return b;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, into.length);
        int count = 0;
        while (count < length && bitsLeft > 0) {
            into[offset + count++] = (byte) read();
        }
        return count == 0 && length > 0 ? -1 : count;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
