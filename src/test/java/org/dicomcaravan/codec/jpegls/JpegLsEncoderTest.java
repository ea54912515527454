package org.dicomcaravan.codec.jpegls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Map;
import java.util.Random;
import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.codec.EncodedFrame;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.pixels.FrameShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JpegLsEncoderTest {

    private static final int PRECISION = 6; // of bytes in the codestream, that of P in SOF55
    private static final TransferSyntax NEAR = TransferSyntax.JPEG_LS_NEAR_LOSSLESS;

    @ParameterizedTest
    @CsvSource({
        "8, 1, false, false, 2",
        "8, 7, false, false, 7",
        "8, 7, false, true, 8",
        "16, 12, false, false, 12",
        "16, 12, false, true, 16",
        "16, 12, true, false, 12",
        "16, 12, true, true, 16",
    })
    void thePrecisionIsBitsStoredUnlessMoreIsThere(
            int allocated, int stored, boolean signed, boolean unusedBits, int precision)
            throws IOException, DicomException {
        FrameShape shape = Pictures.shape(40, 50, 1, allocated, stored, signed);
        byte[] words = Pictures.words(shape, 1, unusedBits, new Random(1));
        EncodedFrame encoded = encode(new JpegLsEncoder(), shape, words, TransferSyntax.JPEG_LS);
        assertThat(encoded.codestream()[PRECISION]).isEqualTo((byte) precision);
        assertThat(encoded.lossyMethod()).isEmpty();
        assertThat(encoded.photometricInterpretation()).isEqualTo("MONOCHROME2");
        assertThat(decode(encoded, shape)).isEqualTo(words);
    }

    @Test
    void nearLosslessIsSmallerAndSaysSo() throws IOException, DicomException {
        FrameShape shape = Pictures.shape(60, 70, 3, 8, 8, false);
        byte[] words = Pictures.words(shape, 1, false, new Random(2));
        EncodedFrame near = encode(new JpegLsEncoder(), shape, words, NEAR);
        EncodedFrame exact = encode(new JpegLsEncoder(), shape, words, TransferSyntax.JPEG_LS);
        assertThat(near.codestream().length).isLessThan(exact.codestream().length * 3 / 4);
        assertThat(near.lossyMethod()).contains("ISO_14495_1");
        assertThat(decode(near, shape)).isNotEqualTo(words);
    }

    @Test
    void withNear0NothingIsLost() throws IOException, DicomException {
        FrameShape shape = Pictures.shape(20, 30, 1, 16, 12, true);
        byte[] words = Pictures.words(shape, 1, true, new Random(3));
        JpegLsEncoder encoder = new JpegLsEncoder();
        encoder.configure(Map.of("near", "0"));
        EncodedFrame encoded = encode(encoder, shape, words, NEAR);
        assertThat(encoded.lossyMethod()).isEmpty();
        assertThat(decode(encoded, shape)).isEqualTo(words);
    }

    /** One more would be the smallest number: 127 + 1 is -128 in eight bits. */
    @Test
    void numbersAtTheEndsOfTheirRangeKeepTheirSign() throws IOException, DicomException {
        FrameShape shape = Pictures.shape(1, 6, 1, 8, 8, true);
        byte[] ends = {127, -128, 126, -127, 0, -1};
        JpegLsEncoder encoder = new JpegLsEncoder();
        encoder.configure(Map.of("near", "3"));
        byte[] decoded = decode(encode(encoder, shape, ends, NEAR), shape);
        for (int i = 0; i < ends.length; i++) {
            assertThat(Math.abs(decoded[i] - ends[i])).isLessThanOrEqualTo(3);
        }
    }

    /** What reads a lossy syntax would take them for part of a sample that overshot, and clamp it. */
    @Test
    void overlaysInUnusedBitsAreLeftOut() throws IOException, DicomException {
        FrameShape shape = Pictures.shape(30, 40, 1, 16, 10, false);
        byte[] words = Pictures.words(shape, 1, true, new Random(4));
        byte[] decoded = decode(encode(new JpegLsEncoder(), shape, words, NEAR), shape);
        for (int i = 0; i < words.length; i += 2) {
            assertThat(word(decoded, i)).isBetween(0, 1023).isCloseTo(word(words, i) & 1023, within(2));
        }
    }

    /** As CT scanners store them: -1000 of 12 bits is FC18, of which C18 is the sample. */
    @Test
    void extendedSignsAreLeftOut() throws IOException, DicomException {
        FrameShape shape = Pictures.shape(1, 5, 1, 16, 12, true);
        byte[] words = {0x18, (byte) 0xFC, (byte) 0xFF, (byte) 0xFF, 0, 0, 0x64, 0, (byte) 0xE8, 0x03};
        byte[] decoded = decode(encode(new JpegLsEncoder(), shape, words, NEAR), shape);
        for (int i = 0; i < words.length; i += 2) {
            assertThat(word(decoded, i)).isBetween(0, 4095).isCloseTo(word(words, i) & 4095, within(2));
        }
    }

    @Test
    void aSampleInTheHighBitsStaysNear() throws IOException, DicomException {
        FrameShape shape = new FrameShape(1, 4, 1, 16, 12, 15, false, false, "MONOCHROME2", false);
        byte[] words = {(byte) 0xF0, (byte) 0xFF, 0, 0, 0x50, 0x12, 0x10, 0x00};
        byte[] decoded = decode(encode(new JpegLsEncoder(), shape, words, NEAR), shape);
        for (int i = 0; i < words.length; i += 2) {
            assertThat(word(decoded, i)).isCloseTo(word(words, i), within(2));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "256", "", "2.0", "two", "1000", "+1"})
    void nearIsANumberFrom0To255(String near) {
        assertThatThrownBy(() -> new JpegLsEncoder().configure(Map.of("near", near)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("near is \"" + near + "\": expected a whole number from 0 to 255");
    }

    @ParameterizedTest
    @CsvSource({
        "1, 32, MONOCHROME2, false, samples of 32 bits",
        "1, 1, MONOCHROME2, false, samples of 1 bits",
        "1, 32, MONOCHROME2, true, floating point numbers",
        "3, 8, YBR_FULL_422, false, as YBR_FULL_422",
        "1, 8, PALETTE COLOR, false, PALETTE COLOR",
    })
    void whatDoesNotFitIsRefused(int samples, int allocated, String photometric, boolean floating, String message) {
        FrameShape shape =
                new FrameShape(2, 8, samples, allocated, allocated, allocated - 1, false, false, photometric, floating);
        byte[] words = new byte[(int) DecodedFrame.bytes(2, 8, samples, allocated, photometric)];
        assertThatThrownBy(() -> encode(new JpegLsEncoder(), shape, words, NEAR))
                .isInstanceOfSatisfying(
                        DicomException.class, e -> assertThat(e.reason()).isEqualTo(DicomException.Reason.INVALID))
                .hasMessageContaining(message);
    }

    @Test
    void aPaletteIsKeptExactly() throws IOException, DicomException {
        FrameShape shape = Pictures.shape(9, 9, 1, 8, 8, false).withPhotometricInterpretation("PALETTE COLOR");
        byte[] words = Pictures.words(shape, 2, false, new Random(5));
        EncodedFrame encoded = encode(new JpegLsEncoder(), shape, words, TransferSyntax.JPEG_LS);
        assertThat(encoded.photometricInterpretation()).isEqualTo("PALETTE COLOR");
        assertThat(decode(encoded, shape)).isEqualTo(words);
    }

    private static EncodedFrame encode(JpegLsEncoder encoder, FrameShape shape, byte[] words, TransferSyntax syntax)
            throws IOException, DicomException {
        return encoder.encode(Pictures.frame(shape, words), shape, syntax);
    }

    private static int word(byte[] words, int at) {
        return words[at] & 0xFF | (words[at + 1] & 0xFF) << 8;
    }

    private static byte[] decode(EncodedFrame encoded, FrameShape shape) throws IOException, DicomException {
        return new JpegLsDecoder()
                .decode(encoded.codestream(), shape, TransferSyntax.JPEG_LS)
                .samples();
    }
}
