package org.dicomcaravan.codec.jpegls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.DicomException.Reason;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.pixels.FrameShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class JpegLsDecoderTest {

    /** The encoding example of T.87 H.3: four by four samples. */
    private static final String EXAMPLE = "FFD8 FFF7000B08000400040101 1100 FFDA0008010100000000"
            + "C000006C80208E01C00000574000006EE6000001BC18000005D800009160" + "FFD9";

    private static final byte[] EXAMPLE_SAMPLES = {
        0,
        0,
        90,
        74,
        68,
        50,
        43,
        (byte) 205,
        64,
        (byte) 145,
        (byte) 145,
        (byte) 145,
        100,
        (byte) 145,
        (byte) 145,
        (byte) 145
    };

    @Test
    void theExampleOfTheStandard() throws IOException, DicomException {
        byte[] codestream = HexFormat.of().parseHex(EXAMPLE.replace(" ", ""));
        FrameShape shape = Pictures.shape(4, 4, 1, 8, 8, false);
        assertThat(decode(codestream, shape).samples()).isEqualTo(EXAMPLE_SAMPLES);
        assertThat(HexFormat.of()
                        .formatHex(new JpegLsEncoder()
                                .encode(Pictures.frame(shape, EXAMPLE_SAMPLES), shape, TransferSyntax.JPEG_LS)
                                .codestream()))
                .isEqualToIgnoringCase(EXAMPLE.replace(" ", ""));
    }

    @ParameterizedTest
    @EnumSource
    void samplesAreThoseOfCharls(Streams stream) throws Exception {
        DecodedFrame frame = decode(stream.codestream(), stream.shape());
        assertThat(frame.samples()).isEqualTo(stream.samples());
        assertThat(frame.precision()).isEqualTo(stream.shape().bitsStored());
        assertThat(frame.photometricInterpretation()).isEqualTo(stream.shape().photometricInterpretation());
    }

    @ParameterizedTest
    @EnumSource
    void whatIsCutFailsUnlessOnlyTheEndMarkerIsGone(Streams stream) throws Exception {
        byte[] whole = stream.codestream();
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            if (length >= whole.length - 2) {
                assertThat(decode(cut, stream.shape()).samples()).isEqualTo(stream.samples());
            } else {
                assertThatThrownBy(() -> decode(cut, stream.shape()))
                        .as("%d of %d bytes", length, whole.length)
                        .isInstanceOfSatisfying(
                                DicomException.class,
                                e -> assertThat(e.reason()).isEqualTo(Reason.INVALID));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void spoiltBitsDoNoMoreThanFail(Streams stream) throws Exception {
        byte[] whole = stream.codestream();
        Random random = new Random(87);
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            for (int i = 0; i < 1500; i++) {
                byte[] spoilt = whole.clone();
                for (int flips = random.nextInt(4); flips >= 0; flips--) {
                    spoilt[random.nextInt(spoilt.length)] ^= (byte) (1 << random.nextInt(8));
                }
                try {
                    decode(spoilt, stream.shape());
                } catch (DicomException e) {
                    assertThat(e).hasMessageContaining("JPEG-LS");
                }
            }
        });
    }

    @Test
    void paddingBehindTheEndIsIgnored() throws Exception {
        byte[] whole = Streams.GREY8.codestream();
        byte[] padded = Arrays.copyOf(whole, whole.length + 7);
        assertThat(decode(padded, Streams.GREY8.shape()).samples()).isEqualTo(Streams.GREY8.samples());
        byte[] withoutEnd = Arrays.copyOf(Arrays.copyOf(whole, whole.length - 2), whole.length - 1);
        assertThat(decode(withoutEnd, Streams.GREY8.shape()).samples()).isEqualTo(Streams.GREY8.samples());
    }

    @Test
    void dataBehindTheLastSampleFails() throws Exception {
        byte[] whole = Streams.GREY8.codestream();
        byte[] longer = Arrays.copyOf(whole, whole.length + 4);
        System.arraycopy(new byte[] {1, 2, 3, 4, -1, (byte) 0xD9}, 0, longer, whole.length - 2, 6);
        fails(longer, Streams.GREY8.shape(), Reason.INVALID, "goes on behind its last sample");
    }

    @ParameterizedTest
    @CsvSource({"22, 31, 1", "23, 30, 1", "23, 31, 3"})
    void geometryOtherThanDeclaredFails(int rows, int columns, int samples) throws Exception {
        fails(
                Streams.GREY8.codestream(),
                Pictures.shape(rows, columns, samples, 8, 8, false),
                Reason.INVALID,
                "31 x 23 pixels of 1 samples, the data set says");
    }

    @Test
    void wordsAreAsLongAsTheCodestreamNeeds() throws Exception {
        FrameShape wrong = Pictures.shape(17, 19, 1, 8, 8, false);
        DecodedFrame frame = decode(Streams.GREY16.codestream(), wrong);
        assertThat(frame.bitsAllocated()).isEqualTo(16);
        assertThat(frame.samples()).isEqualTo(Streams.GREY16.samples());
        FrameShape wide = Pictures.shape(23, 31, 1, 32, 8, false);
        byte[] words = decode(Streams.GREY8.codestream(), wide).samples();
        byte[] bytes = Streams.GREY8.samples();
        assertThat(words).hasSize(4 * bytes.length);
        assertThat(new byte[] {words[40], words[41], words[42], words[43]}).isEqualTo(new byte[] {bytes[10], 0, 0, 0});
    }

    @Test
    void coloursAreTheDataSetsUnlessTheCodestreamTransformsThem() throws Exception {
        FrameShape halved = Streams.PIXELS.shape().withPhotometricInterpretation("YBR_FULL_422");
        assertThat(decode(Streams.PIXELS.codestream(), halved).photometricInterpretation())
                .isEqualTo("YBR_FULL");
        FrameShape full = Streams.HP1.shape().withPhotometricInterpretation("YBR_FULL");
        assertThat(decode(Streams.HP1.codestream(), full).photometricInterpretation())
                .isEqualTo("RGB");
    }

    /** Header, and why it is refused. Before the scan come dimensions of 4 x 4 and 8 bits. */
    @ParameterizedTest
    @CsvSource({
        "FFD9, INVALID, does not start with SOI",
        "FFD8 FFD9, INVALID, ends before all of its components",
        "FFD8 FFC3000B08000400040101 1100, UNSUPPORTED, marker FFC3",
        "FFD8 FFF7000B11000400040101 1100, INVALID, 17 bits",
        "FFD8 FFF7000B01000400040101 1100, INVALID, 1 bits",
        "FFD8 FFF7000B08000400040001 1100, UNSUPPORTED, 0 components",
        "FFD8 FFF7000B08000400040101 0100, INVALID, sampling factors 01",
        "FFD8 FFF7000B08000400040101, INVALID, ends inside a marker segment",
        "FFD8 FFDA0008010100000000, INVALID, before the frame header",
        "FFD8 FFF7000B08000000040101 1100 FFDA0008010100000000, UNSUPPORTED, 4 x 0 pixels",
        "FFD8 FFF7000B08000400040101 1100 FFDA0008010200000000, INVALID, component 2",
        "FFD8 FFF7000B08000400040101 1100 FFDA0008010101000000, UNSUPPORTED, mapping table",
        "FFD8 FFF7000B08000400040101 1100 FFDA0008010100000001, UNSUPPORTED, point transform",
        "FFD8 FFF7000B08000400040101 1100 FFDA0008010100000300, INVALID, interleave mode 3",
        "FFD8 FFF7000B08000400040101 1100 FFDA0008010100800000, INVALID, NEAR 128",
        "FFD8 FFF7000B08000400040101 1100 FFF8000D0100FF0009000800070040 FFDA0008010100000000, INVALID, thresholds",
        "FFD8 FFF8000305, UNSUPPORTED, parameters of type 5",
        "FFD8 FFE800076D72667804, UNSUPPORTED, colour transform 4",
    })
    void headersThatAreRefused(String header, Reason reason, String message) {
        byte[] codestream = HexFormat.of().parseHex(header.replace(" ", ""));
        fails(codestream, Pictures.shape(4, 4, 1, 8, 8, false), reason, message);
    }

    @Test
    void aFrameThatNoArrayHoldsFails() {
        String huge = EXAMPLE.replace("0800040004", "08FFFFFFFF");
        byte[] codestream = HexFormat.of().parseHex(huge.replace(" ", ""));
        fails(codestream, Pictures.shape(65_535, 65_535, 1, 8, 8, false), Reason.INVALID, "4294836225 bytes");
    }

    /** Dimensions in an LSE segment of type 4 instead of the frame header. */
    @Test
    void dimensionsOfTheirOwn() throws IOException, DicomException {
        String oversize =
                EXAMPLE.replace("0800040004", "0800000000").replace("FFDA", "FFF8000C040400000004 00000004 FFDA");
        byte[] codestream = HexFormat.of().parseHex(oversize.replace(" ", ""));
        assertThat(decode(codestream, Pictures.shape(4, 4, 1, 8, 8, false)).samples())
                .isEqualTo(EXAMPLE_SAMPLES);
    }

    private static void fails(byte[] codestream, FrameShape shape, Reason reason, String message) {
        assertThatThrownBy(() -> decode(codestream, shape))
                .isInstanceOfSatisfying(
                        DicomException.class, e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessageContaining(message);
    }

    private static DecodedFrame decode(byte[] codestream, FrameShape shape) throws IOException, DicomException {
        return new JpegLsDecoder().decode(codestream, shape, TransferSyntax.JPEG_LS);
    }
}
