package org.dicomcaravan.codec.jpeg2000;

import java.util.Random;
import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.dicom.pixels.FrameShape;

/**
 * Samples as numbers, component by component, each row by row.
 *
 * @param width of each component
 * @param height of each component
 * @param precision bits of a sample
 * @param signed whether they are two's complement
 * @param samples by component
 */
record Picture(int width, int height, int precision, boolean signed, int[][] samples) {

    /** A made-up one, the same for the same seed: mostly waves with some noise, else noise alone, or hardly anything. */
    static Picture of(long seed, int width, int height, int components, int precision, boolean signed) {
        Random random = new Random(seed);
        int kind = random.nextInt(10);
        int least = signed ? -1 << (precision - 1) : 0;
        int most = (1 << precision) - 1;
        int noise = random.nextInt(4) == 0 ? most : Math.min(most, 6);
        int[][] samples = new int[components][width * height];
        for (int c = 0; c < components; c++) {
            for (int i = 0; i < width * height; i++) {
                int wave = Math.abs((i % width * 5 + i / width * 3 + 11 * c) % 200 - 100);
                int value = switch (kind) {
                    case 0, 1 -> random.nextInt(most + 1);
                    case 2 -> random.nextInt(50) == 0 ? most : most / 2;
                    default -> (int) ((long) most * wave / 100) + random.nextInt(noise + 1) - noise / 2;
                };
                samples[c][i] = Math.max(0, Math.min(most, value)) + least;
            }
        }
        return new Picture(width, height, precision, signed, samples);
    }

    /** A picture of the kind that a frame is, all zero. */
    static Picture like(DecodedFrame frame) {
        int[][] zeros = new int[frame.samplesPerPixel()][frame.rows() * frame.columns()];
        return new Picture(frame.columns(), frame.rows(), frame.precision(), frame.signed(), zeros);
    }

    /** The same kind of picture, as programs write one: planes of bytes, or of little endian words of two. */
    Picture ofPlanes(byte[] planes) {
        int count = width * height;
        if (planes.length != samples.length * count * wordBytes()) {
            throw new AssertionError("%d bytes for %s".formatted(planes.length, this));
        }
        int[][] numbers = new int[samples.length][count];
        for (int i = 0; i < samples.length * count; i++) {
            numbers[i / count][i % count] = number(planes, i * wordBytes(), wordBytes());
        }
        return new Picture(width, height, precision, signed, numbers);
    }

    /** The same kind of picture, of words in which the samples of a pixel are side by side. */
    Picture of(DecodedFrame frame) {
        if (frame.bitsAllocated() != 8 * wordBytes() || frame.precision() != precision || frame.signed() != signed) {
            throw new AssertionError("%d bits in %d, signed %s, instead of %s"
                    .formatted(frame.precision(), frame.bitsAllocated(), frame.signed(), this));
        }
        int count = samples.length;
        int[][] numbers = new int[count][width * height];
        for (int i = 0; i < count * width * height; i++) {
            numbers[i % count][i / count] = number(frame.samples(), i * wordBytes(), wordBytes());
        }
        return new Picture(width, height, precision, signed, numbers);
    }

    private int number(byte[] bytes, int at, int length) {
        int word = bytes[at] & 0xFF;
        if (length == 2) {
            word |= (bytes[at + 1] & 0xFF) << 8;
        }
        int shift = Integer.SIZE - precision;
        return signed ? word << shift >> shift : word;
    }

    private int wordBytes() {
        return precision > 8 ? 2 : 1;
    }

    /** As programs read it. */
    byte[] planes() {
        byte[] planes = new byte[samples.length * width * height * wordBytes()];
        int at = 0;
        for (int[] component : samples) {
            for (int sample : component) {
                planes[at++] = (byte) sample;
                if (wordBytes() == 2) {
                    planes[at++] = (byte) (sample >> 8);
                }
            }
        }
        return planes;
    }

    /** As a data set describes it. */
    FrameShape shape() {
        return new FrameShape(
                height,
                width,
                samples.length,
                8 * wordBytes(),
                precision,
                precision - 1,
                signed,
                false,
                samples.length == 3 ? "RGB" : "MONOCHROME2",
                false);
    }

    /** By how much the samples of two pictures differ at most. */
    int farthest(Picture other) {
        int farthest = 0;
        for (int c = 0; c < samples.length; c++) {
            for (int i = 0; i < samples[c].length; i++) {
                farthest = Math.max(farthest, Math.abs(samples[c][i] - other.samples[c][i]));
            }
        }
        return farthest;
    }

    @Override
    public String toString() {
        return "%d x %d, %d of %d bits%s".formatted(width, height, samples.length, precision, signed ? ", signed" : "");
    }
}
