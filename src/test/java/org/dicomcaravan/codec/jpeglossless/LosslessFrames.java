package org.dicomcaravan.codec.jpeglossless;

import java.util.Arrays;
import java.util.Random;
import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.dicom.pixels.FrameShape;

/** Frames of made-up samples, and what a data set says about them. */
final class LosslessFrames {

    private LosslessFrames() {}

    static FrameShape shape(int rows, int columns, int samples, int allocated, int stored, boolean signed) {
        String photometric = samples == 3 ? "RGB" : "MONOCHROME2";
        return new FrameShape(rows, columns, samples, allocated, stored, stored - 1, signed, false, photometric, false);
    }

    /**
     * A frame whose stored bits hold a gradient with noise, so that differences of all sizes occur.
     *
     * @param noise bits of noise; as many as are stored make every difference as likely
     */
    static DecodedFrame frame(FrameShape shape, int noise, long seed) {
        Random random = new Random(seed);
        int count = shape.rows() * shape.columns() * shape.samplesPerPixel();
        int[] values = new int[count];
        for (int i = 0; i < count; i++) {
            int pixel = i / shape.samplesPerPixel();
            int gradient = pixel % shape.columns() + 3 * (pixel / shape.columns()) + 7 * (i % shape.samplesPerPixel());
            values[i] = gradient + random.nextInt(1 << noise) & (1 << shape.bitsStored()) - 1;
        }
        if (shape.signed()) {
            int unused = Integer.SIZE - shape.bitsStored();
            Arrays.setAll(values, i -> values[i] << unused >> unused);
        }
        return frame(shape, values);
    }

    /** A frame of these values; negative ones are two's complement of the whole word. */
    static DecodedFrame frame(FrameShape shape, int... values) {
        int width = shape.bitsAllocated() / Byte.SIZE;
        byte[] words = new byte[values.length * width];
        for (int i = 0; i < words.length; i++) {
            words[i] = (byte) (values[i / width] >> i % width * Byte.SIZE);
        }
        return DecodedFrame.of(words, shape);
    }
}
