package org.dicomcaravan.codec.jpeglossless;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.codec.ForeignTool;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.FrameShape;
import org.dicomcaravan.dicom.TransferSyntax;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** DCMTK and GDCM give back the samples that went in. Skipped where dcmdjpeg or gdcmconv isn't installed. */
class OtherToolsTest {

    private static final List<FrameShape> SHAPES = List.of(
            LosslessFrames.shape(1, 1, 1, 8, 8, false),
            LosslessFrames.shape(63, 65, 1, 8, 8, false),
            LosslessFrames.shape(40, 50, 1, 8, 5, false),
            LosslessFrames.shape(50, 40, 1, 8, 8, true),
            LosslessFrames.shape(64, 64, 1, 16, 8, false),
            LosslessFrames.shape(64, 64, 1, 16, 10, false),
            LosslessFrames.shape(128, 96, 1, 16, 12, false),
            LosslessFrames.shape(128, 96, 1, 16, 12, true),
            LosslessFrames.shape(33, 100, 1, 16, 14, false),
            LosslessFrames.shape(100, 101, 1, 16, 16, false),
            LosslessFrames.shape(100, 101, 1, 16, 16, true),
            LosslessFrames.shape(48, 64, 3, 8, 8, false),
            LosslessFrames.shape(48, 64, 3, 8, 8, false).withPhotometricInterpretation("YBR_FULL"),
            LosslessFrames.shape(31, 17, 3, 16, 16, false));

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
    void dcmtk(int predictor) throws Exception {
        compare(predictor, "dcmdjpeg", "dcmtk", "+cn");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
    void gdcm(int predictor) throws Exception {
        compare(predictor, "gdcmconv", "libgdcm-tools", "--raw");
    }

    private void compare(int predictor, String program, String debian, String... options) throws Exception {
        ForeignTool tool = new ForeignTool(program, debian, folder);
        tool.assumeInstalled();
        for (FrameShape shape : SHAPES) {
            if (program.equals("gdcmconv") && shape.bitsStored() < Byte.SIZE) {
                continue; // It ends with a failed assertion wherever fewer than eight bits are stored.
            }
            DecodedFrame frame = LosslessFrames.frame(shape, 3 * predictor % (shape.bitsStored() + 1), predictor);
            byte[] samples =
                    tool.decoded(encoded(frame, shape, predictor), shape, TransferSyntax.JPEG_LOSSLESS, options);
            assertThat(Arrays.mismatch(samples, frame.samples()))
                    .as("%s: first byte that differs", shape)
                    .isEqualTo(-1);
        }
    }

    private static byte[] encoded(DecodedFrame frame, FrameShape shape, int predictor) throws DicomException {
        LosslessJpegEncoder encoder = new LosslessJpegEncoder();
        encoder.configure(Map.of("predictor", Integer.toString(predictor)));
        return encoder.encode(frame, shape, TransferSyntax.JPEG_LOSSLESS).codestream();
    }
}
