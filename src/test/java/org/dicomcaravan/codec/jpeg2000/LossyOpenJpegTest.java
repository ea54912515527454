package org.dicomcaravan.codec.jpeg2000;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.codec.ForeignTool;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.pixels.FrameShape;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** OpenJPEG makes samples of lossy codestreams that are as near to the original ones as they should be; so do we. */
class LossyOpenJpegTest {

    @TempDir
    private Path folder;

    /**
     * A frame, and the peak signal-to-noise ratios that others have for it, in decibels: OpenJPEG 2.5.0, opj_compress -I with one
     * layer for just so many bytes; OpenJPH 0.9.0, ojph_compress -qstep with the finest step that takes no more.
     */
    private record Compared(FrameShape shape, int ratio, double openJpeg, double openJph) {}

    private static final List<Compared> COMPARED = List.of(
            new Compared(grey(512, 512, 12, false), 10, 55.257, 55.07),
            new Compared(grey(512, 512, 12, false), 20, 51.616, 51.59),
            new Compared(grey(400, 300, 8, false), 10, 50.242, 50.17),
            new Compared(grey(256, 256, 16, true), 10, 54.609, 54.04),
            new Compared(colour(300, 200), 10, 49.987, 49.80),
            new Compared(colour(300, 200), 40, 48.572, 48.40));

    private static final double TOLERANCE = 0.1;

    static Stream<ForeignTool> forms() {
        return ForeignTool.forms("opj_decompress");
    }

    @ParameterizedTest
    @MethodSource("forms")
    void asNearAsOthersAtTheSameRatio(ForeignTool tool) throws Exception {
        for (Compared compared : COMPARED) {
            TestFrame frame = TestFrame.smooth(compared.shape());
            check(tool, frame, compared.ratio(), compared.openJpeg() - TOLERANCE);
            checkFast(tool, frame, compared.ratio(), compared.openJph() - TOLERANCE);
        }
    }

