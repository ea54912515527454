package org.dicomcaravan.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.TransferSyntax;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames whose transfer syntax says another JPEG than their frame header, against what other tools decode. */
class JpegProcessTest {

    private static final Codecs CODECS = Codecs.load(JpegProcessTest.class.getClassLoader());
    private static final String JPEG = "1.2.840.10008.1.2.4.";

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = JpegProcessTest.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }

    private static FrameReader open(String syntax, String codestream, int allocated, int stored, int samples)
            throws IOException, DicomException {
        String photometric = samples == 3 ? "RGB" : "MONOCHROME2";
        int rows = 17;
        int columns = codestream.startsWith("jpeglossless") ? 23 : 21;
        byte[] bytes = resource(codestream);
        TestFile file = TestFile.image(rows, columns, allocated, stored, photometric)
                .us(0x00280002, samples)
                .fragments(java.util.Arrays.copyOf(bytes, bytes.length + bytes.length % 2));
        return FrameReader.of(file.open(JPEG + syntax), CODECS);
    }

    /** As dcmdjpeg and gdcmconv --raw read them. */
    @ParameterizedTest
    @ValueSource(strings = {"50", "51", "53", "55", "57", "70"})
    void losslessFramesAreLosslessUnderEveryName(String syntax) throws Exception {
        FrameReader grey = open(syntax, "jpeglossless/grey-4.jpg", 16, 16, 1);
        assertThat(grey.samples(0).samples()).isEqualTo(resource("jpeglossless/grey.raw"));
        FrameReader rgb = open(syntax, "jpeglossless/rgb-4.jpg", 8, 8, 3);
        assertThat(rgb.samples(0).samples()).isEqualTo(resource("jpeglossless/rgb.raw"));
        assertThat(rgb.samples(0).photometricInterpretation()).isEqualTo("RGB");
    }

    @ParameterizedTest
    @ValueSource(strings = {"50", "51", "53", "55", "57", "70"})
    void framesWithCosineTransformAreSoUnderEveryName(String syntax) throws Exception {
        FrameReader twelve = open(syntax, "jpeg/grey12-extended.jpg", 16, 12, 1);
        assertThat(twelve.samples(0).precision()).isEqualTo(12);
        assertThat(twelve.samples(0).samples())
                .isEqualTo(open("51", "jpeg/grey12-extended.jpg", 16, 12, 1)
                        .samples(0)
                        .samples());
        assertThat(open(syntax, "jpeg/grey12-progressive.jpg", 16, 12, 1)
                        .samples(0)
                        .samples())
                .isEqualTo(open("55", "jpeg/grey12-progressive.jpg", 16, 12, 1)
                        .samples(0)
                        .samples());
        // The colours of JPEG with cosine transform are RGB for others, whatever the file says it is.
        FrameReader colour = open(syntax, "jpeg/baseline-420.jpg", 8, 8, 3);
        assertThat(colour.decode(0).samples()).isEqualTo(resource("jpeg/baseline-420.ycc"));
        assertThat(colour.samples(0).photometricInterpretation()).isEqualTo("RGB");
    }

    @ParameterizedTest
    @CsvSource({
        "50, jpeg/baseline-420.jpg, 50",
        "70, jpeg/baseline-420.jpg, 50",
        "50, jpeg/grey12-extended.jpg, 51",
        "70, jpeg/grey12-progressive.jpg, 55",
        "53, jpeg/grey12-spectral.jpg, 53",
        "55, jpeg/grey12-spectral.jpg, 55",
        "50, jpeglossless/grey-1.jpg, 57",
        "57, jpeglossless/grey-1.jpg, 57",
        "70, jpeglossless/grey-4.jpg, 70",
        "80, jpeg/baseline-420.jpg, 80"
    })
    void theFrameHeaderDecides(String said, String codestream, String actual) throws IOException {
        assertThat(JpegProcess.syntaxOf(resource(codestream), TransferSyntax.of(JPEG + said)))
                .isEqualTo(TransferSyntax.of(JPEG + actual));
    }

    @Test
    void whatHasNoFrameHeaderIsWhatTheFileSays() throws IOException {
        byte[] jpeg = resource("jpeg/baseline-420.jpg");
        for (int length = 0; length < jpeg.length; length++) {
            byte[] cut = java.util.Arrays.copyOf(jpeg, length);
            assertThat(JpegProcess.syntaxOf(cut, TransferSyntax.JPEG_LOSSLESS))
                    .isIn(TransferSyntax.JPEG_LOSSLESS, TransferSyntax.JPEG_BASELINE);
        }
        byte[] nothing = {-1, (byte) 0xD8, -1, (byte) 0xC4, 0, 0, -1, (byte) 0xC8, 0, 2, -1, (byte) 0xDA, 0, 2};
        assertThat(JpegProcess.syntaxOf(nothing, TransferSyntax.JPEG_LOSSLESS)).isEqualTo(TransferSyntax.JPEG_LOSSLESS);
    }

    /** Who can't decode what the frame really is says which syntax that would be. */
    @Test
    void whoDecodesOneProcessIsNotAskedForAnother() throws Exception {
        TestFile file = TestFile.image(17, 23, 16, 16, "MONOCHROME2").fragments(resource("jpeglossless/grey-4.jpg"));
        FrameReader reader =
                FrameReader.of(file.open(JPEG + "50"), OneDecoder.codecs(JPEG + "50", (codestream, declared) -> {
                    throw new AssertionError("asked");
                }));
        assertThatThrownBy(() -> reader.decode(0))
                .isInstanceOf(DicomException.class)
                .hasMessageContaining(JPEG + "57");
    }
}
