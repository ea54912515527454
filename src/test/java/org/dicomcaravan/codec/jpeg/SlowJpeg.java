package org.dicomcaravan.codec.jpeg;

import java.io.ByteArrayOutputStream;

/** Progressive JPEG that takes long for its size: scans that add nothing, each over the whole frame. */
public final class SlowJpeg {

    private static final int BITS = 13;
    private static final int BANDS = 6;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final int blocks;
    private int scans;

    private SlowJpeg(int side) {
        blocks = side / 8 * (side / 8);
    }

    /**
     * A frame of one component, black or so.
     *
     * @param side a multiple of 1024
     * @param scans at most 98
     */
    public static byte[] progressive(int side, int precision, int scans) {
        SlowJpeg jpeg = new SlowJpeg(side);
        jpeg.write(-1, 0xD8);
        byte[] quantizers = new byte[65];
        java.util.Arrays.fill(quantizers, 1, 65, (byte) 1);
        jpeg.segment(0xDB, quantizers);
        jpeg.segment(0xC2, bytes(precision, side >> 8, side, side >> 8, side, 1, 1, 0x11, 0));
        jpeg.segment(0xC4, bytes(0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)); // a difference of 0 is one bit
        // The end of band for 2^14 blocks and more is two bits.
        jpeg.segment(0xC4, bytes(0x10, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xE0));
        jpeg.scans(scans);
        jpeg.write(-1, 0xD9);
        return jpeg.out.toByteArray();
    }

    private void scans(int count) {
        for (int low = BITS; low >= 0; low--) {
            int high = low == BITS ? 0 : low + 1;
            if (scans < count) {
                scan(0, 0, high, low);
            }
        }
        for (int low = BITS; low >= 0; low--) {
            int high = low == BITS ? 0 : low + 1;
            for (int band = 0; band < BANDS && scans < count; band++) {
                scan(1 + 63 * band / BANDS, 63 * (band + 1) / BANDS, high, low);
            }
        }
    }

    private void scan(int first, int last, int high, int low) {
        segment(0xDA, bytes(1, 1, 0, first, last, high << 4 | low));
        out.writeBytes(new byte[first == 0 ? (blocks + 7) / 8 : 2 * Math.max(1, blocks >> 14)]);
        scans++;
    }

    private void segment(int marker, byte[] parameters) {
        write(-1, marker, parameters.length + 2 >> 8, parameters.length + 2);
        out.writeBytes(parameters);
    }

    private void write(int... values) {
        out.writeBytes(bytes(values));
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
