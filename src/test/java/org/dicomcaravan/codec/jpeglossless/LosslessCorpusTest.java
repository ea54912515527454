package org.dicomcaravan.codec.jpeglossless;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.codec.RealFile;
import org.dicomcaravan.dicom.Corpus;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.FrameShape;
import org.dicomcaravan.dicom.TransferSyntax;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real lossless JPEG files against what DCMTK and GDCM decode, and the compliance streams of ISO/IEC 10918-2. */
class LosslessCorpusTest {

    private static final String STREAMS = "codestreams/pydicom+pylibjpeg-data/ljdata/jpg/10918/p14";

    @ParameterizedTest
    @CsvSource({"1.2.840.10008.1.2.4.57, 11", "1.2.840.10008.1.2.4.70, 14"})
    void samplesAreThoseOfOtherTools(String syntax, int files) throws Exception {
        int compared = 0;
        List<String> different = new ArrayList<>();
        for (Corpus.Indexed file : Corpus.index()) {
            if (!file.syntax().equals(syntax) || !file.isAgreed()) {
                continue;
            }
            compared++;
            if (!sha256(Corpus.folder().resolve(file.file())).equals(file.sha256())) {
                different.add(file.file());
            }
        }
        assertThat(different).isEmpty();
        assertThat(compared).isGreaterThanOrEqualTo(files);
    }

    private static String sha256(Path file) throws Exception {
        return RealFile.sha256(file, new LosslessJpegDecoder());
    }

    @Test
    void aFileThatEndsInsideAFrameFails() {
        Path cut = Corpus.folder().resolve("derived/trunc_ct_s16_jpll57_sv1.dcm");
        assertThatThrownBy(() -> sha256(cut))
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
        byte[] codestream = Files.readAllBytes(Corpus.folder().resolve(STREAMS).resolve(name));
        byte[] reference = Files.readAllBytes(Corpus.folder().resolve(STREAMS).resolve("D16.SRC"));
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
