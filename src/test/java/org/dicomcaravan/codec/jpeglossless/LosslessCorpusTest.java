package org.dicomcaravan.codec.jpeglossless;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.codec.RealFile;
import org.dicomcaravan.corpus.Corpus;
import org.dicomcaravan.corpus.EachCorpus;
import org.dicomcaravan.corpus.TestFiles;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.pixels.FrameShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real lossless JPEG files against what DCMTK and GDCM decode, and the compliance streams of ISO/IEC 10918-2. */
class LosslessCorpusTest {

    private static final List<String> SYNTAXES = List.of("1.2.840.10008.1.2.4.57", "1.2.840.10008.1.2.4.70");

    @EachCorpus
    void samplesAreThoseOfOtherTools(Corpus corpus) throws Exception {
        Set<String> compared = new TreeSet<>();
        List<String> different = new ArrayList<>();
        for (Corpus.Indexed file : corpus.index()) {
            if (SYNTAXES.contains(file.syntax()) && file.isAgreed()) {
                compared.add(file.syntax());
                if (!sha256(corpus.file(file.path())).equals(file.sha256())) {
                    different.add(file.path());
                }
            }
        }
        assertThat(different).isEmpty();
        assertThat(compared).containsExactlyElementsOf(SYNTAXES);
    }

    private static String sha256(Path file) throws Exception {
        return RealFile.sha256(file, new LosslessJpegDecoder());
    }

    @Test
    void aFileThatEndsInsideAFrameFails() {
        assertThatThrownBy(() -> sha256(TestFiles.CUT_JPEG_LOSSLESS))
                .isInstanceOfSatisfying(
                        DicomException.class, e -> assertThat(e.reason()).isEqualTo(DicomException.Reason.INVALID));
    }

    /**
     * The only reference data at hand is that of component D, whose 85 x 257 samples of 16 bits are the eight bits of
     * the other stream's in both bytes. All four have the same picture at other sizes; D is a third as wide as the frame.
     */
    @ParameterizedTest
    @CsvSource({"O1.JPG, 8", "O2.JPG, 16"})
    void complianceStreams(String name, int bits) throws Exception {
        byte[] codestream = Files.readAllBytes(TestFiles.jpegCompliance("p14/" + name));
        byte[] reference = Files.readAllBytes(TestFiles.jpegCompliance("p14/D16.SRC"));
        FrameShape declared = new FrameShape(257, 255, 4, bits, bits, bits - 1, false, false, "CMYK", false);

        DecodedFrame frame = new LosslessJpegDecoder().decode(codestream, declared, TransferSyntax.JPEG_LOSSLESS);

        int width = bits / 8;
        int different = 0;
        for (int y = 0; y < 257; y++) {
            for (int x = 0; x < 255; x++) {
                int at = ((y * 255 + x) * 4 + 3) * width;
                int from = 2 * (y * 85 + x / 3);
                if (frame.samples()[at + width - 1] != reference[from]
                        || frame.samples()[at] != reference[from + (width - 1)]) {
                    different++;
                }
            }
        }
        assertThat(different).isZero();
    }
}
