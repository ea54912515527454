package org.dicomcaravan.codec.jpegls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.dicomcaravan.codec.ForeignTool;
import org.dicomcaravan.dicom.FrameShape;
import org.dicomcaravan.dicom.TransferSyntax;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * DCMTK and GDCM decode what we encode to the samples that went in, or to those that our decoder gives where some were
 * lost. Skipped where dcmdjpls or gdcmconv isn't installed.
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

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 7})
    void dcmtk(int near) throws Exception {
        compare(near, "dcmdjpls", "dcmtk");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 7})
    void gdcm(int near) throws Exception {
        compare(near, "gdcmconv", "libgdcm-tools", "--raw");
    }

    private void compare(int near, String program, String debian, String... options) throws Exception {
        ForeignTool tool = new ForeignTool(program, debian, folder);
        tool.assumeInstalled();
        TransferSyntax syntax = near == 0 ? TransferSyntax.JPEG_LS : TransferSyntax.JPEG_LS_NEAR_LOSSLESS;
        JpegLsEncoder encoder = new JpegLsEncoder();
        encoder.configure(Map.of("near", Integer.toString(near)));
        for (FrameShape shape : SHAPES) {
            byte[] words = Pictures.words(shape, 1, shape.signed(), new Random(near));
            byte[] codestream =
                    encoder.encode(Pictures.frame(shape, words), shape, syntax).codestream();
            byte[] expected =
                    new JpegLsDecoder().decode(codestream, shape, syntax).samples();
            byte[] decoded = tool.decoded(codestream, shape, syntax, options);
            assertThat(Arrays.mismatch(decoded, expected))
                    .as("%s: first byte that differs", shape)
                    .isEqualTo(-1);
            assertThat(near > 0 || Arrays.equals(decoded, words)).isTrue();
        }
    }
}
