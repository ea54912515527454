package org.dicomcaravan.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.pixels.FrameShape;
import org.dicomcaravan.dicom.pixels.PixelData;
import org.dicomcaravan.dicom.reading.DicomObject;
import org.dicomcaravan.io.ByteSource;

/**
 * A program of others that decodes what we encode: as it was recorded and, where it is on the PATH, as it is. With
 * CARAVAN_RECORD in the environment it is recorded instead.
 */
public final class ForeignTool {

    private static final String LOG = "log.txt";
    private static final boolean RECORD = System.getenv("CARAVAN_RECORD") != null;

    private final String program;
    private final boolean installed;

    private ForeignTool(String program, boolean installed) {
        this.program = program;
        this.installed = installed;
    }

    /** Its forms: a test is to hold in each. */
    public static Stream<ForeignTool> forms(String program) {
        ForeignTool recorded = new ForeignTool(program, false);
        ForeignTool live = new ForeignTool(program, true);
        if (RECORD) {
            return Stream.of(live);
        }
        return isInstalled(program) ? Stream.of(recorded, live) : Stream.of(recorded);
    }

    /** Whether what the programs do is to be recorded. */
    public static boolean isRecording() {
        return RECORD;
    }

    private static boolean isInstalled(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
    }

    /** Runs an installed program on a codestream. */
    public interface Run {
        byte[] decode() throws IOException, InterruptedException, DicomException;
    }

    /** Looks at samples, and throws where they are not as they should be. */
    public interface Check {
        void of(byte[] samples);
    }

    /**
     * Fails where a check fails on what it makes of a codestream, or where none was recorded: what is recorded was checked.
     *
     * @param what the codestream is, for the message
     * @param run how it is done where it is installed
     */
    public void decodes(Object what, byte[] codestream, Check check, Run run)
            throws IOException, InterruptedException, DicomException {
        Recording recording = Recording.of(program);
        if (!installed) {
            assertThat(recording.samples(codestream))
                    .withFailMessage(
                            "%s was not recorded for %s; with the program installed and CARAVAN_RECORD=1 this test records it"
                                    + " anew",
                            program, what)
                    .isPresent();
            return;
        }
        byte[] decoded = run.decode();
        check.of(decoded);
        if (RECORD) {
            recording.add(codestream, decoded);
        }
    }

    /**
     * Fails where it makes other samples of a codestream.
     *
     * @param what the codestream is, for the message
     * @param run how it is done where it is installed
     */
    public void decodes(Object what, byte[] codestream, byte[] expected, Run run)
            throws IOException, InterruptedException, DicomException {
        Recording recording = Recording.of(program);
        if (!installed) {
            assertThat(recording.samples(codestream))
                    .as("samples of %s as %s", what, this)
                    .withFailMessage(
                            "%s was not recorded for %s, or made other samples of it; with the program installed and"
                                    + " CARAVAN_RECORD=1 this test records it anew",
                            program, what)
                    .contains(Recording.hash(expected));
            return;
        }
        byte[] decoded = run.decode();
        assertThat(Arrays.mismatch(decoded, expected))
                .as("%s as %s: first byte that differs", what, this)
                .isEqualTo(-1);
        if (RECORD) {
            recording.add(codestream, decoded);
        }
    }

    /** Whether it is to be run. */
    public boolean isInstalled() {
        return installed;
    }

    /** Whether there is what it makes of a file: always where it is installed, of a few where it was recorded. */
    public boolean decodes(Path file) {
        return installed || Files.isRegularFile(Recording.file(file));
    }

    /** What it makes of a file: a file of native pixels. */
    public Path decoded(Path file, Path folder) throws IOException, InterruptedException {
        if (!installed) {
            return Recording.file(file);
        }
        Path decoded = folder.resolve("decoded.dcm");
        run(folder, file.toString(), decoded.toString());
        return decoded;
    }

    /** Runs it, to its good end; what it said. */
    public String run(Path folder, String... arguments) throws IOException, InterruptedException {
        Optional<String> said = tryTo(folder, arguments);
        assertThat(said)
                .as("%s %s: %s", program, List.of(arguments), Files.readString(folder.resolve(LOG)))
                .isPresent();
        return said.orElseThrow();
    }

    /** Runs it; what it said, unless it came to a bad end. */
    public Optional<String> tryTo(Path folder, String... arguments) throws IOException, InterruptedException {
        List<String> command =
                Stream.concat(Stream.of(program), Stream.of(arguments)).toList();
        Path log = folder.resolve(LOG);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return process.waitFor() == 0 ? Optional.of(Files.readString(log)) : Optional.empty();
    }

    /** The samples of a codestream as it has them, out of a file that describes them so. */
    public byte[] decodeFile(Path folder, byte[] codestream, FrameShape shape, TransferSyntax syntax, String... options)
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
        run(
                folder,
                Stream.concat(Stream.of(options), Stream.of(in.toString(), out.toString()))
                        .toArray(String[]::new));
        try (DicomObject object = DicomObject.open(ByteSource.of(out))) {
            PixelData pixels = PixelData.of(object).orElseThrow();
            return pixels.openLittleEndianFrame(0).readAllBytes();
        }
    }

    @Override
    public String toString() {
        return program + (installed ? ", installed" : ", recorded");
    }
}
