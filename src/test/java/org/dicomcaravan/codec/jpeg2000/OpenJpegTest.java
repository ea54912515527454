package org.dicomcaravan.codec.jpeg2000;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.codec.ForeignTool;
import org.dicomcaravan.dicom.DicomException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** OpenJPEG gives back the samples that went in. Skipped where its opj_decompress isn't installed. */
class OpenJpegTest {

    @TempDir
    private Path folder;

    private ForeignTool tool;

    @BeforeEach
    void isInstalled() {
        tool = new ForeignTool("opj_decompress", "libopenjp2-tools", folder);
        tool.assumeInstalled();
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, 8, 8, false",
        "1, 1, 16, 16, true",
        "2, 2, 8, 8, true",
        "1, 300, 8, 8, false",
        "300, 1, 16, 12, true",
        "64, 64, 8, 1, false",
        "63, 65, 16, 16, false",
        "513, 257, 16, 12, false",
        "512, 512, 16, 16, true",
        "4097, 70, 8, 8, false",
        "35, 8200, 16, 10, true",
        "200, 130, 8, 8, false",
        "65, 3, 16, 12, false",
        "128, 97, 16, 16, true",
        "4100, 33, 16, 10, true",
    })
    void grey(int columns, int rows, int allocated, int stored, boolean signed) throws Exception {
        check(TestFrame.grey(columns, rows, allocated, stored, signed));
    }

    @ParameterizedTest
    @CsvSource({"1, 1, RGB", "150, 170, RGB", "97, 31, YBR_FULL"})
    void colour(int columns, int rows, String photometricInterpretation) throws Exception {
        check(TestFrame.colour(columns, rows, photometricInterpretation));
    }

    @Test
    void whatIsInUnusedBits() throws Exception {
        check(TestFrame.grey(50, 60, 16, 12, false, 0, 0xFFFF));
        check(TestFrame.grey(50, 60, 16, 12, true, -2050, 4095));
        check(TestFrame.grey(50, 60, 8, 5, false, 0, 0xFF));
    }

    @Test
    void anySize() throws Exception {
        Random random = new Random(90);
        for (int i = 0; i < 40; i++) {
            int allocated = random.nextBoolean() ? 8 : 16;
            int stored = random.nextInt(2, allocated + 1);
            check(TestFrame.grey(
                    random.nextInt(1, 200), random.nextInt(1, 200), allocated, stored, random.nextBoolean()));
        }
    }

    private void check(TestFrame frame) throws IOException, InterruptedException, DicomException {
        Path raw = folder.resolve("frame.rawl");
        Files.deleteIfExists(raw);
        Path codestream =
                Files.write(folder.resolve("frame.j2k"), frame.encode().codestream());
        assertThat(tool.run("-i", codestream.toString(), "-o", raw.toString()))
                .as("%s", frame.shape())
                .doesNotContain("WARNING", "ERROR");
        int mismatch = Arrays.mismatch(Files.readAllBytes(raw), planes(frame.decoded(), frame.precision()));
        assertThat(mismatch).as("%s, first byte that differs", frame.shape()).isEqualTo(-1);
    }

    /** The samples as OpenJPEG writes them: component by component, in no more bits than needed. */
    private static byte[] planes(DecodedFrame frame, int precision) {
        int components = frame.samplesPerPixel();
        int pixels = frame.rows() * frame.columns();
        int word = frame.bitsAllocated() / 8;
        int bytes = precision > 8 ? 2 : 1;
        byte[] planes = new byte[pixels * components * bytes];
        for (int i = 0; i < pixels * components; i++) {
            int to = i % components * pixels + i / components;
            for (int b = 0; b < bytes; b++) {
                int mask = (1 << Math.min(8, precision - 8 * b)) - 1;
                planes[to * bytes + b] = (byte) (frame.samples()[i * word + b] & mask);
            }
        }
        return planes;
    }
}
