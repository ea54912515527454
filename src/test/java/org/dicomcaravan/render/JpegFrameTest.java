package org.dicomcaravan.render;

import static org.assertj.core.api.Assertions.assertThat;

import org.dicomcaravan.codec.Codecs;
import org.dicomcaravan.codec.TestFile;
import org.dicomcaravan.codec.jpeg.JpegFiles;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Colour of 12 bits, written by dcmcjpeg, as PS3.3 C.7.6.3.1.2 makes it RGB: the files {@code .rgb} were computed in
 * rational numbers from what libjpeg turbo 3.1 decodes. Its samples may be one off ours, which is less than a level here.
 */
class JpegFrameTest {

    @ParameterizedTest
    @CsvSource({"colour12-extended-422, 51", "colour12-progressive-420, 55"})
    void twelveBitsOfColour(String name, String process) throws Exception {
        TestFile file = TestFile.image(17, 21, 16, 12, "YBR_FULL_422")
                .us(0x00280002, 3)
                .us(0x00280006, 0)
                .fragments(JpegFiles.read(name + ".jpg"));

        RenderedFrame frame = FrameRenderer.of(
                        file.open("1.2.840.10008.1.2.4." + process), Codecs.load(JpegFrameTest.class.getClassLoader()))
                .render(0);

        assertThat(frame.rule()).isEqualTo("YBR_FULL");
        byte[] expected = JpegFiles.read(name + ".rgb");
        assertThat(frame.samples()).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            assertThat(frame.samples()[i] & 0xFF).isBetween((expected[i] & 0xFF) - 1, (expected[i] & 0xFF) + 1);
        }
    }
}
