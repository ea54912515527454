package org.dicomcaravan.codec.jpeg2000;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Map;
import org.dicomcaravan.codec.Codecs;
import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.codec.EncodedFrame;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.pixels.FrameShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the codestream says, and how long it is; {@link LossyOpenJpegTest} decodes it. */
class HtJpeg2000EncoderTest {

    private static final int PRECISION = 42; // Ssiz, by its place in the codestream

    @Test
    void isInstalledWithItsSetting() throws IOException, DicomException {
        TestFrame frame = TestFrame.grey(200, 200, 8, 8, false);
        EncodedFrame encoded = Codecs.load(getClass().getClassLoader(), Map.of("htj2k.ratio", "40"))
                .encoder("1.2.840.10008.1.2.4.203")
                .orElseThrow()
                .encode(frame.decoded(), frame.shape(), TransferSyntax.HTJ2K);
        assertThat(encoded.codestream()).isEqualTo(frame.encodeFastWithLoss(40).codestream());
    }

    @Test
    void theHeaderSaysThatItIsHighThroughput() throws IOException, DicomException {
        byte[] codestream = TestFrame.grey(1, 1, 8, 8, false, 129, 129)
                .encodeFastWithLoss(10)
                .codestream();
        assertThat(codestream)
                .asHexString()
                .startsWith(
                        "FF4F" // SOC
                                + "FF510029400000000001000000010000000000000000" // SIZ: as CAP says; 1 x 1 at 0, 0
                                + "000000010000000100000000000000000001" // one tile of 1 x 1, one component
                                + "070101" // 8 bits, unsigned, not subsampled
                                + "FF500008000200000022" // CAP: Part 15; 8 + 2 bit-planes, irreversible
                                + "FF52000C00000001000004044000" // COD: LRCP, 1 layer, no levels, 64 x 64, HT, 9/7
                                + "FF5C0005424800" // QCD: expounded, 2 guard bits, exponent 9, mantissa 0: steps of 1/2
                                + "FF90000A0000"); // SOT
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
        int length = frame.encodeFastWithLoss(ratio).codestream().length;
        assertThat(length).isBetween(target * 98 / 100, target);
    }

    @Test
    void tilesShareTheRate() throws IOException, DicomException {
        TestFrame frame = TestFrame.smooth(new FrameShape(100, 4500, 1, 8, 8, 7, false, false, "MONOCHROME2", false));
        int target = 4500 * 100 / 20;
        assertThat(frame.encodeFastWithLoss(20).codestream().length).isBetween(target * 97 / 100, target);
    }

    /** A frame that is all noise, or has no wavelet that could make it smaller, is not given up for its rate. */
    @Test
    void somethingIsLeftOfThePicture() throws IOException, DicomException {
        TestFrame thin = TestFrame.flat(new FrameShape(1, 9000, 3, 8, 7, 6, false, false, "RGB", false), 98);
        DecodedFrame decoded = new Jpeg2000Decoder()
                .decode(thin.encodeFastWithLoss(100).codestream(), thin.shape(), TransferSyntax.HTJ2K);
        for (byte sample : decoded.samples()) {
            assertThat((int) sample).isCloseTo(98, within(16));
        }
    }

    @Test
    void itSaysWhatItDid() throws IOException, DicomException {
        EncodedFrame rgb = TestFrame.colour(60, 50, "RGB").encodeFastWithLoss(10);
        assertThat(rgb.photometricInterpretation()).isEqualTo("YBR_ICT");
        assertThat(rgb.lossyMethod()).contains("ISO_15444_15");
        EncodedFrame other = TestFrame.colour(60, 50, "YBR_FULL").encodeFastWithLoss(10);
        assertThat(other.photometricInterpretation()).isEqualTo("YBR_FULL");
        EncodedFrame exact = TestFrame.grey(5, 5, 8, 8, false).encodeFastWithLoss(1);
        assertThat(exact.photometricInterpretation()).isEqualTo("MONOCHROME2");
        assertThat(exact.lossyMethod()).contains("ISO_15444_15");
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
                .isEqualTo(clean.encodeFastWithLoss(10).codestream());
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
        assertThatThrownBy(() -> new HtJpeg2000Encoder().configure(Map.of("ratio", ratio)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ratio is \"" + ratio + "\": expected a whole number from 1 to 1000");
    }

    @Test
    void theRatioIs10UnlessGiven() throws IOException, DicomException {
        TestFrame frame = TestFrame.smooth(shape(12, 11));
        HtJpeg2000Encoder encoder = new HtJpeg2000Encoder();
        encoder.configure(Map.of());
        assertThat(encoder.encode(frame.decoded(), frame.shape(), TransferSyntax.HTJ2K)
                        .codestream())
                .isEqualTo(frame.encodeFastWithLoss(10).codestream());
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

    private static EncodedFrame encode(byte[] words, FrameShape shape) throws IOException, DicomException {
        return new HtJpeg2000Encoder().encode(DecodedFrame.of(words, shape), shape, TransferSyntax.HTJ2K);
    }
}
