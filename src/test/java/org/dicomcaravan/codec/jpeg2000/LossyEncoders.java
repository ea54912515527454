package org.dicomcaravan.codec.jpeg2000;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Map;
import org.dicomcaravan.codec.Codecs;
import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.codec.EncodedFrame;
import org.dicomcaravan.codec.FrameEncoder;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.pixels.FrameShape;
import org.dicomcaravan.plugin.SiteSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What encoders with loss have in common. */
abstract class LossyEncoders {

    private static final int PRECISION = 42; // Ssiz, by its place in the codestream

    private final FrameEncoder encoder;
    private final TransferSyntax syntax;
    private final String method;

    LossyEncoders(FrameEncoder encoder, TransferSyntax syntax, String method) {
        this.encoder = encoder;
        this.syntax = syntax;
        this.method = method;
    }

    /** Encoded by another encoder, of this ratio. */
    abstract EncodedFrame encode(TestFrame frame, int ratio) throws IOException, DicomException;

    @Test
    void isInstalledWithItsSetting() throws IOException, DicomException {
        TestFrame frame = TestFrame.grey(200, 200, 8, 8, false);
        EncodedFrame encoded = Codecs.load(
                        getClass().getClassLoader(), SiteSettings.of(Map.of(encoder.name() + ".ratio", "40")))
                .encoder(syntax.uid())
                .orElseThrow()
                .encode(frame.decoded(), frame.shape(), syntax);
        assertThat(encoded.codestream()).isEqualTo(encode(frame, 40).codestream());
    }

    @ParameterizedTest
    @CsvSource({
        "1, 8, 8, false, 4",
        "1, 8, 8, false, 10",
        "1, 16, 12, false, 10",
        "1, 16, 12, true, 30",
        "1, 16, 16, true, 10",
        "3, 8, 8, false, 10",
        "3, 8, 8, false, 100",
        "3, 16, 16, false, 10",
    })
    void theCodestreamIsSmallerByTheRatio(int components, int allocated, int stored, boolean signed, int ratio)
            throws IOException, DicomException {
        String photometric = components == 3 ? "RGB" : "MONOCHROME2";
        FrameShape shape =
                new FrameShape(300, 401, components, allocated, stored, stored - 1, signed, false, photometric, false);
        TestFrame frame = TestFrame.smooth(shape);
        int target = frame.decoded().samples().length / ratio;
        int length = encode(frame, ratio).codestream().length;
        assertThat(length).isBetween(target * 98 / 100, target);
    }

    @Test
    void tilesShareTheRate() throws IOException, DicomException {
        TestFrame frame = TestFrame.smooth(new FrameShape(100, 4500, 1, 8, 8, 7, false, false, "MONOCHROME2", false));
        int target = 4500 * 100 / 20;
        assertThat(encode(frame, 20).codestream().length).isBetween(target * 97 / 100, target);
    }

    @Test
    void itSaysWhatItDid() throws IOException, DicomException {
        EncodedFrame rgb = encode(TestFrame.colour(60, 50, "RGB"), 10);
        assertThat(rgb.photometricInterpretation()).isEqualTo("YBR_ICT");
        assertThat(rgb.lossyMethod()).contains(method);
        EncodedFrame other = encode(TestFrame.colour(60, 50, "YBR_FULL"), 10);
        assertThat(other.photometricInterpretation()).isEqualTo("YBR_FULL");
        EncodedFrame exact = encode(TestFrame.grey(5, 5, 8, 8, false), 1);
        assertThat(exact.photometricInterpretation()).isEqualTo("MONOCHROME2");
        assertThat(exact.lossyMethod()).contains(method);
    }

    /** An overlay above the samples, and one below; the codestream is that of the samples alone. */
    @Test
    void unusedBitsAreLeftOut() throws IOException, DicomException {
        TestFrame clean = TestFrame.smooth(shape(12, 11));
        byte[] words = clean.decoded().samples().clone();
        for (int i = 1; i < words.length; i += 2) {
            words[i] |= (byte) (i % 16 << 4);
        }
        assertThat(encode(words, clean.shape()).codestream())
                .isEqualTo(encode(clean, 10).codestream());
        byte[] shifted = new byte[words.length];
        for (int i = 0; i < words.length; i += 2) {
            int sample = clean.decoded().samples()[i] & 0xFF | clean.decoded().samples()[i + 1] << 8;
            shifted[i] = (byte) (sample << 4 | i % 16);
            shifted[i + 1] = (byte) (sample >> 4);
        }
        byte[] zeros = shifted.clone();
        for (int i = 0; i < zeros.length; i += 2) {
            zeros[i] &= (byte) 0xF0;
        }
        EncodedFrame high = encode(shifted, shape(12, 15));
        assertThat(high.codestream()[PRECISION]).isEqualTo((byte) 15);
        assertThat(high.codestream()).isEqualTo(encode(zeros, shape(12, 15)).codestream());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1001", "", "10.5", "ten"})
    void theRatioIsANumberFrom1To1000(String ratio) {
        assertThatThrownBy(() -> encoder.configure(Map.of("ratio", ratio)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ratio is \"" + ratio + "\": expected a whole number from 1 to 1000");
    }

    @Test
    void theRatioIs10UnlessGiven() throws IOException, DicomException {
        TestFrame frame = TestFrame.smooth(shape(12, 11));
        encoder.configure(Map.of());
        assertThat(encoder.encode(frame.decoded(), frame.shape(), syntax).codestream())
                .isEqualTo(encode(frame, 10).codestream());
    }

    @ParameterizedTest
    @CsvSource({
        "1, 32, MONOCHROME2, false, samples of 32 bits",
        "1, 1, MONOCHROME2, false, samples of 1 bits",
        "1, 32, MONOCHROME2, true, floating point numbers",
        "3, 8, YBR_FULL_422, false, as YBR_FULL_422",
        "4, 8, ARGB, false, 4 samples",
        "1, 8, PALETTE COLOR, false, PALETTE COLOR",
    })
    void whatDoesNotFitIsRefused(int samples, int allocated, String photometric, boolean floating, String message) {
        FrameShape shape =
                new FrameShape(2, 8, samples, allocated, allocated, allocated - 1, false, false, photometric, floating);
        byte[] words = new byte[(int) DecodedFrame.bytes(2, 8, samples, allocated, photometric)];
        assertThatThrownBy(() -> encode(words, shape))
                .isInstanceOfSatisfying(
                        DicomException.class, e -> assertThat(e.reason()).isEqualTo(DicomException.Reason.INVALID))
                .hasMessageContaining(message);
    }

    private static FrameShape shape(int stored, int highBit) {
        return new FrameShape(90, 110, 1, 16, stored, highBit, false, false, "MONOCHROME2", false);
    }

    private EncodedFrame encode(byte[] words, FrameShape shape) throws IOException, DicomException {
        return encoder.encode(DecodedFrame.of(words, shape), shape, syntax);
    }
}
