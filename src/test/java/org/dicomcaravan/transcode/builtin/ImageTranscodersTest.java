package org.dicomcaravan.transcode.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.io.ByteSource;
import org.dicomcaravan.transcode.Chains;
import org.dicomcaravan.transcode.Outputs;
import org.dicomcaravan.transcode.SmallDicom;
import org.dicomcaravan.transcode.TranscodeException;
import org.dicomcaravan.transcode.guard.TranscoderChain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageTranscodersTest {

    private final TranscoderChain chain = Chains.builtIn();

    private static byte[] ramp(int frames) {
        byte[] samples = new byte[256 * frames];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (byte) (i + i / 256);
        }
        return SmallDicom.instance(SmallDicom.EXPLICIT)
                .grey(16, 16, frames, 8)
                .element(0x7FE00010, "OB", samples)
                .file();
    }

    private static BufferedImage read(Chains.Made made) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(made.bytes()));
    }

    @Test
    void pngHasTheSamplesAndTheRule() throws Exception {
        List<Chains.Made> made = Chains.make(chain, ramp(1), "image/png");

        assertThat(made).singleElement().satisfies(png -> {
            assertThat(png.name()).isEqualTo(".png");
            assertThat(png.contentType()).isEqualTo("image/png");
            assertThat(png.rule()).isNotEmpty();
        });
        BufferedImage image = read(made.get(0));
        for (int i = 0; i < 256; i++) {
            assertThat(image.getRaster().getSample(i % 16, i / 16, 0)).isEqualTo(i);
        }
    }

    /** Plain decimal text, however large the numbers are: 301 digits each. */
    @Test
    void rulesMayBeLong() throws Exception {
        String number = "1" + "0".repeat(300);
        byte[] file = SmallDicom.instance(SmallDicom.EXPLICIT)
                .grey(1, 2, 1, 8)
                .text(0x00281050, "DS", "1e300")
                .text(0x00281051, "DS", "1e300")
                .element(0x7FE00010, "OB", new byte[] {0, (byte) 255})
                .file();

        Chains.Made made = Chains.make(chain, file, "image/png").get(0);

        assertThat(made.rule()).isEqualTo("LINEAR c=" + number + " w=" + number + " top-level");
        assertThat(read(made).getRaster().getSample(1, 0, 0)).isZero();
    }

    @Test
    void framesAreNumberedFromOneAndEachIsItsOwn() throws Exception {
        List<Chains.Made> made = Chains.make(chain, ramp(3), "image/png");

        assertThat(made).extracting(Chains.Made::name).containsExactly("/1.png", "/2.png", "/3.png");
        assertThat(read(made.get(2)).getRaster().getSample(0, 0, 0)).isEqualTo(2);
    }

    @Test
    void jpegIsBaselineGreyWithJfif() throws Exception {
        Chains.Made jpeg = Chains.make(chain, ramp(1), "image/jpeg").get(0);

        assertThat(jpeg.name()).isEqualTo(".jpg");
        assertThat(jpeg.bytes()).startsWith(0xFF, 0xD8, 0xFF, 0xE0).endsWith(0xFF, 0xD9);
        BufferedImage image = read(jpeg);
        assertThat(image.getRaster().getNumBands()).isEqualTo(1);
        for (int i = 0; i < 256; i++) {
            assertThat(image.getRaster().getSample(i % 16, i / 16, 0)).isCloseTo(i, within(12));
        }
    }

    /** A frame is made when it is asked for: the second one of these does not decode, the first one comes out. */
    @Test
    void framesAreMadeOneByOne() throws Exception {
        byte[] good = new byte[66];
        good[0] = 1;
        good[4] = 64;
        good[64] = -1;
        good[65] = 9;
        byte[] file = SmallDicom.instance(SmallDicom.RLE)
                .grey(1, 2, 2, 8)
                .fragments(good, new byte[] {9, 9})
                .file();

        try (Outputs outputs = chain.transcode(ByteSource.of(file), Chains.format(chain, "image/png"), () -> false)) {
            assertThat(outputs.next().frame()).hasValue(1);
            assertThat(outputs.hasNext()).isTrue();
            assertThatThrownBy(outputs::next)
                    .isInstanceOf(TranscodeException.class)
                    .hasCauseInstanceOf(DicomException.class)
                    .satisfies(thrown ->
                            assertThat(TranscodeException.code(thrown).number()).isEqualTo(3));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "image/png",
                "image/jpeg",
                "application/octet-stream",
                "application/octet-stream; transfer-syntax=*"
            })
    void withoutPixelDataTheCodeIsNine(String mediaType) {
        byte[] report = SmallDicom.instance(SmallDicom.EXPLICIT).file();

        assertThatThrownBy(() -> Chains.make(chain, report, mediaType))
                .hasMessageContaining("no pixel data")
                .satisfies(thrown ->
                        assertThat(TranscodeException.code(thrown).number()).isEqualTo(9));
    }

    @ParameterizedTest
    @ValueSource(strings = {"image/png", "image/jpeg", "application/octet-stream"})
    void withoutADecoderTheCodeIsTwelveAndTheSyntaxIsNamed(String mediaType) {
        byte[] file = SmallDicom.instance("1.2.840.10008.1.2.4.999")
                .grey(1, 2, 2, 8)
                .fragments(new byte[4], new byte[4], new byte[4])
                .file();

        assertThatThrownBy(() -> Chains.make(chain, file, mediaType))
                .hasMessageContaining("1.2.840.10008.1.2.4.999")
                .satisfies(thrown ->
                        assertThat(TranscodeException.code(thrown).number()).isEqualTo(12));
    }

    @ParameterizedTest
    @ValueSource(strings = {"image/png", "image/jpeg", "application/octet-stream"})
    void pixelsThatEndEarlyFailTheInstance(String mediaType) {
        byte[] file = SmallDicom.instance(SmallDicom.EXPLICIT)
                .grey(4, 4, 2, 8)
                .element(0x7FE00010, "OB", new byte[30])
                .file();

        assertThatThrownBy(() -> Chains.make(chain, file, mediaType))
                .satisfies(thrown ->
                        assertThat(TranscodeException.code(thrown).number()).isEqualTo(3));
    }
}
