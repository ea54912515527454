package org.dicomcaravan.codec.jpeg2000;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.dicomcaravan.codec.Codecs;
import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.codec.EncodedFrame;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.DicomException.Reason;
import org.dicomcaravan.dicom.pixels.FrameShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole codestreams, and some that are in the field though they are not quite right. */
class Jpeg2000DecoderTest {

    /** The codestream of T.800 J.10: one column of nine samples. */
    private static final String EXAMPLE = "FF4F FF510029 0000 00000001 00000009 00000000 00000000 00000001 00000009"
            + "00000000 00000000 0001 070101 FF5C0007 40 40484850 FF52000C 00 00 0001 00 01 04 04 00 01"
            + "FF90000A 0000 0000001E 00 01 FF93 C7D40C018F0DC8755DC07C21800FB176 FFD9";

    private static final byte[] SAMPLES = {101, 103, 104, 105, 96, 97, 96, 102, 109};

    /** Where the example has TNsot; before it come TPsot and the four bytes of Psot. */
    private static final int PARTS = 0117;

    private static final FrameShape SHAPE = Decoding.shape(9, 1, 1, 8);

    private static byte[] example() {
        return HexFormat.of().parseHex(EXAMPLE.replace(" ", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"90", "91", "92", "93", "201", "202", "203"})
    void isInstalled(String syntax) {
        assertThat(Codecs.load(getClass().getClassLoader())
                        .decoder("1.2.840.10008.1.2.4." + syntax)
                        .orElseThrow()
                        .name())
                .isEqualTo("jpeg-2000");
    }

    @Test
    void theExampleOfTheStandard() throws IOException, DicomException {
        DecodedFrame frame = Decoding.decode(example(), SHAPE);
        assertThat(frame.samples()).isEqualTo(SAMPLES);
        assertThat(frame.precision()).isEqualTo(8);
        assertThat(frame.signed()).isFalse();
    }

    /** PS3.5 A.4.4 forbids it; it is there nevertheless. */
    @ParameterizedTest
    @ValueSource(strings = {"00000000 6A703263", "0000006C 6A703263", "00000001 6A703263 0000000000000074"})
    void insideAJp2File(String box) throws IOException, DicomException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        String before = "0000000C 6A502020 0D0A870A 00000014 66747970 6A703220 00000000 6A703220" + box;
        file.writeBytes(HexFormat.of().parseHex(before.replace(" ", "")));
        file.writeBytes(example());
        assertThat(Decoding.decode(file.toByteArray(), SHAPE).samples()).isEqualTo(SAMPLES);
    }

    @Test
    void theEndMarkerMayBeMissing() throws IOException, DicomException {
        byte[] whole = example();
        for (int length : new int[] {whole.length - 1, whole.length - 2}) {
            byte[] shorter = Arrays.copyOf(Arrays.copyOf(whole, whole.length - 2), length);
            assertThat(Decoding.decode(shorter, SHAPE).samples()).isEqualTo(SAMPLES);
        }
    }

    @Test
    void paddingBehindTheEndIsIgnored() throws IOException, DicomException {
        byte[] whole = example();
        assertThat(Decoding.decode(Arrays.copyOf(whole, whole.length + 7), SHAPE)
                        .samples())
                .isEqualTo(SAMPLES);
        byte[] withoutEnd = Arrays.copyOf(Arrays.copyOf(whole, whole.length - 2), whole.length + 7);
        assertThat(Decoding.decode(withoutEnd, SHAPE).samples()).isEqualTo(SAMPLES);
    }

    @Test
    void junkBehindTheLastTilePartFails() {
        byte[] whole = example();
        for (String junk : List.of("01", "FF", "0001", "FF93", "FF52", "FFD8", "0000000080")) {
            byte[] bytes = HexFormat.of().parseHex(junk);
            byte[] longer = Arrays.copyOf(whole, whole.length - 2 + bytes.length);
            System.arraycopy(bytes, 0, longer, whole.length - 2, bytes.length);
            Decoding.fails(longer, SHAPE, Reason.INVALID, "neither a tile-part nor the end");
        }
    }

