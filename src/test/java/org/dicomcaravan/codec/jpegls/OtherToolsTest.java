package org.dicomcaravan.codec.jpegls;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.dicomcaravan.codec.ForeignTool;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.pixels.FrameShape;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * DCMTK and GDCM decode what we encode to the samples that went in, or to those that our decoder gives where some were
 * lost.
 */
class OtherToolsTest {

    private static final List<FrameShape> SHAPES = List.of(
            Pictures.shape(1, 1, 1, 8, 8, false),
            Pictures.shape(63, 65, 1, 8, 8, false),
            Pictures.shape(50, 40, 1, 8, 8, true),
            Pictures.shape(64, 64, 1, 16, 10, false),
            Pictures.shape(128, 96, 1, 16, 12, false),
            Pictures.shape(128, 96, 1, 16, 12, true),
            Pictures.shape(100, 101, 1, 16, 16, false),
            Pictures.shape(100, 101, 1, 16, 16, true),
            Pictures.shape(48, 64, 3, 8, 8, false),
            Pictures.shape(48, 64, 3, 8, 8, false).withPhotometricInterpretation("YBR_FULL"));

    @TempDir
    private Path folder;

    static Stream<ForeignTool> dcmdjpls() {
        return ForeignTool.forms("dcmdjpls");
    }

    static Stream<ForeignTool> gdcmconv() {
        return ForeignTool.forms("gdcmconv");
    }

    @ParameterizedTest
    @MethodSource("dcmdjpls")
    void dcmtk(ForeignTool tool) throws Exception {
        compare(tool);
    }

    @ParameterizedTest
    @MethodSource("gdcmconv")
    void gdcm(ForeignTool tool) throws Exception {
        compare(tool, "--raw");
    }

    private void compare(ForeignTool tool, String... options) throws Exception {
        for (int near : new int[] {0, 1, 2, 7}) {
            TransferSyntax syntax = near == 0 ? TransferSyntax.JPEG_LS : TransferSyntax.JPEG_LS_NEAR_LOSSLESS;
            JpegLsEncoder encoder = new JpegLsEncoder();
            encoder.configure(Map.of("near", Integer.toString(near)));
            for (FrameShape shape : SHAPES) {
                byte[] words = Pictures.words(shape, 1, shape.signed(), new Random(near));
                byte[] codestream = encoder.encode(Pictures.frame(shape, words), shape, syntax)
                        .codestream();
                byte[] expected = near == 0
                        ? words
                        : new JpegLsDecoder().decode(codestream, shape, syntax).samples();
                tool.decodes(
                        shape + " within " + near,
                        codestream,
                        expected,
                        () -> tool.decodeFile(folder, codestream, shape, syntax, options));
            }
        }
    }
}
