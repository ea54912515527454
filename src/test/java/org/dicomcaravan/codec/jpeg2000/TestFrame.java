package org.dicomcaravan.codec.jpeg2000;

import java.io.IOException;
import java.util.Map;
import java.util.Random;
import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.codec.EncodedFrame;
import org.dicomcaravan.codec.FrameEncoder;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.pixels.FrameShape;

/** A frame to encode: waves, an edge, a flat corner and noise, the same at every run. */
record TestFrame(DecodedFrame decoded, FrameShape shape) {

    /** Grey over the whole range of Bits Stored. */
    static TestFrame grey(int columns, int rows, int allocated, int stored, boolean signed) {
        int range = 1 << stored;
        int low = signed ? -(range / 2) : 0;
        return grey(columns, rows, allocated, stored, signed, low, low + range - 1);
    }

    /** Grey from {@code low} to {@code high}, both of which occur if there is more than one sample. */
    static TestFrame grey(int columns, int rows, int allocated, int stored, boolean signed, int low, int high) {
        return of(
                new FrameShape(rows, columns, 1, allocated, stored, stored - 1, signed, false, "MONOCHROME2", false),
                low,
                high,
                TestFrame::value);
    }

    /** Colours of 8 bits. */
    static TestFrame colour(int columns, int rows, String photometric) {
        return of(
                new FrameShape(rows, columns, 3, 8, 8, 7, false, false, photometric, false), 0, 255, TestFrame::value);
    }

    /** Something smooth with a little noise, as detectors make it, in each of its components. */
    static TestFrame smooth(FrameShape shape) {
        int low = shape.signed() ? -(1 << shape.bitsStored() - 1) : 0;
        return of(shape, low, low + (1 << shape.bitsStored()) - 1, TestFrame::smooth);
    }

    /** Columns that are all alike, of numbers that look like chance: nearly all of it is said by the first rows. */
    static TestFrame stripes(int columns, int rows) {
        FrameShape shape = new FrameShape(rows, columns, 1, 16, 16, 15, false, false, "MONOCHROME2", false);
        return of(shape, 0, 65_535, (x, y, component, low, high, random) -> x * x * 40_503 + 7 * x & high);
    }

    /** Every sample the same. */
    static TestFrame flat(FrameShape shape, int value) {
        return of(shape, value, value, (x, y, component, low, high, random) -> low);
    }

    /** With loss. */
    EncodedFrame encodeWithLoss(int ratio) throws IOException, DicomException {
        Jpeg2000Encoder encoder = new Jpeg2000Encoder();
        encoder.configure(Map.of("ratio", Integer.toString(ratio)));
        return encoder.encode(decoded, shape, TransferSyntax.JPEG_2000);
    }

    /** High-throughput, with loss. */
    EncodedFrame encodeFastWithLoss(int ratio) throws IOException, DicomException {
        HtJpeg2000Encoder encoder = new HtJpeg2000Encoder();
        encoder.configure(Map.of("ratio", Integer.toString(ratio)));
        return encoder.encode(decoded, shape, TransferSyntax.HTJ2K);
    }

    /** Without loss. */
    EncodedFrame encode(TransferSyntax syntax) throws IOException, DicomException {
        FrameEncoder encoder = syntax.equals(TransferSyntax.JPEG_2000_LOSSLESS)
                ? new Jpeg2000LosslessEncoder()
                : new HtJpeg2000LosslessEncoder();
        return encoder.encode(decoded, shape, syntax);
    }

    EncodedFrame encode() throws IOException, DicomException {
        return encode(TransferSyntax.JPEG_2000_LOSSLESS);
    }

    /** Bits of a sample that the codestream has, by its Ssiz. */
    int precision() throws IOException, DicomException {
        return (encode().codestream()[42] & 0x7F) + 1;
    }

    /** What a sample is. */
    private interface Picture {
        int value(int x, int y, int component, int low, int high, Random random);
    }

    private static TestFrame of(FrameShape shape, int low, int high, Picture picture) {
        int columns = shape.columns();
        int components = shape.samplesPerPixel();
        Random random = new Random(columns * 31L + shape.rows());
        int bytes = shape.bitsAllocated() / 8;
        int count = columns * shape.rows() * components;
        byte[] samples = new byte[count * bytes];
        for (int i = 0; i < count; i++) {
            int x = i / components % columns;
            int y = i / components / columns;
            int value = i == 0 ? low : i == count - 1 ? high : picture.value(x, y, i % components, low, high, random);
            for (int b = 0; b < bytes; b++) {
                samples[i * bytes + b] = (byte) (value >> (8 * b));
            }
        }
        DecodedFrame decoded = new DecodedFrame(
                shape.rows(),
                columns,
                components,
                shape.bitsAllocated(),
                shape.bitsStored(),
                shape.signed(),
                shape.photometricInterpretation(),
                samples);
        return new TestFrame(decoded, shape);
    }

    private static int value(int x, int y, int component, int low, int high, Random random) {
        if (x < 40 && y < 40) {
            return low;
        }
        if (x / 9 % 8 == 7) {
            return random.nextInt(low, high + 1);
        }
        int triangle = Math.abs((x * 5 + y * 3 + 11 * component) % 200 - 100);
        return y % 50 == 0 ? high : low + (int) ((long) (high - low) * triangle / 100);
    }

    private static int smooth(int x, int y, int component, int low, int high, Random random) {
        double wave =
                StrictMath.sin(x / 17.0 + component) * StrictMath.cos(y / 23.0) + StrictMath.sin((x + 2.0 * y) / 90);
        double ring = StrictMath.hypot(x - 120, y - 90) < 70 ? 0.3 : 0;
        double noise = (random.nextInt(1001) + random.nextInt(1001) + random.nextInt(1001) - 1500) / 1500.0;
        double middle = (low + high) / 2.0;
        return (int) StrictMath.rint(middle + (high - low) * (0.2 * wave + ring + 0.02 * noise) / 2);
    }
}
