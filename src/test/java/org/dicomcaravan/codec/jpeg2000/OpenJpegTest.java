package org.dicomcaravan.codec.jpeg2000;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.codec.ForeignTool;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.TransferSyntax;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** OpenJPEG gives back the samples that went in. */
class OpenJpegTest {

    private static final List<TransferSyntax> WRITTEN = List.of(
            TransferSyntax.JPEG_2000_LOSSLESS, TransferSyntax.HTJ2K_LOSSLESS, TransferSyntax.HTJ2K_LOSSLESS_RPCL);

    @TempDir
    private Path folder;

    static Stream<ForeignTool> forms() {
        return ForeignTool.forms("opj_decompress");
    }

    @ParameterizedTest
    @MethodSource("forms")
    void grey(ForeignTool tool) throws Exception {
        check(tool, TestFrame.grey(1, 1, 8, 8, false));
        check(tool, TestFrame.grey(1, 1, 16, 16, true));
        check(tool, TestFrame.grey(2, 2, 8, 8, true));
        check(tool, TestFrame.grey(1, 300, 8, 8, false));
        check(tool, TestFrame.grey(300, 1, 16, 12, true));
        check(tool, TestFrame.grey(64, 64, 8, 1, false));
        check(tool, TestFrame.grey(63, 65, 16, 16, false));
        check(tool, TestFrame.grey(513, 257, 16, 12, false));
        check(tool, TestFrame.grey(512, 512, 16, 16, true));
        check(tool, TestFrame.grey(4097, 70, 8, 8, false));
        check(tool, TestFrame.grey(35, 8200, 16, 10, true));
        check(tool, TestFrame.grey(200, 130, 8, 8, false));
        check(tool, TestFrame.grey(65, 3, 16, 12, false));
        check(tool, TestFrame.grey(128, 97, 16, 16, true));
        check(tool, TestFrame.grey(4100, 33, 16, 10, true));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void colour(ForeignTool tool) throws Exception {
        check(tool, TestFrame.colour(1, 1, "RGB"));
        check(tool, TestFrame.colour(150, 170, "RGB"));
        check(tool, TestFrame.colour(97, 31, "YBR_FULL"));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void whatIsInUnusedBits(ForeignTool tool) throws Exception {
        check(tool, TestFrame.grey(50, 60, 16, 12, false, 0, 0xFFFF));
        check(tool, TestFrame.grey(50, 60, 16, 12, true, -2050, 4095));
        check(tool, TestFrame.grey(50, 60, 8, 5, false, 0, 0xFF));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void anySize(ForeignTool tool) throws Exception {
        Random random = new Random(90);
        for (int i = 0; i < 40; i++) {
            int allocated = random.nextBoolean() ? 8 : 16;
            int stored = random.nextInt(2, allocated + 1);
            int columns = random.nextInt(1, 200);
            check(tool, TestFrame.grey(columns, random.nextInt(1, 200), allocated, stored, random.nextBoolean()));
        }
    }

    private void check(ForeignTool tool, TestFrame frame) throws IOException, InterruptedException, DicomException {
        for (TransferSyntax syntax : WRITTEN) {
            check(tool, frame, frame.encode(syntax).codestream());
        }
    }

    private void check(ForeignTool tool, TestFrame frame, byte[] codestream)
            throws IOException, InterruptedException, DicomException {
        tool.decodes(frame.shape(), codestream, planes(frame.decoded(), frame.precision()), () -> {
            Path raw = folder.resolve("frame.rawl");
            Files.deleteIfExists(raw);
            Path coded = Files.write(folder.resolve("frame.j2k"), codestream);
            assertThat(tool.run(folder, "-i", coded.toString(), "-o", raw.toString()))
                    .as("%s", frame.shape())
                    .doesNotContain("WARNING", "ERROR");
            return Files.readAllBytes(raw);
        });
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
