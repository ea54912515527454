package org.dicomcaravan.codec.jpeg2000;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dicomcaravan.codec.ForeignTool;
import org.dicomcaravan.corpus.Corpus;
import org.dicomcaravan.corpus.EachCorpus;
import org.junit.jupiter.api.io.TempDir;

/** Codestreams of others, without DICOM, as OpenJPEG decodes them: 14 bits with a sign, and high-throughput. */
class CodestreamFilesTest {

    private static final String FOLDER = "codestreams/pydicom+pylibjpeg-data/ljdata/jpg/15444/";
    private static final List<String> FILES =
            List.of("2KLS/693.j2k", "HTJ2K/Bretagne1_ht.j2k", "HTJ2K/Bretagne1_ht_lossy.j2k");

    @TempDir
    private Path folder;

    @EachCorpus
    void samplesAreThoseOfOpenJpeg(Corpus corpus) throws Exception {
        int compared = 0;
        for (String name : FILES) {
            if (corpus.has(FOLDER + name)) {
                compared++;
                for (ForeignTool tool : ForeignTool.forms("opj_decompress").toList()) {
                    compare(tool, corpus.file(FOLDER + name));
                }
            }
        }
        assertThat(compared).isEqualTo(corpus.equals(Corpus.OWN) ? 0 : FILES.size());
    }

    private void compare(ForeignTool tool, Path file) throws Exception {
        byte[] codestream = Files.readAllBytes(file);
        Jpeg2000Image image = Jpeg2000Image.of(codestream);
        List<Jpeg2000Image.Plane> planes = image.decode();
        ByteArrayOutputStream ours = new ByteArrayOutputStream();
        for (int i = 0; i < planes.size(); i++) {
            ours.writeBytes(picture(image, i, planes.get(i)).planes());
        }
        tool.decodes(file, codestream, ours.toByteArray(), () -> theirs(tool, file, image, planes));
    }

    /** Component by component, each with as many words as it has samples. */
    private byte[] theirs(ForeignTool tool, Path file, Jpeg2000Image image, List<Jpeg2000Image.Plane> planes)
            throws IOException, InterruptedException {
        Path raw = folder.resolve("image.rawl");
        Files.deleteIfExists(raw);
        tool.run(folder, "-i", file.toString(), "-o", raw.toString());
        byte[] words = Files.readAllBytes(raw);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        int from = 0;
        for (int i = 0; i < planes.size(); i++) {
            Picture like = picture(image, i, planes.get(i));
            int length = like.planes().length;
            byte[] part = new byte[length];
            System.arraycopy(words, from, part, 0, length);
            all.writeBytes(like.ofPlanes(part).planes());
            from += length;
        }
        assertThat(from).isEqualTo(words.length);
        return all.toByteArray();
    }

    private static Picture picture(Jpeg2000Image image, int component, Jpeg2000Image.Plane plane) {
        return new Picture(
                plane.columns(), plane.rows(), image.precision(component), image.isSigned(component), new int[][] {
                    plane.samples()
                });
    }
}