    /** A.4.2: the last tile-part may leave its length open. Some say more than there is. */
    @ParameterizedTest
    @ValueSource(ints = {0, 32, 33, 1000, -1})
    void theLengthOfTheLastTilePartIsNotTrusted(int length) throws IOException, DicomException {
        byte[] codestream = example();
        ByteBuffer.wrap(codestream).putInt(PARTS - 5, length);
        assertThat(Decoding.decode(codestream, SHAPE).samples()).isEqualTo(SAMPLES);
        byte[] withoutEnd = Arrays.copyOf(codestream, codestream.length - 2);
        assertThat(Decoding.decode(withoutEnd, SHAPE).samples()).isEqualTo(SAMPLES);
    }

    /** As a copy that stopped leaves a file whose room was made beforehand. */
    @ParameterizedTest
    @ValueSource(bytes = {0, -1})
    void whatIsCutOffAndFilledUpFails(byte filling) throws IOException, DicomException {
        TestFrame frame = TestFrame.smooth(new FrameShape(200, 300, 1, 16, 12, 11, false, false, "MONOCHROME2", false));
        for (EncodedFrame encoded : List.of(frame.encode(), frame.encodeWithLoss(5), frame.encodeFastWithLoss(5))) {
            byte[] codestream = encoded.codestream();
            for (int percent : new int[] {10, 30, 50, 70, 90, 97, 99}) {
                byte[] filled = codestream.clone();
                Arrays.fill(filled, codestream.length * percent / 100, filled.length, filling);
                assertThatThrownBy(() -> Decoding.decode(filled, frame.shape()))
                        .as("%d %%", percent)
                        .isInstanceOf(DicomException.class);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, less than its header",
        "13, less than its header",
        "14, neither a tile-part nor the end",
        "29, neither a tile-part nor the end"
    })
    void tilePartsThatAreTooShortFail(int length, String message) {
        byte[] codestream = example();
        ByteBuffer.wrap(codestream).putInt(PARTS - 5, length);
        Decoding.fails(codestream, SHAPE, Reason.INVALID, message);
    }

    /** Of Kakadu there are files that say there is another number of tile-parts than there is. */
    @ParameterizedTest
    @ValueSource(ints = {0, 2, 255})
    void theNumberOfTilePartsIsNotTrusted(int parts) throws IOException, DicomException {
        byte[] codestream = example();
        codestream[PARTS] = (byte) parts;
        assertThat(Decoding.decode(codestream, SHAPE).samples()).isEqualTo(SAMPLES);
    }

    @Test
    void aTileThatIsNotThereFails() {
        byte[] codestream = new HandMade()
                .size(new Rectangle(0, 0, 2, 1), new Rectangle(0, 0, 1, 1), "070101")
                .segment(Markers.COD, HandMade.COD)
                .segment(Markers.QCD, HandMade.QCD)
                .tile(1, new byte[1])
                .end();
        Decoding.fails(codestream, Decoding.shape(1, 2, 1, 8), Reason.INVALID, "tile 1 of 2 is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"opj_compress", "ojph_compress"})
    void whatIsCutFailsOrIsWholeWithoutWhatIsGone(String program) throws IOException, DicomException {
        int failed = 0;
        for (KeptStreams.Kept kept : new KeptStreams(program).all()) {
            byte[] whole = kept.bytes();
            for (int length = 0; length < Math.min(whole.length, 700); length++) {
                failed += cut(kept, length);
            }
            for (int length = Math.max(700, whole.length - 100); length < whole.length; length++) {
                failed += cut(kept, length);
            }
        }
        assertThat(failed).isGreaterThan(5000);
    }

    private static int cut(KeptStreams.Kept kept, int length) throws IOException {
        Picture decoded;
        try {
            decoded = Decoding.decode(Arrays.copyOf(kept.bytes(), length), kept.expected());
        } catch (DicomException e) {
            assertThat(e.reason()).isEqualTo(Reason.INVALID);
            return 1;
        }
        assertThat(decoded.farthest(kept.expected()))
                .as("%s, %d bytes", kept, length)
                .isZero();
        return 0;
    }

    @ParameterizedTest
    @CsvSource({"8, 1, 1", "9, 2, 1", "9, 1, 3"})
    void geometryOtherThanDeclaredFails(int rows, int columns, int samples) {
        Decoding.fails(
                example(),
                Decoding.shape(rows, columns, samples, 8),
                Reason.INVALID,
                "1 x 9 pixels of 1 samples, the data set says");
    }

    @Test
    void precisionAndSignAreThoseOfTheCodestream() throws IOException, DicomException {
        byte[] codestream = example();
        codestream[052] = (byte) 0x89; // ten bits with a sign: there is no level to be shifted
        DecodedFrame frame = Decoding.decode(codestream, SHAPE);
        assertThat(frame.precision()).isEqualTo(10);
        assertThat(frame.signed()).isTrue();
        assertThat(frame.bitsAllocated()).isEqualTo(16);
        for (int i = 0; i < SAMPLES.length; i++) {
            int word = frame.samples()[2 * i] & 0xFF | frame.samples()[2 * i + 1] << 8;
            assertThat(word).isEqualTo(SAMPLES[i] - 128);
        }
    }

    @Test
    void wordsAreAsLongAsTheDataSetWantsThem() throws IOException, DicomException {
        DecodedFrame frame = Decoding.decode(example(), Decoding.shape(9, 1, 1, 32));
        assertThat(frame.bitsAllocated()).isEqualTo(32);
        assertThat(Arrays.copyOfRange(frame.samples(), 8, 16)).isEqualTo(new byte[] {104, 0, 0, 0, 105, 0, 0, 0});
    }

    @Test
    void numbersBeyondThePrecisionAreClamped() throws IOException, DicomException {
        byte[] codestream = example();
        codestream[052] = (byte) 0x84; // five bits with a sign: from -16 to 15
        assertThat(Decoding.decode(codestream, SHAPE).samples())
                .containsExactly(-16, -16, -16, -16, -16, -16, -16, -16, -16);
        codestream[052] = 5; // six bits: level 32
        assertThat(Decoding.decode(codestream, SHAPE).samples()).containsExactly(5, 7, 8, 9, 0, 1, 0, 6, 13);
    }

    /** What the codestream transformed is RGB, whatever the data set says; else it says what colours there are. */
    @ParameterizedTest
    @CsvSource({
        "26, RGB, RGB", "26, YBR_RCT, RGB", "26, YBR_FULL_422, RGB",
        "31, RGB, RGB", "31, YBR_FULL, YBR_FULL", "31, YBR_FULL_422, YBR_FULL",
    })
    void colours(String kept, String declared, String decoded) throws IOException, DicomException {
        KeptStreams.Kept stream = KeptStreams.of("opj_compress", kept);
        assertThat(stream.options()).contains(kept.equals("26") ? "-mct 1" : "-mct 0");
        FrameShape shape = stream.expected().shape().withPhotometricInterpretation(declared);
        assertThat(Decoding.decode(stream.bytes(), shape).photometricInterpretation())
                .isEqualTo(decoded);
    }

    @Test
    void anotherCodestreamDoesNotChangeTheNext() throws IOException, DicomException {
        assertThatThrownBy(() -> Decoding.decode(Arrays.copyOf(example(), 90), SHAPE))
                .isInstanceOf(DicomException.class);
        assertThat(Decoding.decode(example(), SHAPE).samples()).isEqualTo(SAMPLES);
    }
}
