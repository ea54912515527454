package org.dicomcaravan.codec.jpeg2000;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.dicomcaravan.Soak;
import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.codec.ForeignTool;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.TransferSyntax;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What OpenJPEG encodes, in every way it knows: the samples that went in, or to the last bit those that OpenJPEG decodes
 * where some were lost. Some codestreams are kept; where the programs are installed, many more are made.
 */
@Tag("soak")
class OpenJpegStreamsTest {

    static final String PROGRAM = "opj_compress";

    private static final int KEPT = 60;
    private static final int LIVE = Soak.times(40, 2500);

    @TempDir
    private Path folder;

    private final ForeignTool decompress = ForeignTool.forms("opj_decompress")
            .filter(ForeignTool::isInstalled)
            .findFirst()
            .orElse(null);

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
                check(kept.toString(), kept.bytes(), kept.expected());
            }
            return;
        }
        if (ForeignTool.isRecording()) {
            record(compress);
            recordPieces(compress);
        }
        List<String> doubted = new ArrayList<>();
        for (int seed = 0; seed < LIVE; seed++) {
            OpenJpegSettings settings = seed % 4 == 0 ? OpenJpegSettings.small(seed) : OpenJpegSettings.of(seed);
            String what = "seed %d: %s, %s".formatted(seed, settings.picture(), settings.options());
            byte[] codestream = encode(compress, settings);
            if (codestream == null) {
                doubted.add(what);
                continue;
            }
            if (settings.lossless()
                    && ours(what, codestream, settings.picture()).farthest(settings.picture()) == 0) {
                continue;
            }
            Picture decoded = decode(codestream, settings.picture());
            if (settings.lossless() || decoded == null) {
                doubted.add(what);
            }
            if (decoded != null) {
                check(what, codestream, decoded);
            }
        }
        assertThat(doubted.size()).as("OpenJPEG fails with %s", doubted).isLessThan(1 + LIVE / 20);
    }

    /** A codestream that other tests take apart. */
    private record Piece(String name, Picture picture, String options) {

        static List<Piece> all() {
            return List.of(
                    new Piece("grey8", Picture.of(1, 21, 17, 1, 8, false), "-n 3 -b 16,16"),
                    new Piece("grey12", Picture.of(2, 21, 17, 1, 12, false), "-I -r 4 -n 2 -b 32,32 -M 1"),
                    new Piece("deep", Picture.of(3, 21, 17, 1, 16, false), "-n 4 -M 5"),
                    new Piece("half", Picture.of(4, 11, 9, 1, 8, false), "-n 3"),
                    new Piece("region", Picture.of(5, 21, 17, 1, 8, false), "-n 3 -ROI c=0,U=12"),
                    new Piece("flat", Picture.of(6, 5, 4, 1, 8, false), "-n 1"),
                    new Piece("symbols", Picture.of(7, 21, 17, 1, 8, false), "-n 2 -M 32"),
                    new Piece("layers", Picture.of(8, 20, 18, 3, 8, false), "-n 3 -r 8,3,1 -SOP -EPH -p LRCP"),
                    new Piece(
                            "parts",
                            Picture.of(9, 37, 29, 3, 8, false),
                            "-t 20,20 -n 3 -r 8,3,1 -SOP -EPH -c [16,16] -p RPCL -TP R"));
        }
    }

    private void recordPieces(ForeignTool compress) throws Exception {
        KeptStreams kept = new KeptStreams("pieces");
        kept.clear("opj_compress and opj_decompress of OpenJPEG 2.5.0");
        int seed = 1;
        for (Piece piece : Piece.all()) {
            boolean lossless = !piece.options.startsWith("-I");
            List<String> options = List.of(piece.options.split(" "));
            byte[] codestream = encode(compress, new OpenJpegSettings(piece.picture, lossless, false, options));
            Picture expected = lossless ? piece.picture : decode(codestream, piece.picture);
            kept.add(new KeptStreams.Kept(piece.name, expected, lossless, piece.options, codestream), seed++);
        }
    }

    private void record(ForeignTool compress) throws Exception {
        KeptStreams kept = new KeptStreams(PROGRAM);
        kept.clear("opj_compress and opj_decompress of OpenJPEG 2.5.0");
        for (int seed = 0, count = 0; count < KEPT; seed++) {
            OpenJpegSettings settings = OpenJpegSettings.small(seed);
            byte[] codestream = encode(compress, settings);
            if (codestream == null || codestream.length > 6000) {
                continue;
            }
            Picture expected = settings.lossless() ? settings.picture() : decode(codestream, settings.picture());
            if (expected != null) {
                String name = "%02d".formatted(count++);
                String options = String.join(" ", settings.options());
                kept.add(new KeptStreams.Kept(name, expected, settings.lossless(), options, codestream), seed);
            }
        }
    }

    /** The codestream; null where the program fails. */
    private byte[] encode(ForeignTool compress, OpenJpegSettings settings) throws IOException, InterruptedException {
        Picture picture = settings.picture();
        Path raw = Files.write(folder.resolve("in.rawl"), picture.planes());
        Path coded = folder.resolve("coded.j2k");
        Files.deleteIfExists(coded);
        List<String> arguments = new ArrayList<>(List.of("-i", raw.toString(), "-o", coded.toString(), "-F"));
        arguments.add("%d,%d,%d,%d,%s"
                .formatted(
                        picture.width(),
                        picture.height(),
                        picture.samples().length,
                        picture.precision(),
                        picture.signed() ? "s" : "u"));
        arguments.addAll(settings.options());
        boolean done = compress.tryTo(folder, arguments.toArray(String[]::new)).isPresent();
        return done ? Files.readAllBytes(coded) : null;
    }

    /** What OpenJPEG makes of it; null where it doubts that. */
    private Picture decode(byte[] codestream, Picture like) throws IOException, InterruptedException {
        Path raw = folder.resolve("out.rawl");
        Files.deleteIfExists(raw);
        Path coded = Files.write(folder.resolve("coded.j2k"), codestream);
        String said = decompress.run(folder, "-i", coded.toString(), "-o", raw.toString());
        return said.contains("WARNING") ? null : like.ofPlanes(Files.readAllBytes(raw));
    }

    private static void check(String what, byte[] codestream, Picture expected) throws IOException {
        assertThat(ours(what, codestream, expected).farthest(expected)).as(what).isZero();
    }

    private static Picture ours(String what, byte[] codestream, Picture like) throws IOException {
        try {
            DecodedFrame frame = new Jpeg2000Decoder().decode(codestream, like.shape(), TransferSyntax.JPEG_2000);
            return like.of(frame);
        } catch (DicomException e) {
            throw new AssertionError(what + " does not decode", e);
        }
    }
}
