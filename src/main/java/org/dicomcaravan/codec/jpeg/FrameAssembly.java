package org.dicomcaravan.codec.jpeg;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import org.dicomcaravan.codec.jpegsyntax.FrameHeader;

/**
 * The samples of a frame as they are wanted: those of a pixel side by side, in little endian words of 1, 2 or 4 bytes.
 * For one thread.
 */
final class FrameAssembly {

    private final int columns;
    private final int wordBytes;
    private final byte[] bytes;
    private final ShortBuffer words;

    FrameAssembly(FrameHeader frame, int wordBytes) {
        this.columns = frame.columns();
        this.wordBytes = wordBytes;
        long pixels = (long) frame.columns() * frame.rows();
        this.bytes = new byte[Math.toIntExact(pixels * frame.components() * wordBytes)];
        this.words = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
    }

    /** All that was put. */
    byte[] bytes() {
        return bytes;
    }

    /** A row of the only component. */
    void row(int row, short[] samples, int from) {
        if (wordBytes == 2) {
            words.put(row * columns, samples, from, columns);
        } else {
            spread(row * columns * wordBytes, wordBytes, samples, from);
        }
    }

    /** A row of one of several components. */
    void row(int row, short[] samples, int component, int components) {
        int at = (row * columns * components + component) * wordBytes;
        spread(at, components * wordBytes, samples, 0);
    }

    private void spread(int at, int step, short[] samples, int from) {
        for (int i = from, to = at; i < from + columns; i++, to += step) {
            bytes[to] = (byte) samples[i];
            if (wordBytes > 1) {
                bytes[to + 1] = (byte) (samples[i] >> Byte.SIZE);
            }
        }
    }
}
