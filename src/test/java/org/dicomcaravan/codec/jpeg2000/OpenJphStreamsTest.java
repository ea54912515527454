package org.dicomcaravan.codec.jpeg2000;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dicomcaravan.Soak;
import org.dicomcaravan.codec.ForeignTool;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.TransferSyntax;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What OpenJPH encodes, high-throughput: the samples that went in, or to the last bit those that OpenJPEG decodes where some
 * were lost; of OpenJPH, which rounds elsewhere, within one. Some codestreams are kept; where the programs are installed,
 * many more are made.
 */
@Tag("soak")
class OpenJphStreamsTest {

    static final String PROGRAM = "ojph_compress";

    private static final int KEPT = 60;
    private static final int LIVE = Soak.times(40, 2500);

    @TempDir
    private Path folder;

    private final ForeignTool expand = installed("ojph_expand");
    private final ForeignTool decompress = installed("opj_decompress");

    private static ForeignTool installed(String program) {
        return ForeignTool.forms(program)
                .filter(ForeignTool::isInstalled)
                .findFirst()
                .orElse(null);
    }

    static Stream<ForeignTool> forms() {
        return ForeignTool.forms(PROGRAM);
    }

    @ParameterizedTest
    @MethodSource("forms")
    void samplesAreThose(ForeignTool compress) throws Exception {
        if (!compress.isInstalled()) {
            List<KeptStreams.Kept> all = new KeptStreams(PROGRAM).all();
            assertThat(all).hasSizeGreaterThanOrEqualTo(KEPT);
            for (KeptStreams.Kept kept : all) {
                check(kept.toString(), kept.bytes(), kept.expected(), 0);
            }
            return;
        }
        if (ForeignTool.isRecording()) {
            record(compress);
        }
        List<String> doubted = new ArrayList<>();
        for (int seed = 0; seed < LIVE; seed++) {
            OpenJphSettings settings = seed % 4 == 0 ? OpenJphSettings.small(seed) : OpenJphSettings.of(seed);
            String what = "seed %d: %s, %s".formatted(seed, settings.picture(), settings.options());
            byte[] codestream = encode(compress, settings);
            Picture expected = codestream == null ? null : expected(codestream, settings);
            if (expected == null) {
                doubted.add(what);
                continue;
            }
            check(what, codestream, expected, 0);
            if (settings.isForItself()) {
                Picture expanded = expand(codestream, settings.picture());
                if (expanded == null) {
                    doubted.add(what);
                } else {
                    check(what, codestream, expanded, settings.lossless() ? 0 : 1);
                }
            }
        }
        assertThat(doubted.size()).as("OpenJPH fails with %s", doubted).isLessThan(1 + LIVE / 20);
    }

    private void record(ForeignTool compress) throws Exception {
        KeptStreams kept = new KeptStreams(PROGRAM);
        kept.clear("ojph_compress of OpenJPH 0.9.0, and opj_decompress of OpenJPEG 2.5.0");
        for (int seed = 0, count = 0; count < KEPT; seed++) {
            OpenJphSettings settings = OpenJphSettings.small(seed);
            byte[] codestream = encode(compress, settings);
            Picture expected = codestream == null ? null : expected(codestream, settings);
            if (expected != null && codestream.length < 6000) {
                String name = "%02d".formatted(count++);
                String options = String.join(" ", settings.options());
                kept.add(new KeptStreams.Kept(name, expected, settings.lossless(), options, codestream), seed);
            }
        }
    }

    /** The codestream; null where the program fails. */
    private byte[] encode(ForeignTool compress, OpenJphSettings settings) throws IOException, InterruptedException {
        Picture picture = settings.picture();
        Path in = folder.resolve("in" + extension(picture));
        Files.write(in, Netpbm.write(picture));
        Path coded = folder.resolve("coded.j2c");
        Files.deleteIfExists(coded);
        List<String> arguments = new ArrayList<>(List.of("-i", in.toString(), "-o", coded.toString()));
        arguments.addAll(settings.options());
        boolean done = compress.tryTo(folder, arguments.toArray(String[]::new)).isPresent();
        return done ? Files.readAllBytes(coded) : null;
    }

    /** What is to come out; null where OpenJPEG fails or doubts it. */
    private Picture expected(byte[] codestream, OpenJphSettings settings) throws IOException, InterruptedException {
        if (settings.lossless()) {
            return settings.picture();
        }
        Path raw = folder.resolve("out.rawl");
        Files.deleteIfExists(raw);
        Path coded = Files.write(folder.resolve("coded.j2k"), codestream);
        Optional<String> said = decompress.tryTo(folder, "-i", coded.toString(), "-o", raw.toString());
        return said.isEmpty() || said.get().contains("WARNING")
                ? null
                : settings.picture().ofPlanes(Files.readAllBytes(raw));
    }

    private static String extension(Picture picture) {
        return picture.samples().length == 1 ? ".pgm" : ".ppm";
    }

    /** What OpenJPH itself makes of it; null where it fails. */
    private Picture expand(byte[] codestream, Picture like) throws IOException, InterruptedException {
        Path out = folder.resolve("out" + extension(like));
        Files.deleteIfExists(out);
        Path coded = Files.write(folder.resolve("coded.j2c"), codestream);
        if (expand.tryTo(folder, "-i", coded.toString(), "-o", out.toString()).isEmpty()) {
            return null;
        }
        return Netpbm.read(Files.readAllBytes(out), like);
    }

    private static void check(String what, byte[] codestream, Picture expected, int most) throws IOException {
        try {
            Picture decoded =
                    expected.of(new Jpeg2000Decoder().decode(codestream, expected.shape(), TransferSyntax.HTJ2K));
            assertThat(decoded.farthest(expected)).as(what).isLessThanOrEqualTo(most);
        } catch (DicomException e) {
            throw new AssertionError(what + " does not decode", e);
        }
    }
}
