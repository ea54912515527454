package org.dicomcaravan.codec.jpeg;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.dicomcaravan.dicom.pixels.FrameShape;

/**
 * Small JPEG files. {@code baseline-420.jpg} and {@code progressive-420.jpg}, 21 x 17 pixels, were written by libjpeg
 * turbo through Pillow, and so was what it decodes them to, as YCbCr: the files {@code .ycc}.
 */
public final class JpegFiles {

    public static final int COLUMNS = 21;
    public static final int ROWS = 17;

    /** FFE0 JFIF as Pillow writes it: 18 bytes behind SOI. */
    private static final int JFIF_END = 20;

    private static final int SOF0 = 0xC0;

    private JpegFiles() {}

    public static byte[] read(String name) throws IOException {
        try (InputStream in = JpegFiles.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }

    /** The baseline file: JFIF, YCbCr, chroma halved both ways. */
    public static byte[] baseline() throws IOException {
        return read("baseline-420.jpg");
    }

    /** A file with other segments, or none, in the place of JFIF's. */
    public static byte[] marked(byte[] file, byte[]... segments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(file, 0, 2);
        for (byte[] segment : segments) {
            out.writeBytes(segment);
        }
        out.write(file, JFIF_END, file.length - JFIF_END);
        return out.toByteArray();
    }

    public static byte[] jfif(byte[] file) {
        return Arrays.copyOfRange(file, 2, JFIF_END);
    }

    /** An Adobe segment, version 100. */
    public static byte[] adobe(int transform) {
        return new byte[] {-1, (byte) 0xEE, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, (byte) transform};
    }

    /** Where the parameters of the frame header start: precision, lines, samples of a line, components. */
    public static int frameHeader(byte[] file) {
        for (int i = 0; i + 1 < file.length; i++) {
            if (file[i] == -1 && (file[i + 1] & 0xFF) == SOF0) {
                return i + 4;
            }
        }
        throw new IllegalArgumentException("not baseline");
    }

    /** A description with 8 bits allocated and stored. */
    public static FrameShape shape(int rows, int columns, int samples, String photometric) {
        return new FrameShape(rows, columns, samples, 8, 8, 7, false, false, photometric, false);
    }

    /** What a data set says of {@link #baseline}. */
    public static FrameShape shape() {
        return shape(ROWS, COLUMNS, 3, "YBR_FULL_422");
    }
}
