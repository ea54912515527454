package org.dicomcaravan.transcode.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.dicomcaravan.codec.jpeg.JpegFiles;
import org.dicomcaravan.dicom.pixels.FrameShape;
import org.dicomcaravan.dicom.pixels.PixelData;
import org.dicomcaravan.dicom.reading.DicomObject;
import org.dicomcaravan.io.ByteSource;
import org.dicomcaravan.transcode.Chains;
import org.dicomcaravan.transcode.SmallDicom;
import org.dicomcaravan.transcode.TranscodeException;
import org.dicomcaravan.transcode.guard.TranscoderChain;
import org.junit.jupiter.api.Test;

/** Into and out of JPEG Baseline. */
class JpegTranscoderTest {

    private static final String BASELINE = "1.2.840.10008.1.2.4.50";

    private final TranscoderChain chain = Chains.builtIn();

    private static byte[] colour(byte[] codestream, String photometric) {
        return SmallDicom.instance(BASELINE)
                .image(JpegFiles.ROWS, JpegFiles.COLUMNS, 1, 8, 3, photometric, 0)
                .fragments(Arrays.copyOf(codestream, codestream.length + codestream.length % 2))
                .file();
    }

    private Chains.Made jpeg(byte[] file) throws Exception {
        return Chains.make(chain, file, "image/jpeg").get(0);
    }

    @Test
    void storedBaselineGoesThroughUpToItsEnd() throws Exception {
        byte[] stored = JpegFiles.baseline();
        Chains.Made made = jpeg(colour(Arrays.copyOf(stored, stored.length + 4), "YBR_FULL_422"));
        assertThat(made.bytes()).isEqualTo(stored);
        assertThat(made.rule()).isEqualTo("pass-through");
    }

    @Test
    void greyGoesThroughUnlessAWindowChangesIt() throws Exception {
        byte[] pixels = new byte[64];
        byte[] grey = SmallDicom.instance("1.2.840.10008.1.2.1")
                .grey(8, 8, 1, 8)
                .element(0x7FE00010, "OB", pixels)
                .file();
        byte[] stored = Chains.make(chain, grey, "application/dicom; transfer-syntax=" + BASELINE)
                .get(0)
                .bytes();
        assertThat(jpeg(stored).rule()).isEqualTo("pass-through");

        byte[] codestream = jpeg(stored).bytes();
        byte[] windowed = SmallDicom.instance(BASELINE)
                .grey(8, 8, 1, 8)
                .text(0x00281050, "DS", "40")
                .text(0x00281051, "DS", "80")
                .fragments(Arrays.copyOf(codestream, codestream.length + codestream.length % 2))
                .file();
        assertThat(jpeg(windowed).rule()).isEqualTo("LINEAR c=40 w=80 top-level");
    }

    /** Which JPEG a frame is says its SOF marker. */
    @Test
    void baselineGoesThroughUnderAnyName() throws Exception {
        byte[] stored = JpegFiles.baseline();
        for (String syntax : List.of("1.2.840.10008.1.2.4.51", "1.2.840.10008.1.2.4.70")) {
            byte[] file = SmallDicom.instance(syntax)
                    .image(JpegFiles.ROWS, JpegFiles.COLUMNS, 1, 8, 3, "YBR_FULL_422", 0)
                    .fragments(Arrays.copyOf(stored, stored.length + stored.length % 2))
                    .file();
            assertThat(jpeg(file).rule()).isEqualTo("pass-through");
            assertThat(jpeg(file).bytes()).isEqualTo(stored);
        }
    }

    @Test
    void progressiveIsEncodedAnew() throws Exception {
        Chains.Made made = jpeg(colour(JpegFiles.read("progressive-420.jpg"), "YBR_FULL_422"));
        assertThat(made.rule()).isEqualTo("YBR_FULL");
    }

    @Test
    void aDamagedFrameDoesNotGoThrough() throws Exception {
        byte[] damaged = JpegFiles.baseline();
        Arrays.fill(damaged, damaged.length - 60, damaged.length - 2, (byte) 0);
        byte[] ended = Arrays.copyOf(damaged, damaged.length - 40);
        ended[ended.length - 2] = -1;
        ended[ended.length - 1] = (byte) 0xD9;
        assertThatThrownBy(() -> jpeg(colour(ended, "YBR_FULL_422")))
                .satisfies(thrown ->
                        assertThat(TranscodeException.code(thrown).number()).isEqualTo(3));
    }

    @Test
    void encodingSaysThatAndHowInformationWasLost() throws Exception {
        byte[] rgb = SmallDicom.instance("1.2.840.10008.1.2.1")
                .image(15, 15, 2, 8, 3, "RGB", 0)
                .element(0x7FE00010, "OB", new byte[2 * 15 * 15 * 3])
                .file();
        List<Chains.Made> made = Chains.make(chain, rgb, "application/dicom; transfer-syntax=" + BASELINE);
        try (DicomObject object = DicomObject.open(ByteSource.of(made.get(0).bytes()))) {
            FrameShape shape = PixelData.of(object).orElseThrow().shape();
            assertThat(shape.photometricInterpretation()).isEqualTo("YBR_FULL_422");
            assertThat(object.dataSet().strings(0x00282110)).containsExactly("01");
            assertThat(object.dataSet().strings(0x00282112)).hasSize(1);
            assertThat(object.dataSet().strings(0x00282114)).containsExactly("ISO_10918_1");
        }
        assertThat(Chains.make(chain, made.get(0).bytes(), "image/png"))
                .hasSize(2)
                .allSatisfy(png -> assertThat(png.rule()).isEqualTo("YBR_FULL"));
    }

    @Test
    void sixteenBitsNameBothSyntaxesAndTheReason() {
        byte[] words = SmallDicom.instance("1.2.840.10008.1.2.1")
                .grey(1, 2, 1, 16)
                .element(0x7FE00010, "OW", new byte[4])
                .file();
        assertThatThrownBy(() -> Chains.make(chain, words, "application/dicom; transfer-syntax=" + BASELINE))
                .hasMessageContaining("(1.2.840.10008.1.2.1)")
                .hasMessageContaining("(1.2.840.10008.1.2.4.50)")
                .hasMessageContaining("samples of 16 bits")
                .satisfies(thrown ->
                        assertThat(TranscodeException.code(thrown).number()).isEqualTo(3));
    }

    /** PS3.5 Table 8.2.1-1: Pixel Representation 0. */
    @Test
    void signedSamplesNameBothSyntaxesAndTheReason() {
        for (String target : List.of("1.2.840.10008.1.2.4.50", "1.2.840.10008.1.2.4.51")) {
            byte[] words = SmallDicom.instance("1.2.840.10008.1.2.1")
                    .word(0x00280002, 1)
                    .text(0x00280004, "CS", "MONOCHROME2")
                    .word(0x00280010, 1)
                    .word(0x00280011, 2)
                    .word(0x00280100, 16)
                    .word(0x00280101, 12)
                    .word(0x00280102, 11)
                    .word(0x00280103, 1)
                    .element(0x7FE00010, "OW", new byte[4])
                    .file();
            assertThatThrownBy(() -> Chains.make(chain, words, "application/dicom; transfer-syntax=" + target))
                    .hasMessageContainingAll("(1.2.840.10008.1.2.1)", "(" + target + ")", "signed samples")
                    .satisfies(thrown ->
                            assertThat(TranscodeException.code(thrown).number()).isEqualTo(3));
        }
    }
}
