package org.dicomcaravan.codec.jpeg2000;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.dicomcaravan.codec.ForeignTool;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.pixels.FrameShape;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** OpenJPH gives back the samples that went in, of those without a sign, which its files hold. */
class OpenJphTest {

    private static final List<TransferSyntax> WRITTEN =
            List.of(TransferSyntax.HTJ2K_LOSSLESS, TransferSyntax.HTJ2K_LOSSLESS_RPCL);

    @TempDir
    private Path folder;

    /** By what it decodes. */
    static Stream<ForeignTool> decoders() {
        return ForeignTool.forms("ojph_expand");
    }

    @ParameterizedTest
    @MethodSource("decoders")
    void grey(ForeignTool tool) throws Exception {
        for (int bits : new int[] {8, 10, 12, 16}) {
            check(tool, TestFrame.grey(1, 1, bits > 8 ? 16 : 8, bits, false));
            check(tool, TestFrame.grey(1, 150, bits > 8 ? 16 : 8, bits, false));
            check(tool, TestFrame.grey(133, 65, bits > 8 ? 16 : 8, bits, false));
        }
        check(tool, TestFrame.grey(513, 257, 16, 12, false));
        check(tool, TestFrame.grey(4097, 70, 8, 8, false));
        check(tool, TestFrame.grey(35, 8200, 16, 10, false));
    }

    @ParameterizedTest
    @MethodSource("decoders")
    void colour(ForeignTool tool) throws Exception {
        check(tool, TestFrame.colour(2, 2, "RGB"));
        check(tool, TestFrame.colour(150, 170, "RGB"));
        check(tool, TestFrame.colour(97, 31, "YBR_FULL"));
    }

    @ParameterizedTest
    @MethodSource("decoders")
    void anySize(ForeignTool tool) throws Exception {
        Random random = new Random(201);
        for (int i = 0; i < 25; i++) {
            int stored = random.nextInt(2, 17);
            int columns = random.nextInt(1, 200);
            check(tool, TestFrame.grey(columns, random.nextInt(1, 200), stored > 8 ? 16 : 8, stored, false));
        }
    }

    private void check(ForeignTool tool, TestFrame frame) throws IOException, InterruptedException, DicomException {
        for (TransferSyntax syntax : WRITTEN) {
            byte[] codestream = frame.encode(syntax).codestream();
            Picture picture = Picture.like(frame.decoded()).of(frame.decoded());
            tool.decodes(frame.shape() + " as " + syntax.name(), codestream, picture.planes(), () -> {
                Path out = folder.resolve(picture.samples().length == 1 ? "out.pgm" : "out.ppm");
                Files.deleteIfExists(out);
                Path coded = Files.write(folder.resolve("coded.j2c"), codestream);
                tool.run(folder, "-i", coded.toString(), "-o", out.toString());
                return Netpbm.read(Files.readAllBytes(out), picture).planes();
            });
        }
    }

    /**
     * A frame, and the bytes that OpenJPH 0.9.0 has for it: ojph_compress -reversible true -num_decomps 5 -block_size {64,64}
     * -prog_order LRCP, and -colour_trans true of RGB.
     */
    private record Compared(TestFrame frame, int openJph) {}

    private static final double MORE = 1.02;

    @ParameterizedTest
    @MethodSource("compressors")
    void asSmallAsOpenJph(ForeignTool tool) throws Exception {
        for (Compared compared : List.of(
                new Compared(TestFrame.smooth(shape(1, 512, 512, 12)), 217471),
                new Compared(TestFrame.smooth(shape(1, 300, 257, 16)), 105565),
                new Compared(TestFrame.smooth(shape(1, 400, 300, 8)), 40146),
                new Compared(TestFrame.smooth(shape(3, 300, 200, 8)), 63392))) {
            Picture picture =
                    Picture.like(compared.frame().decoded()).of(compared.frame().decoded());
            int theirs = tool.isInstalled() ? compress(tool, picture) : compared.openJph();
            int ours = compared.frame().encode(TransferSyntax.HTJ2K_LOSSLESS).codestream().length;
            assertThat((double) ours / theirs)
                    .as("%s, %d bytes", picture, theirs)
                    .isLessThan(MORE);
        }
    }

    static Stream<ForeignTool> compressors() {
        return ForeignTool.forms("ojph_compress");
    }

    private int compress(ForeignTool tool, Picture picture) throws IOException, InterruptedException {
        boolean rgb = picture.samples().length == 3;
        Path in = Files.write(folder.resolve(rgb ? "in.ppm" : "in.pgm"), Netpbm.write(picture));
        Path out = folder.resolve("out.j2c");
        String options = "-reversible true -num_decomps 5 -block_size {64,64} -prog_order LRCP -colour_trans " + rgb;
        Stream<String> files = Stream.of("-i", in.toString(), "-o", out.toString());
        tool.run(folder, Stream.concat(files, Stream.of(options.split(" "))).toArray(String[]::new));
        return (int) Files.size(out);
    }

    private static FrameShape shape(int components, int columns, int rows, int stored) {
        return new FrameShape(
                rows,
                columns,
                components,
                stored > 8 ? 16 : 8,
                stored,
                stored - 1,
                false,
                false,
                components == 1 ? "MONOCHROME2" : "RGB",
                false);
    }
}
