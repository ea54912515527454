package org.dicomcaravan.codec.jpeglossless;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.dicomcaravan.codec.jpegsyntax.FrameHeader;
import org.dicomcaravan.dicom.pixels.FrameShape;

/**
 * A frame's words as they fill up, line by line. As in other decoders, a sample has eight bits where the codestream
 * has up to eight, else sixteen, whatever a wrong codestream adds up to.
 */
final class FrameSamples {

    private static final VarHandle SHORTS =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] words;
    private final int columns;
    private final int samplesPerPixel;
    private final int wordBytes;
    private final int mask;

    FrameSamples(FrameHeader frame, FrameShape declared) {
        this.columns = frame.columns();
        this.samplesPerPixel = frame.components();
        this.wordBytes = declared.bitsAllocated() / Byte.SIZE;
        this.mask = frame.precision() <= Byte.SIZE ? 0xFF : 0xFFFF;
        this.words = new byte[Math.toIntExact((long) frame.rows() * columns * samplesPerPixel * wordBytes)];
    }

    /** The words; not copied. */
    byte[] words() {
        return words;
    }

    /**
     * Puts a whole line.
     *
     * @param line the samples, those of a pixel side by side
     * @param shift the point transform
     */
    void put(int y, int[] line, int shift) {
        int count = columns * samplesPerPixel;
        int to = y * count * wordBytes;
        if (wordBytes == 1) {
            for (int i = 0; i < count; i++) {
                words[to + i] = (byte) (line[i] << shift);
            }
        } else if (wordBytes == 2) {
            for (int i = 0; i < count; i++) {
                SHORTS.set(words, to + 2 * i, (short) (line[i] << shift & mask));
            }
        } else {
            for (int i = 0; i < count; i++) {
                SHORTS.set(words, to + wordBytes * i, (short) (line[i] << shift & mask));
            }
        }
    }

    /**
     * Puts the samples of one component of a line.
     *
     * @param place the component's place in a pixel
     * @param line the samples
     * @param from where in {@code line} the first lies
     * @param step how far the next lies behind it
     * @param horizontal and {@code across}: a pixel x has the sample {@code x · horizontal / across}
     */
    void put(int y, int place, int[] line, int from, int step, int horizontal, int across, int shift) {
        int to = (y * columns * samplesPerPixel + place) * wordBytes;
        for (int x = 0; x < columns; x++, to += samplesPerPixel * wordBytes) {
            int sample = line[from + x * horizontal / across * step] << shift & mask;
            words[to] = (byte) sample;
            if (wordBytes > 1) {
                words[to + 1] = (byte) (sample >> Byte.SIZE);
            }
        }
    }
}
