package org.dicomcaravan.codec.jpeglossless;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.codec.ForeignTool;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.pixels.FrameShape;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** DCMTK and GDCM give back the samples that went in. */
class OtherToolsTest {

    private static final int PREDICTORS = 7;

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

    static Stream<ForeignTool> dcmdjpeg() {
        return ForeignTool.forms("dcmdjpeg");
    }

    static Stream<ForeignTool> gdcmconv() {
        return ForeignTool.forms("gdcmconv");
    }

    @ParameterizedTest
    @MethodSource("dcmdjpeg")
    void dcmtk(ForeignTool tool) throws Exception {
        compare(tool, SHAPES, "+cn");
    }

    /** It ends with a failed assertion wherever fewer than eight bits are stored. */
    @ParameterizedTest
    @MethodSource("gdcmconv")
    void gdcm(ForeignTool tool) throws Exception {
        List<FrameShape> bytes =
                SHAPES.stream().filter(shape -> shape.bitsStored() >= Byte.SIZE).toList();
        compare(tool, bytes, "--raw");
    }

    private void compare(ForeignTool tool, List<FrameShape> shapes, String... options) throws Exception {
        TransferSyntax syntax = TransferSyntax.JPEG_LOSSLESS;
        for (int predictor = 1; predictor <= PREDICTORS; predictor++) {
            for (FrameShape shape : shapes) {
                DecodedFrame frame = LosslessFrames.frame(shape, 3 * predictor % (shape.bitsStored() + 1), predictor);
                byte[] codestream = encoded(frame, shape, predictor);
                tool.decodes(
                        shape + " by predictor " + predictor,
                        codestream,
                        frame.samples(),
                        () -> tool.decodeFile(folder, codestream, shape, syntax, options));
            }
        }
    }

    private static byte[] encoded(DecodedFrame frame, FrameShape shape, int predictor)
            throws IOException, DicomException {
        LosslessJpegEncoder encoder = new LosslessJpegEncoder();
        encoder.configure(Map.of("predictor", Integer.toString(predictor)));
        return encoder.encode(frame, shape, TransferSyntax.JPEG_LOSSLESS).codestream();
    }
}
