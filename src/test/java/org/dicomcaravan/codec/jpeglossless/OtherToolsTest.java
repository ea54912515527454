package org.dicomcaravan.codec.jpeglossless;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.codec.TestFile;
import org.dicomcaravan.dicom.ByteSource;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.DicomObject;
import org.dicomcaravan.dicom.FrameShape;
import org.dicomcaravan.dicom.PixelData;
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
        compare(predictor, "dcmdjpeg", "dcmtk", "dcmdjpeg", "+cn");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
    void gdcm(int predictor) throws Exception {
        compare(predictor, "gdcmconv", "libgdcm-tools", "gdcmconv", "--raw");
    }

    private void compare(int predictor, String program, String debian, String... command) throws Exception {
        assumeTrue(
                Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                        .anyMatch(place -> Files.isExecutable(Path.of(place, program))),
                program + " is not on the PATH; Debian has it in " + debian);
        for (FrameShape shape : SHAPES) {
            if (program.equals("gdcmconv") && shape.bitsStored() < Byte.SIZE) {
                continue; // It ends with a failed assertion wherever fewer than eight bits are stored.
            }
            DecodedFrame frame = LosslessFrames.frame(shape, 3 * predictor % (shape.bitsStored() + 1), predictor);
            byte[] samples = decoded(encoded(frame, shape, predictor), shape, command);
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

    private byte[] decoded(byte[] codestream, FrameShape shape, String... command)
            throws IOException, InterruptedException, DicomException {
        TestFile image = TestFile.image(
                        shape.rows(),
                        shape.columns(),
                        shape.bitsAllocated(),
                        shape.bitsStored(),
                        shape.photometricInterpretation())
                .us(0x00280002, shape.samplesPerPixel())
                .us(0x00280103, shape.signed() ? 1 : 0)
                .fragments(Arrays.copyOf(codestream, codestream.length + codestream.length % 2));
        if (shape.samplesPerPixel() == 3) {
            image.us(0x00280006, 0);
        }
        Path in = Files.write(folder.resolve("in.dcm"), image.file(TransferSyntax.JPEG_LOSSLESS.uid()));
        Path out = folder.resolve("out.dcm");
        Files.deleteIfExists(out);
        Path log = folder.resolve("log.txt");
        Process process = new ProcessBuilder(Stream.concat(Stream.of(command), Stream.of(in.toString(), out.toString()))
                        .toList())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(process.waitFor()).as("%s: %s", shape, Files.readString(log)).isZero();
        try (DicomObject object = DicomObject.open(ByteSource.of(out))) {
            PixelData pixels = PixelData.of(object).orElseThrow();
            return pixels.openLittleEndianFrame(0).readAllBytes();
        }
    }
}
