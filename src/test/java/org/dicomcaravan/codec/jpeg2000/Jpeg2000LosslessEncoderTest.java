package org.dicomcaravan.codec.jpeg2000;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.dicomcaravan.codec.Codecs;
import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.codec.EncodedFrame;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.pixels.FrameShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the codestream says; {@link OpenJpegTest} decodes it. */
class Jpeg2000LosslessEncoderTest {

    @Test
    void isInstalled() {
        assertThat(Codecs.load(getClass().getClassLoader())
                        .encoder("1.2.840.10008.1.2.4.90")
                        .orElseThrow()
                        .name())
                .isEqualTo("jpeg-2000");
    }

    @Test
    void theWholeCodestreamOfASingleSample() throws IOException, DicomException {
        byte[] codestream = TestFrame.grey(1, 1, 8, 8, false, 128, 128).encode().codestream();
        assertThat(codestream)
                .asHexString()
                .isEqualTo(
                        "FF4F" // SOC
                                + "FF510029000000000001000000010000000000000000" // SIZ: 1 x 1 at 0, 0
                                + "000000010000000100000000000000000001" // one tile of 1 x 1, one component
                                + "070101" // 8 bits, unsigned, not subsampled
                                + "FF52000C00000001000004040001" // COD: LRCP, 1 layer, no levels, 64 x 64, 5/3
                                + "FF5C00044040" // QCD: 2 guard bits, range 8 bits
                                + "FF90000A00000000000F0001FF93" // SOT, 15 bytes, SOD
                                + "00" // an empty packet: the sample is 0 after the level shift
                                + "FFD9");
    }

    @ParameterizedTest
    @CsvSource({
        "12, false, 0, 4095, 11",
        "12, false, 0, 4096, 11",
        "12, true, -2048, 2047, 139",
        "12, true, 0, 2048, 139",
        "12, true, -2049, 0, 139",
        "8, false, 0, 255, 7",
        "16, true, -32768, 32767, 143",
        "1, false, 0, 1, 0",
    })
    void thePrecisionIsBitsStoredWhateverIsInOtherBits(int stored, boolean signed, int low, int high, int ssiz)
            throws IOException, DicomException {
        byte[] codestream =
                TestFrame.grey(9, 7, 16, stored, signed, low, high).encode().codestream();
        assertThat(codestream[42] & 0xFF).isEqualTo(ssiz);
    }

    /** Zeros above negative numbers, and an overlay: a reader that believes the codestream has to get the numbers. */
    @Test
    void whatIsInOtherBitsIsLeftOut() throws IOException, DicomException {
        TestFrame clean = TestFrame.grey(40, 30, 16, 12, true);
        byte[] words = clean.decoded().samples().clone();
        for (int i = 1; i < words.length; i += 2) {
            words[i] = (byte) (words[i] & 0xF | i % 16 << 4);
        }
        EncodedFrame encoded = new Jpeg2000LosslessEncoder()
                .encode(DecodedFrame.of(words, clean.shape()), clean.shape(), TransferSyntax.JPEG_2000_LOSSLESS);
        assertThat(encoded.codestream()).isEqualTo(clean.encode().codestream());
    }

    @Test
    void wordsStayWholeWhereTheHighBitIsNotTheUsualOne() throws IOException, DicomException {
        TestFrame frame = TestFrame.grey(9, 7, 16, 12, false, 0, 100);
        FrameShape shifted = new FrameShape(7, 9, 1, 16, 12, 15, false, false, "MONOCHROME2", false);
        EncodedFrame encoded =
                new Jpeg2000LosslessEncoder().encode(frame.decoded(), shifted, TransferSyntax.JPEG_2000_LOSSLESS);
        assertThat(encoded.codestream()[42]).isEqualTo((byte) 15);
    }

    @Test
    void coloursAreTransformedWhereTheyAreRgb() throws IOException, DicomException {
        EncodedFrame rgb = TestFrame.colour(20, 10, "RGB").encode();
        assertThat(rgb.photometricInterpretation()).isEqualTo("YBR_RCT");
        assertThat(rgb.lossyMethod()).isEmpty();
        EncodedFrame other = TestFrame.colour(20, 10, "YBR_FULL").encode();
        assertThat(other.photometricInterpretation()).isEqualTo("YBR_FULL");
    }

    @Test
    void otherFramesAreRefused() {
        Jpeg2000LosslessEncoder encoder = new Jpeg2000LosslessEncoder();
        FrameShape shape = new FrameShape(1, 8, 1, 1, 1, 0, false, false, "MONOCHROME2", false);
        DecodedFrame bits = new DecodedFrame(1, 8, 1, 1, 1, false, "MONOCHROME2", new byte[1]);
        assertThatThrownBy(() -> encoder.encode(bits, shape, TransferSyntax.JPEG_2000_LOSSLESS))
                .isInstanceOf(DicomException.class)
                .hasMessageContaining("1 samples of 1 bits as MONOCHROME2");
        DecodedFrame halved = new DecodedFrame(1, 2, 3, 8, 8, false, "YBR_FULL_422", new byte[4]);
        assertThatThrownBy(() -> encoder.encode(halved, shape, TransferSyntax.JPEG_2000_LOSSLESS))
                .isInstanceOf(DicomException.class);
    }

    /** Digests of codestreams that OpenJPEG decodes to exactly these samples: {@link OpenJpegTest} has the same frames. */
    @ParameterizedTest
    @CsvSource({
        "grey, 200, 130, 8, 8, false, dbd226083b86029a",
        "grey, 65, 3, 16, 12, false, f1120e0f781807e4",
        "grey, 128, 97, 16, 16, true, 9dce65c4a5d6923e",
        "grey, 4100, 33, 16, 10, true, 59e5ed576ae0dd53",
        "colour, 150, 170, 8, 8, false, 0691530d04575349",
    })
    void codestreamsStayTheSame(
            String kind, int columns, int rows, int allocated, int stored, boolean signed, String digest)
            throws Exception {
        TestFrame frame = kind.equals("colour")
                ? TestFrame.colour(columns, rows, "RGB")
                : TestFrame.grey(columns, rows, allocated, stored, signed);
        byte[] sum = MessageDigest.getInstance("SHA-256").digest(frame.encode().codestream());
        assertThat(HexFormat.of().formatHex(sum, 0, 8)).isEqualTo(digest);
    }
}
