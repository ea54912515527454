package org.dicomcaravan.codec.jpeg2000;

import java.io.ByteArrayOutputStream;

/** The bits of a packet header (Annex B.10.1): highest bit first, and after a byte 0xFF a bit 0. */
final class HeaderBits {

    private final ByteArrayOutputStream out;
    private int current;
    private int free = 8;

    HeaderBits(ByteArrayOutputStream out) {
        this.out = out;
    }

    /** Writes 0 or 1. */
    void write(int bit) {
        free--;
        current |= bit << free;
        if (free == 0) {
            out.write(current);
            free = current == 0xFF ? 7 : 8;
            current = 0;
        }
    }

    /** Writes the lowest {@code count} bits of a number. */
    void write(int value, int count) {
        for (int i = count - 1; i >= 0; i--) {
            write(value >>> i & 1);
        }
    }

    /** Writes a bit 1 for each of {@code count}, and a bit 0. */
    void writeUnary(int count) {
        for (int i = 0; i < count; i++) {
            write(1);
        }
        write(0);
    }

    /** Fills up the last byte; a header never ends with 0xFF. */
    void align() {
        if (free < 8) {
            out.write(current);
            current = 0;
            free = 8;
        }
    }
}
