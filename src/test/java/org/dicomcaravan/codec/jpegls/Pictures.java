package org.dicomcaravan.codec.jpegls;

import java.util.Random;
import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.dicom.pixels.FrameShape;

/** Made-up frames for tests. */
final class Pictures {

    private Pictures() {}

    static FrameShape shape(int rows, int columns, int components, int allocated, int stored, boolean signed) {
        String colour = components == 1 ? "MONOCHROME2" : "RGB";
        return new FrameShape(rows, columns, components, allocated, stored, stored - 1, signed, false, colour, false);
    }

    static DecodedFrame frame(FrameShape shape, byte[] samples) {
        return DecodedFrame.of(samples, shape);
    }

    /**
     * Words with the whole range of Bits Stored.
     *
     * @param texture 0: waves; 1: waves and patches of noise; 2: few values in blocks; 3: noise
     * @param unusedBits whether the bits above Bits Stored are an overlay, or the sign of signed samples
     */
    static byte[] words(FrameShape shape, int texture, boolean unusedBits, Random random) {
        int components = shape.samplesPerPixel();
        int bytes = shape.bitsAllocated() / 8;
        byte[] words = new byte[shape.rows() * shape.columns() * components * bytes];
        int top = (1 << shape.bitsStored()) - 1;
        int[] blocks = random.ints(64, 0, top + 1).toArray();
        for (int i = 0; i < words.length / bytes; i++) {
            int x = i / components % shape.columns();
            int y = i / components / shape.columns();
            double wave = StrictMath.sin(x / 17.0 + i % components) * StrictMath.cos(y / 23.0);
            int value = (int) ((wave + 1) * top / 2);
            if (texture == 3 || texture == 1 && (x / 13 + y / 7) % 5 == 0) {
                value = random.nextInt(top + 1);
            } else if (texture == 2) {
                value = blocks[(x / 11 * 7 + y / 5 * 3 + i % components) % blocks.length];
            }
            if (unusedBits && shape.signed()) {
                value = value << 32 - shape.bitsStored() >> 32 - shape.bitsStored();
            } else if (unusedBits && (x + y) % 31 < 7) {
                value |= 1 << shape.bitsAllocated() - 1;
            }
            for (int b = 0; b < bytes; b++) {
                words[i * bytes + b] = (byte) (value >> 8 * b);
            }
        }
        return words;
    }

    /** A sample as a number: its Bits Stored, sign-extended where it has a sign. */
    static int value(byte[] words, int index, FrameShape shape) {
        int word = shape.bitsAllocated() == 8
                ? words[index] & 0xFF
                : words[2 * index] & 0xFF | (words[2 * index + 1] & 0xFF) << 8;
        int shift = 32 - shape.bitsStored();
        return shape.signed() ? word << shift >> shift : word << shift >>> shift;
    }
}
