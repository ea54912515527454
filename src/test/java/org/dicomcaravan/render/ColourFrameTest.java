package org.dicomcaravan.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.dicomcaravan.codec.Codecs;
import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.codec.OneDecoder;
import org.dicomcaravan.codec.TestFile;
import org.dicomcaravan.dicom.DicomException;
import org.junit.jupiter.api.Test;

/** Colour, palettes and what a codestream says of itself; expected samples worked out by hand from PS3.3 C.7.6.3.1. */
class ColourFrameTest {

    private static final Codecs CODECS = Codecs.load(ColourFrameTest.class.getClassLoader());
    private static final String JPEG_2000 = "1.2.840.10008.1.2.4.91";

    private static TestFile colour(int columns, int allocated, int stored, String photometric) {
        return TestFile.image(1, columns, allocated, stored, photometric)
                .us(0x00280002, 3)
                .us(0x00280006, 0);
    }

    private static TestFile palette(int count, int first, int bits, int... entries) {
        TestFile file = TestFile.image(1, 3, 8, 8, "PALETTE COLOR").pixelBytes(0, 1, 2);
        for (int i = 0; i < 3; i++) {
            file.us(RenderTag.RED_PALETTE_DESCRIPTOR + i, count, first, bits);
            file.words(RenderTag.RED_PALETTE_DATA + i, "OW", entries);
        }
        return file;
    }

    private static void assertColour(TestFile file, String rule, int... samples) throws IOException, DicomException {
        RenderedFrame rendered =
                FrameRenderer.of(file.open(TestFile.EXPLICIT), CODECS).render(0);
        int[] actual = new int[rendered.samples().length];
        for (int i = 0; i < actual.length; i++) {
            actual[i] = rendered.samples()[i] & 0xFF;
        }
        assertThat(actual).containsExactly(samples);
        assertThat(rendered.components()).isEqualTo(3);
        assertThat(rendered.rule()).isEqualTo(rule);
    }

    @Test
    void rgbIsScaledToEightBits() throws IOException, DicomException {
        assertColour(colour(1, 8, 8, "RGB").pixelBytes(1, 2, 200), "identity", 1, 2, 200);
        assertColour(colour(1, 16, 16, "RGB").pixelWords(128, 129, 65535), "RGB of 16 bits", 0, 1, 255);
        assertColour(colour(1, 16, 12, "RGB").pixelWords(0, 2048, 4095), "RGB of 12 bits", 0, 128, 255);
        assertColour(colour(1, 8, 8, "YBR_RCT").pixelBytes(1, 2, 200), "identity", 1, 2, 200);
        TestFile planar = colour(2, 8, 8, "RGB").us(0x00280006, 1).pixelBytes(1, 2, 3, 4, 5, 6);
        assertColour(planar, "identity", 1, 3, 5, 2, 4, 6);
    }

    @Test
    void ybrIsConvertedThenScaled() throws IOException, DicomException {
        // Y = Cb = Cr = 0: G = 128 · 0.621206 / 0.587 = 135.46
        assertColour(colour(1, 8, 8, "YBR_FULL").pixelBytes(0, 0, 0), "YBR_FULL", 0, 135, 0);
        // Cr′ = 75: 100 + 105.15, 100 − 53.56
        assertColour(colour(1, 8, 8, "YBR_FULL").pixelBytes(100, 128, 203), "YBR_FULL", 205, 46, 100);
        assertColour(colour(1, 16, 16, "YBR_FULL").pixelWords(25700, 32768, 32768), "YBR_FULL", 100, 100, 100);
        assertColour(colour(2, 8, 8, "YBR_FULL_422").pixelBytes(10, 20, 128, 128), "YBR_FULL", 10, 10, 10, 20, 20, 20);
    }

    @Test
    void palettesAreClampedAndScaled() throws IOException, DicomException {
        assertColour(palette(2, 1, 16, 0x0101, 0xFFFF), "palette", 1, 1, 1, 1, 1, 1, 255, 255, 255);
        assertColour(palette(2, 1, 16, 1, 200), "palette", 1, 1, 1, 1, 1, 1, 200, 200, 200);
        assertColour(palette(2, 1, 8, 0x0201), "palette", 1, 1, 1, 1, 1, 1, 2, 2, 2);
    }

