package org.dicomcaravan.codec.jpegls;

import java.io.IOException;
import java.io.InputStream;
import org.dicomcaravan.dicom.pixels.FrameShape;

/**
 * Small codestreams that CharLS 2.4.1 wrote, and the samples that CharLS 2.4.3 decodes of them: sine waves with patches
 * of noise and a flat one.
 */
enum Streams {
    GREY8("grey8", 23, 31, 1, 8),
    /** NEAR is 3. */
    GREY12_NEAR3("grey12-near3", 20, 25, 1, 12),
    GREY16("grey16", 17, 19, 1, 16),
    GREY2("grey2", 24, 40, 1, 2),
    /** LSE with T1 9, T2 17, T3 40 and RESET 31. */
    GREY10_PRESETS("grey10-presets", 20, 25, 1, 10),
    /** Three scans. */
    PLANES("planes", 15, 18, 3, 8),
    /** NEAR is 2. */
    LINES_NEAR2("lines-near2", 15, 18, 3, 8),
    PIXELS("pixels", 15, 18, 3, 8),
    /** NEAR is 5. */
    PIXELS_NEAR5("pixels-near5", 15, 18, 3, 12),
    HP1("hp1", 15, 18, 3, 8),
    HP2("hp2", 15, 18, 3, 8),
    HP3("hp3", 15, 18, 3, 8),
    HP3_16("hp3-16", 9, 10, 3, 16);

    private final String file;
    private final int rows;
    private final int columns;
    private final int samples;
    private final int bits;

    Streams(String file, int rows, int columns, int samples, int bits) {
        this.file = file;
        this.rows = rows;
        this.columns = columns;
        this.samples = samples;
        this.bits = bits;
    }

    FrameShape shape() {
        return Pictures.shape(rows, columns, samples, bits > 8 ? 16 : 8, bits, false);
    }

    byte[] codestream() throws IOException {
        return read(file + ".jls");
    }

    byte[] samples() throws IOException {
        return read(file + ".raw");
    }

    private static byte[] read(String name) throws IOException {
        try (InputStream in = Streams.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }
}
