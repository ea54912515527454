package org.dicomcaravan.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.dicomcaravan.codec.rle.RleEncoder;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.pixels.FrameShape;
import org.junit.jupiter.api.Test;

class FrameReaderTest {

    private static final Codecs CODECS = Codecs.load(FrameReaderTest.class.getClassLoader());
    private static final String JPEG = "1.2.840.10008.1.2.4.50";

    private static TestFile rgb(int planar) {
        return TestFile.image(1, 2, 8, 8, "RGB").us(0x00280002, 3).us(0x00280006, planar);
    }

    @Test
    void nativeFramesAreReadOneByOne() throws IOException, DicomException {
        TestFile file = TestFile.image(1, 2, 16, 12, "MONOCHROME2")
                .text(0x00280008, "IS", "2")
                .pixelWords(0x0102, 0x0304, 0x0506, 0x0708);
        for (String syntax : List.of(TestFile.EXPLICIT, TestFile.IMPLICIT, TestFile.BIG_ENDIAN)) {
            FrameReader reader = FrameReader.of(file.open(syntax), CODECS);
            assertThat(reader.frames()).isEqualTo(2);
            assertThat(reader.streams()).isTrue();
            DecodedFrame frame = reader.decode(1);
            assertThat(frame.samples()).containsExactly(6, 5, 8, 7);
            assertThat(frame.precision()).isEqualTo(12);
            assertThat(reader.samples(1).samples()).containsExactly(6, 5, 8, 7);
        }
    }

    @Test
    void planesAreInterleaved() throws IOException, DicomException {
        FrameReader reader = FrameReader.of(rgb(1).pixelBytes(1, 2, 3, 4, 5, 6).open(TestFile.EXPLICIT), CODECS);
        assertThat(reader.streams()).isFalse();
        assertThat(reader.samples(0).samples()).containsExactly(1, 3, 5, 2, 4, 6);
        TestFile words = TestFile.image(1, 2, 16, 16, "RGB").us(0x00280002, 3).us(0x00280006, 1);
        FrameReader wide = FrameReader.of(words.pixelWords(1, 2, 3, 4, 5, 6).open(TestFile.EXPLICIT), CODECS);
        assertThat(wide.samples(0).samples()).containsExactly(1, 0, 3, 0, 5, 0, 2, 0, 4, 0, 6, 0);
    }

    @Test
    void packedFramesStartAtAByte() throws IOException, DicomException {
        TestFile file = TestFile.image(1, 3, 1, 1, "MONOCHROME2")
                .text(0x00280008, "IS", "2")
                .pixelBytes(0b110_101);
        FrameReader reader = FrameReader.of(file.open(TestFile.EXPLICIT), CODECS);
        assertThat(reader.samples(0).samples()).hasSize(1);
        assertThat(reader.samples(0).samples()[0] & 7).isEqualTo(0b101);
        assertThat(reader.samples(1).samples()[0] & 7).isEqualTo(0b110);
    }

    @Test
    void subsampledFramesStayTwoSamplesAPixel() throws IOException, DicomException {
        TestFile file =
                TestFile.image(1, 2, 8, 8, "YBR_FULL_422").us(0x00280002, 3).us(0x00280006, 0);
        FrameReader reader = FrameReader.of(file.pixelBytes(1, 2, 3, 4).open(TestFile.EXPLICIT), CODECS);
        assertThat(reader.samples(0).samples()).containsExactly(1, 2, 3, 4);
        assertThat(YbrFull.replicated(reader.samples(0)).samples()).containsExactly(1, 3, 4, 2, 3, 4);
    }

    /** What is copied needs no pairs, and has two samples for each of its pixels all the same. */
    @Test
    void halfAPairIsCopiedAndNotDecoded() throws IOException, DicomException {
        TestFile file = TestFile.image(1, 3, 8, 8, "YBR_FULL_422").us(0x00280002, 3);
        FrameReader reader = FrameReader.of(file.pixelBytes(1, 2, 3, 4, 5, 6).open(TestFile.EXPLICIT), CODECS);
        assertThat(reader.streams()).isTrue();
        assertRefused(() -> reader.decode(0), DicomException.Reason.INVALID, "pairs");
    }

    @Test
    void codestreamsAreDecoded() throws IOException, DicomException {
        TestFile file = TestFile.image(2, 2, 8, 8, "MONOCHROME2");
        DecodedFrame frame = new DecodedFrame(2, 2, 1, 8, 8, false, "MONOCHROME2", new byte[] {1, 2, 3, 4});
        byte[] codestream = new RleEncoder()
                .encode(frame, new FrameShape(2, 2, 1, 8, 8, 7, false, false, "MONOCHROME2", false), TransferSyntax.RLE)
                .codestream();
        FrameReader reader = FrameReader.of(file.fragments(codestream).open(TestFile.RLE), CODECS);
        assertThat(reader.streams()).isFalse();
        assertThat(reader.samples(0).samples()).containsExactly(1, 2, 3, 4);
    }

