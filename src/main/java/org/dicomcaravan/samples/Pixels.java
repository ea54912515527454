package org.dicomcaravan.samples;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.dicomcaravan.dicom.VR;

/** Image Pixel modules (PS3.3 C.7.6.3) out of drawings. Pixel data is little endian. */
final class Pixels {
    private Pixels() {}

    /**
     * One grey sample a pixel, in 16-bit words.
     *
     * @param frames the drawings, in stored values
     * @param bits Bits Stored; values beyond its range are clamped
     * @param signed whether values may be negative
     */
    static Attributes grey(List<Raster> frames, String photometric, int bits, boolean signed) {
        Raster first = frames.get(0);
        int least = signed ? -(1 << (bits - 1)) : 0;
        int most = signed ? (1 << (bits - 1)) - 1 : (1 << bits) - 1;
        ByteBuffer bytes = buffer(frames.size() * first.values().length * Short.BYTES);
        for (Raster frame : frames) {
            for (double value : frame.values()) {
                bytes.putShort((short) Math.min(most, Math.max(least, Math.round(value))));
            }
        }
        return image(first.columns(), first.rows(), 1, photometric, bits > 8 ? 16 : 8, bits, signed)
                .put("PixelData", VR.OW, bytes.array());
    }

    /** One index or grey sample of 8 bits a pixel. */
    static Attributes bytes(Raster raster, String photometric) {
        byte[] samples = new byte[raster.values().length];
        for (int i = 0; i < raster.values().length; i++) {
            samples[i] = (byte) Math.min(255, Math.max(0, Math.round(raster.values()[i])));
        }
        return image(raster.columns(), raster.rows(), 1, photometric, 8, 8, false)
                .put("PixelData", VR.OB, samples);
    }

    /** Three samples of 8 bits a pixel, interleaved; {@code data} may be shorter where chroma is subsampled. */
    static Attributes colour(int columns, int rows, String photometric, byte[] data) {
        return image(columns, rows, 3, photometric, 8, 8, false)
                .put("PlanarConfiguration", VR.US, 0)
                .put("PixelData", VR.OB, data);
    }

    /** One bit a pixel, all frames in one row of bits, the first pixel in the lowest bit (PS3.5 8.1.1). */
    static Attributes bits(int columns, int rows, List<Raster> frames) {
        byte[] bytes = new byte[(frames.size() * columns * rows + 7) / 8];
        int at = 0;
        for (Raster frame : frames) {
            for (double value : frame.values()) {
                if (value >= 0.5) {
                    bytes[at / 8] |= (byte) (1 << (at % 8));
                }
                at++;
            }
        }
        return image(columns, rows, 1, "MONOCHROME2", 1, 1, false).put("PixelData", VR.OB, bytes);
    }

    /** One number of 32-bit floating point a pixel. */
    static Attributes floats(List<Raster> frames) {
        Raster first = frames.get(0);
        ByteBuffer bytes = buffer(frames.size() * first.values().length * Float.BYTES);
        for (Raster frame : frames) {
            for (double value : frame.values()) {
                bytes.putFloat((float) value);
            }
        }
        return new Attributes()
                .put("SamplesPerPixel", 1)
                .put("PhotometricInterpretation", "MONOCHROME2")
                .put("Rows", first.rows())
                .put("Columns", first.columns())
                .put("BitsAllocated", Float.SIZE)
                .put("FloatPixelData", VR.OF, bytes.array());
    }

    private static Attributes image(
            int columns, int rows, int samples, String photometric, int allocated, int stored, boolean signed) {
        return new Attributes()
                .put("SamplesPerPixel", samples)
                .put("PhotometricInterpretation", photometric)
                .put("Rows", rows)
                .put("Columns", columns)
                .put("BitsAllocated", allocated)
                .put("BitsStored", stored)
                .put("HighBit", stored - 1)
                .put("PixelRepresentation", signed ? 1 : 0);
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
