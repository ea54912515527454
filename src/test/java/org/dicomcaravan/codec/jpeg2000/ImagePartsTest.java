package org.dicomcaravan.codec.jpeg2000;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.dicomcaravan.codec.ForeignTool;
import org.dicomcaravan.dicom.DicomException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Parts of kept codestreams, at lower resolutions, as OpenJPEG decodes them: with tiles, offsets, and both wavelets. */
class ImagePartsTest {

    private static final int MOST_DISCARDED = 3;

    @TempDir
    private Path folder;

    static Stream<ForeignTool> forms() {
        return ForeignTool.forms("opj_decompress");
    }

    /** A part: by how often it is halved, and where it lies on the reference grid. */
    private record Part(int discarded, int x0, int y0, int x1, int y1) {

        static Part of(Random random, Rectangle image, int levels) {
            int x0 = random.nextInt(image.x0(), image.x1());
            int y0 = random.nextInt(image.y0(), image.y1());
            return new Part(
                    random.nextInt(Math.min(levels, MOST_DISCARDED) + 1),
                    x0,
                    y0,
                    random.nextInt(x0, image.x1()) + 1,
                    random.nextInt(y0, image.y1()) + 1);
        }

        byte[] key() {
            return ByteBuffer.allocate(5 * Integer.BYTES)
                    .putInt(discarded)
                    .putInt(x0)
                    .putInt(y0)
                    .putInt(x1)
                    .putInt(y1)
                    .array();
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void partsAreThoseOfOpenJpeg(ForeignTool tool) throws Exception {
        Random random = new Random(7);
        int compared = 0;
        for (KeptStreams.Kept kept : new KeptStreams("opj_compress").all()) {
            if (kept.options().contains("-ROI")) {
                continue; // of which OpenJPEG gives other samples than were encoded
            }
            Codestream codestream = CodestreamReader.read(kept.bytes(), Jp2Box.codestream(kept.bytes()));
            int levels = levels(codestream);
            for (int i = 0; i < 3; i++) {
                Part part = Part.of(random, codestream.size().image(), levels);
                if (!isEmpty(codestream, part)) {
                    compare(tool, kept, codestream, part);
                    compared++;
                }
            }
        }
        assertThat(compared).isGreaterThan(100);
    }

    private static int levels(Codestream codestream) throws DicomException {
        return codestream.tile(0).parameters().componentStyle(0).levels();
    }

    /** OpenJPEG refuses parts that have no sample left. */
    private static boolean isEmpty(Codestream codestream, Part part) {
        Window window = new Window(part.discarded(), new Rectangle(part.x0(), part.y0(), part.x1(), part.y1()));
        return codestream.size().components().stream()
                .anyMatch(component -> window.of(component).isEmpty());
    }

    private void compare(ForeignTool tool, KeptStreams.Kept kept, Codestream codestream, Part part) throws Exception {
        Picture ours = ours(kept, codestream.size().image(), part);
        ByteArrayOutputStream key = new ByteArrayOutputStream();
        key.writeBytes(part.key());
        key.writeBytes(kept.bytes());
        tool.decodes(kept + " " + part, key.toByteArray(), ours.planes(), () -> {
            Path raw = folder.resolve("part.rawl");
            Files.deleteIfExists(raw);
            Path coded = Files.write(folder.resolve("part.j2k"), kept.bytes());
            String area = "%d,%d,%d,%d".formatted(part.x0(), part.y0(), part.x1(), part.y1());
            String discarded = Integer.toString(part.discarded());
            tool.run(folder, "-i", coded.toString(), "-o", raw.toString(), "-r", discarded, "-d", area);
            return ours.ofPlanes(Files.readAllBytes(raw)).planes();
        });
    }

    private static Picture ours(KeptStreams.Kept kept, Rectangle image, Part part) throws DicomException, IOException {
        List<Jpeg2000Image.Plane> planes = Jpeg2000Image.of(kept.bytes())
                .decode(
                        part.discarded(),
                        part.x0() - image.x0(),
                        part.y0() - image.y0(),
                        part.x1() - part.x0(),
                        part.y1() - part.y0());
        return new Picture(
                planes.get(0).columns(),
                planes.get(0).rows(),
                kept.expected().precision(),
                kept.expected().signed(),
                planes.stream().map(Jpeg2000Image.Plane::samples).toArray(int[][]::new));
    }
}