    @Test
    void whatJpegStoresAsYcbcrIsRgbForOthers() throws IOException, DicomException {
        FrameReader reader = FrameReader.of(
                rgb(0).fragments(new byte[2]).open(JPEG),
                OneDecoder.codecs(
                        JPEG,
                        (codestream, declared) -> new DecodedFrame(
                                1, 2, 3, 8, 8, false, "YBR_FULL", new byte[] {100, (byte) 128, (byte) 128, 0, 0, 0})));
        assertThat(reader.decode(0).photometricInterpretation()).isEqualTo("YBR_FULL");
        assertThat(reader.samples(0).photometricInterpretation()).isEqualTo("RGB");
        // PS3.3 C.7.6.3.1.2 at Y = Cb = Cr = 0: R and B below 0, G = 128 · 0.621206 / 0.587 = 135.46.
        assertThat(reader.samples(0).samples()).containsExactly(100, 100, 100, 0, 135, 0);
    }

    @Test
    void aDecoderThatThrowsOrInventsFailsTheFrame() throws IOException, DicomException {
        TestFile file = TestFile.image(1, 2, 8, 8, "MONOCHROME2").fragments(new byte[2]);
        FrameReader thrown = FrameReader.of(file.open(JPEG), OneDecoder.codecs(JPEG, (codestream, declared) -> {
            throw new ArrayIndexOutOfBoundsException("9");
        }));
        assertRefused(() -> thrown.decode(0), DicomException.Reason.INVALID, "frame 1 does not decode: test failed");
        FrameReader other = FrameReader.of(
                file.open(JPEG),
                OneDecoder.codecs(
                        JPEG,
                        (codestream, declared) -> new DecodedFrame(1, 1, 1, 8, 8, false, "MONOCHROME2", new byte[1])));
        assertRefused(() -> other.decode(0), DicomException.Reason.INVALID, "1 x 1 pixels");
    }

    @Test
    void whatCantBeReadIsRefused() {
        assertRefused(
                () -> FrameReader.of(
                        new TestFile().text(0x00080016, "UI", "1.2").open(TestFile.EXPLICIT), CODECS),
                DicomException.Reason.NO_PIXEL_DATA,
                "no pixel data");
        assertRefused(
                () -> FrameReader.of(rgb(0).fragments(new byte[2]).open(JPEG), Codecs.of(List.of(), List.of())),
                DicomException.Reason.UNSUPPORTED,
                JPEG);
        assertRefused(
                () -> FrameReader.of(rgb(0).fragments(new byte[2]).open(TestFile.EXPLICIT), CODECS),
                DicomException.Reason.UNSUPPORTED,
                "encapsulated");
        assertRefused(
                () -> FrameReader.of(rgb(0).pixelBytes(1, 2, 3).open(TestFile.EXPLICIT), CODECS),
                DicomException.Reason.INVALID,
                "");
        assertRefused(
                () -> FrameReader.of(
                        TestFile.image(1, 1, 24, 24, "MONOCHROME2")
                                .pixelBytes(1, 2, 3)
                                .open(TestFile.EXPLICIT),
                        CODECS),
                DicomException.Reason.INVALID,
                "24 bits");
    }

    @Test
    void framesBeyondTheLimitAreRefusedAndStillStream() throws IOException, DicomException {
        FrameReader reader = FrameReader.of(
                TestFile.image(1, 4, 8, 8, "MONOCHROME2").pixelBytes(1, 2, 3, 4).open(TestFile.EXPLICIT),
                CODECS,
                new FrameMemory(3, 100).share(() -> {}));
        assertRefused(() -> reader.decode(0), DicomException.Reason.INVALID, "limit of 3");
        assertThat(reader.streams()).isTrue();
    }

    /** A pixel is little, a codestream of it may be all that a file can hold: refused before it is read. */
    @Test
    void codestreamsBeyondTheLimitAreRefused() throws IOException, DicomException {
        TestFile file = TestFile.image(1, 1, 8, 8, "MONOCHROME2")
                .text(0x00280008, "IS", "2")
                .fragments(new byte[2], new byte[102]);
        FrameReader reader =
                FrameReader.of(file.open(TestFile.RLE), CODECS, new FrameMemory(100, 1000).share(() -> {}));
        assertRefused(() -> reader.decode(0), DicomException.Reason.INVALID, "a codestream of 102 bytes, more than");
    }

    private static void assertRefused(
            org.assertj.core.api.ThrowableAssert.ThrowingCallable call, DicomException.Reason reason, String message) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        DicomException.class, e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessageContaining(message);
    }
}