    @Test
    void segmentedPalettesAreUsedWhereThereIsNoPlainOne() throws IOException, DicomException {
        TestFile file = TestFile.image(1, 3, 8, 8, "PALETTE COLOR").pixelBytes(0, 1, 2);
        for (int i = 0; i < 3; i++) {
            file.us(RenderTag.RED_PALETTE_DESCRIPTOR + i, 3, 0, 16);
            file.words(RenderTag.SEGMENTED_RED_PALETTE_DATA + i, "OW", 0, 1, 0, 1, 2, 65535);
        }
        assertColour(file, "palette", 0, 0, 0, 128, 128, 128, 255, 255, 255);
    }

    @Test
    void whatHasNoLookIsRefused() {
        assertRefused(palette(9, 0, 16, 1, 2), "three usable");
        assertRefused(colour(1, 8, 8, "HSV").pixelBytes(1, 2, 3), "HSV with 3 samples");
        assertRefused(TestFile.image(1, 2, 8, 8, "RGB").pixelBytes(1, 2), "RGB with 1 samples");
        assertRefused(TestFile.image(1, 2, 8, 8, "").pixelBytes(1, 2), "no Photometric Interpretation");
        assertRefused(TestFile.image(1, 1, 64, 64, "MONOCHROME2").pixelWords(1, 2, 3, 4), "64 integer bits");
        assertRefused(colour(8, 1, 1, "RGB").pixelBytes(1, 2, 3), "single bits");
    }

    private static void assertRefused(TestFile file, String message) {
        assertThatThrownBy(() ->
                        FrameRenderer.of(file.open(TestFile.EXPLICIT), CODECS).render(0))
                .isInstanceOfSatisfying(
                        DicomException.class, e -> assertThat(e.reason()).isEqualTo(DicomException.Reason.INVALID))
                .hasMessageContaining(message);
    }

    @Test
    void aCodestreamMaySayThatItIsSigned() throws IOException, DicomException {
        byte[] samples = {-2, -1, 0, 0, 5, 0};
        DecodedFrame decoded = new DecodedFrame(1, 3, 1, 16, 12, true, "MONOCHROME2", samples);
        TestFile file = TestFile.image(1, 3, 16, 12, "MONOCHROME2");
        RenderedFrame rendered = render(file, decoded);
        assertThat(rendered.rule()).isEqualTo("full range -2..5");
        assertThat(rendered.samples()).containsExactly(0, 73, (byte) 255);
    }

    @Test
    void overshootOfALossyCodestreamIsClamped() throws IOException, DicomException {
        byte[] samples = {0, 0x10, 0, 0, (byte) 0xFF, 0x0F};
        DecodedFrame decoded = new DecodedFrame(1, 3, 1, 16, 13, false, "MONOCHROME2", samples);
        assertThat(render(TestFile.image(1, 3, 16, 12, "MONOCHROME2"), decoded).samples())
                .containsExactly((byte) 255, 0, (byte) 255);
    }

    @Test
    void theCodestreamSaysWhichColoursItHolds() throws IOException, DicomException {
        DecodedFrame decoded = new DecodedFrame(1, 1, 3, 8, 8, false, "RGB", new byte[] {1, 2, 3});
        RenderedFrame rendered = render(colour(1, 8, 8, "YBR_ICT"), decoded);
        assertThat(rendered.samples()).containsExactly(1, 2, 3);
        assertThat(rendered.rule()).isEqualTo("identity");
    }

    private static RenderedFrame render(TestFile file, DecodedFrame decoded) throws IOException, DicomException {
        Codecs codecs = OneDecoder.codecs(JPEG_2000, (codestream, declared) -> decoded);
        return FrameRenderer.of(file.fragments(new byte[2]).open(JPEG_2000), codecs)
                .render(0);
    }
}
