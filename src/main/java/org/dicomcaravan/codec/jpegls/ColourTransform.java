package org.dicomcaravan.codec.jpegls;

import java.io.InterruptedIOException;
import org.dicomcaravan.codec.Cancellation;
import org.dicomcaravan.dicom.DicomException;

/**
 * Colour transforms that HP's encoder announces in a marker segment of its own (APP8, {@code mrfx} and a number). They
 * are no part of T.87, and are found in the field. All are reversible, modulo 256 or 65,536.
 */
enum ColourTransform {
    /** Samples as they are. */
    NONE,
    /** R − G, G, B − G. */
    HP1,
    /** R − G, G, B − (R + G) / 2. */
    HP2,
    /** G + (R + B − 2 G) / 4, B − G, R − G. */
    HP3;

    private static final int MRFX = 0x6D726678;
    private static final int COLOURS = 3;

    /** The transform of an APP8 segment; {@code before} where the segment is somebody else's. */
    static ColourTransform read(Segment segment, ColourTransform before) throws DicomException {
        if (segment.left() != Integer.BYTES + 1 || segment.number(Integer.BYTES) != MRFX) {
            return before;
        }
        int number = segment.number(1);
        if (number >= values().length) {
            throw DicomException.unsupported("JPEG-LS colour transform " + number);
        }
        return values()[number];
    }

    /** INVALID where the image can't have been transformed so. */
    void check(FrameHeader frame) throws DicomException {
        boolean fits = frame.precision() == 8 || frame.precision() == 16;
        if (this != NONE && (frame.components().size() != COLOURS || !fits || frame.subsampled())) {
            throw DicomException.invalid("JPEG-LS colour transform %s of %d components of %d bits"
                    .formatted(this, frame.components().size(), frame.precision()));
        }
    }

    /** Turns pixels into RGB, in place: little endian words of {@code width} bytes and {@code precision} bits. */
    void invert(byte[] samples, int width, int precision) throws InterruptedIOException {
        if (this == NONE) {
            return;
        }
        Cancellation.inStretches(samples.length / (COLOURS * width), (from, to) -> {
            for (int pixel = from; pixel < to; pixel++) {
                invert(samples, COLOURS * width * pixel, width, precision);
            }
        });
    }

    private void invert(byte[] samples, int at, int width, int precision) {
        int half = 1 << precision - 1;
        int v1 = get(samples, at, precision);
        int v2 = get(samples, at + width, precision);
        int v3 = get(samples, at + 2 * width, precision);
        int red;
        int green;
        int blue;
        if (this == HP3) {
            green = v1 - (v2 + v3 >> 2) + half / 2;
            red = v3 + green - half;
            blue = v2 + green - half;
        } else {
            green = v2;
            red = v1 + green - half & 2 * half - 1;
            blue = v3 - half + (this == HP1 ? green : red + green >> 1);
        }
        put(samples, at, precision, red);
        put(samples, at + width, precision, green);
        put(samples, at + 2 * width, precision, blue);
    }

    private static int get(byte[] samples, int at, int precision) {
        int low = samples[at] & 0xFF;
        return precision == 8 ? low : low | (samples[at + 1] & 0xFF) << 8;
    }

    private static void put(byte[] samples, int at, int precision, int value) {
        samples[at] = (byte) value;
        if (precision == 16) {
            samples[at + 1] = (byte) (value >> 8);
        }
    }
}