    /** What is this small has room for all that there is. */
    @ParameterizedTest
    @MethodSource("forms")
    void anyDepthAndShape(ForeignTool tool) throws Exception {
        for (int bits = 1; bits <= 16; bits++) {
            for (boolean signed : new boolean[] {false, true}) {
                checkBoth(tool, TestFrame.smooth(grey(1 + bits % 3, 20 - bits, bits, signed)), 1000, peak(bits, 1));
            }
        }
        checkBoth(tool, TestFrame.smooth(grey(1, 1, 8, false)), 10, peak(8, 1));
        checkBoth(tool, TestFrame.smooth(grey(1, 40, 12, true)), 10, peak(12, 1));
        checkBoth(tool, TestFrame.smooth(grey(40, 1, 16, false)), 10, peak(16, 1));
        checkBoth(tool, TestFrame.smooth(colour(2, 3)), 10, peak(8, 1));
        checkBoth(tool, TestFrame.grey(16, 16, 16, 16, true, 2015, 2513), 1, peak(16, 1));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void flatFramesLoseNothing(ForeignTool tool) throws Exception {
        for (int value : new int[] {-2048, -1, 0, 77, 2047}) {
            checkBoth(tool, TestFrame.flat(grey(150, 100, 12, true), value), 100, peak(12, 0));
        }
        checkBoth(tool, TestFrame.flat(grey(150, 100, 16, false), 65_535), 100, peak(16, 0));
        checkBoth(tool, TestFrame.flat(colour(150, 100), 200), 100, peak(8, 0));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void harshFramesAndSeveralTiles(ForeignTool tool) throws Exception {
        checkBoth(tool, TestFrame.grey(513, 257, 16, 16, true), 4, 30);
        checkBoth(tool, TestFrame.grey(130, 200, 8, 1, false), 2, 20);
        checkBoth(tool, TestFrame.colour(150, 170, "YBR_FULL"), 4, 20);
        checkBoth(tool, TestFrame.smooth(grey(4100, 70, 12, false)), 10, 40);
    }

    private void checkBoth(ForeignTool tool, TestFrame frame, int ratio, double least)
            throws IOException, InterruptedException, DicomException {
        check(tool, frame, ratio, least);
        checkFast(tool, frame, ratio, least);
    }

    private void check(ForeignTool tool, TestFrame frame, int ratio, double least)
            throws IOException, InterruptedException, DicomException {
        byte[] codestream = frame.encodeWithLoss(ratio).codestream();
        check(tool, frame, ratio, codestream, TransferSyntax.JPEG_2000, least);
    }

    private void checkFast(ForeignTool tool, TestFrame frame, int ratio, double least)
            throws IOException, InterruptedException, DicomException {
        byte[] codestream = frame.encodeFastWithLoss(ratio).codestream();
        check(tool, frame, ratio, codestream, TransferSyntax.HTJ2K, least);
    }

    private void check(
            ForeignTool tool, TestFrame frame, int ratio, byte[] codestream, TransferSyntax syntax, double least)
            throws IOException, InterruptedException, DicomException {
        DecodedFrame ours = new Jpeg2000Decoder().decode(codestream, frame.shape(), syntax);
        assertThat(decibels(frame.decoded(), ours))
                .as("decibels of %s at %d as %s, decoded by us", frame.shape(), ratio, syntax.name())
                .isGreaterThanOrEqualTo(least);
        tool.decodes(
                frame.shape() + " at " + ratio,
                codestream,
                decoded -> assertThat(decibels(frame.decoded(), decoded))
                        .as("decibels of %s at %d", frame.shape(), ratio)
                        .isGreaterThanOrEqualTo(least),
                () -> {
                    Path raw = folder.resolve("frame.rawl");
                    Files.deleteIfExists(raw);
                    Path coded = Files.write(folder.resolve("frame.j2k"), codestream);
                    assertThat(tool.run(folder, "-i", coded.toString(), "-o", raw.toString()))
                            .as("%s", frame.shape())
                            .doesNotContain("WARNING", "ERROR");
                    return Files.readAllBytes(raw);
                });
    }

    /** The peak signal-to-noise ratio where each sample is off by so much. */
    private static double peak(int bits, int error) {
        return error == 0 ? Double.POSITIVE_INFINITY : 20 * Math.log10(((1 << bits) - 1.0) / error) - 0.001;
    }

    /** Of samples as OpenJPEG writes them, component by component, in no more bytes than needed. */
    private static double decibels(DecodedFrame frame, byte[] decoded) {
        int components = frame.samplesPerPixel();
        int pixels = frame.rows() * frame.columns();
        int bytes = frame.precision() > 8 ? 2 : 1;
        return decibels(frame, i -> sample(decoded, i % components * pixels + i / components, bytes, frame));
    }

    private static double decibels(DecodedFrame frame, DecodedFrame decoded) {
        return decibels(frame, i -> sample(decoded.samples(), i, frame.bitsAllocated() / 8, frame));
    }

    private static double decibels(DecodedFrame frame, IntUnaryOperator decoded) {
        int bytes = frame.bitsAllocated() / 8;
        int count = frame.samples().length / bytes;
        double squares = 0;
        for (int i = 0; i < count; i++) {
            double error = decoded.applyAsInt(i) - sample(frame.samples(), i, bytes, frame);
            squares += error * error;
        }
        double peak = (1 << frame.precision()) - 1;
        return 10 * Math.log10(peak * peak * count / squares);
    }

    private static int sample(byte[] words, int index, int bytes, DecodedFrame frame) {
        int word = bytes == 1 ? words[index] : words[2 * index] & 0xFF | words[2 * index + 1] << 8;
        int unused = Integer.SIZE - frame.precision();
        return frame.signed() ? word << unused >> unused : word << unused >>> unused;
    }

    private static FrameShape grey(int columns, int rows, int stored, boolean signed) {
        int allocated = stored > 8 ? 16 : 8;
        return new FrameShape(rows, columns, 1, allocated, stored, stored - 1, signed, false, "MONOCHROME2", false);
    }

    private static FrameShape colour(int columns, int rows) {
        return new FrameShape(rows, columns, 3, 8, 8, 7, false, false, "RGB", false);
    }
}
