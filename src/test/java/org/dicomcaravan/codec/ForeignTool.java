package org.dicomcaravan.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.dicomcaravan.dicom.ByteSource;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.DicomObject;
import org.dicomcaravan.dicom.FrameShape;
import org.dicomcaravan.dicom.PixelData;
import org.dicomcaravan.dicom.TransferSyntax;

/**
 * A program of others that decodes what we encode.
 *
 * @param program what it is called on the PATH
 * @param debian Debian's package of it
 * @param folder for its files
 */
public record ForeignTool(String program, String debian, Path folder) {

    /** Skips the test where it isn't installed. */
    public void assumeInstalled() {
        assumeTrue(
                Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                        .anyMatch(place -> Files.isExecutable(Path.of(place, program))),
                program + " is not on the PATH; Debian has it in " + debian);
    }

    /** Runs it, to its good end; what it said. */
    public String run(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                Stream.concat(Stream.of(program), Stream.of(arguments)).toList();
        Path log = folder.resolve("log.txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(process.waitFor())
                .as("%s: %s", command, Files.readString(log))
                .isZero();
        return Files.readString(log);
    }

    /** The samples of a codestream as it has them, out of a file that describes them so. */
    public byte[] decoded(byte[] codestream, FrameShape shape, TransferSyntax syntax, String... options)
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
        Path in = Files.write(folder.resolve("in.dcm"), image.file(syntax.uid()));
        Path out = folder.resolve("out.dcm");
        Files.deleteIfExists(out);
        run(Stream.concat(Stream.of(options), Stream.of(in.toString(), out.toString()))
                .toArray(String[]::new));
        try (DicomObject object = DicomObject.open(ByteSource.of(out))) {
            PixelData pixels = PixelData.of(object).orElseThrow();
            return pixels.openLittleEndianFrame(0).readAllBytes();
        }
    }
}
