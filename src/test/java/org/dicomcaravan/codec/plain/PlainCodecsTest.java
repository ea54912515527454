package org.dicomcaravan.codec.plain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.codec.FrameDecoder;
import org.dicomcaravan.codec.RealFile;
import org.dicomcaravan.codec.rle.RleDecoder;
import org.dicomcaravan.corpus.TestFiles;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.pixels.FrameShape;
import org.junit.jupiter.api.Test;

class PlainCodecsTest {

    private static final int[] WORDS = {1, 8, 16, 32, 64};

    private final FrameDecoder deflated = new DeflatedFrameDecoder();
    private final FrameDecoder uncompressed = new UncompressedDecoder();

    private static FrameShape shape(int rows, int columns, int samples, int allocated, boolean planar) {
        String photometric = samples == 3 ? "RGB" : "MONOCHROME2";
        return new FrameShape(
                rows, columns, samples, allocated, allocated, allocated - 1, false, planar, photometric, false);
    }

    private DecodedFrame inflate(FrameShape shape, int... codestream) throws IOException, DicomException {
        return deflated.decode(bytes(codestream), shape, TransferSyntax.DEFLATED_FRAME);
    }

    private DecodedFrame copy(FrameShape shape, int... codestream) throws IOException, DicomException {
        return uncompressed.decode(bytes(codestream), shape, TransferSyntax.ENCAPSULATED_UNCOMPRESSED);
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    /** A last, stored block as RFC 1951 3.2.4 has it. */
    @Test
    void aStoredBlock() throws IOException, DicomException {
        FrameShape shape = shape(1, 3, 1, 8, false);
        assertThat(inflate(shape, 1, 3, 0, 0xFC, 0xFF, 7, 8, 9).samples()).containsExactly(7, 8, 9);
        assertThat(inflate(shape, 1, 4, 0, 0xFB, 0xFF, 7, 8, 9, 0, 0).samples()).containsExactly(7, 8, 9);
    }

    /** zlib.compress(bytes([7, 7, 7, 7])) of Python 3.11. */
    @Test
    void aZlibWrapper() throws IOException, DicomException {
        int[] wrapped = {0x78, 0x9C, 0x63, 0x67, 0x67, 0x67, 0x07, 0x00, 0x00, 0x4A, 0x00, 0x1D};
        assertThat(inflate(shape(2, 2, 1, 8, false), wrapped).samples()).containsExactly(7, 7, 7, 7);
    }

    @Test
    void planesBecomePixels() throws IOException, DicomException {
        FrameShape shape = shape(1, 2, 3, 8, true);
        assertThat(copy(shape, 1, 4, 2, 5, 3, 6).samples()).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(inflate(shape, 1, 6, 0, 0xF9, 0xFF, 1, 4, 2, 5, 3, 6).samples())
                .containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void halvedChromaStays() throws IOException, DicomException {
        FrameShape shape = shape(1, 2, 3, 8, false).withPhotometricInterpretation("YBR_FULL_422");
        assertThat(copy(shape, 1, 2, 3, 4).samples()).containsExactly(1, 2, 3, 4);
        FrameShape odd = shape(1, 3, 3, 8, false).withPhotometricInterpretation("YBR_FULL_422");
        assertInvalid(() -> copy(odd, 1, 2, 3, 4, 5, 6), "pairs of pixels");
    }

    @Test
    void aFrameHasAsManyBytesAsItsPixels() {
        FrameShape shape = shape(1, 3, 1, 8, false);
        assertInvalid(() -> copy(shape, 1, 2), "2 bytes, 3 are expected");
        assertInvalid(() -> copy(shape, 1, 2, 3, 4, 5), "5 bytes, 3 are expected");
        assertInvalid(() -> inflate(shape, 1, 2, 0, 0xFD, 0xFF, 7, 8), "ends after 2 bytes of 3");
        assertInvalid(() -> inflate(shape, 1, 5, 0, 0xFA, 0xFF, 7, 8, 9, 0, 0), "longer than the 3 bytes");
        assertInvalid(() -> inflate(shape, 0, 3, 0, 0xFC, 0xFF, 7, 8, 9), "cut, or longer");
        assertInvalid(() -> inflate(shape, 1, 3, 0, 0xFC, 0xFF, 7, 8), "ends after 2 bytes of 3");
        assertInvalid(() -> inflate(shape, 7, 7), "damaged");
        assertInvalid(() -> inflate(shape), "can't hold");
    }

    @Test
    void aFrameThatCantBeWholeCostsNoMemory() {
        assertInvalid(() -> inflate(shape(40_000, 40_000, 1, 8, false), 1, 0, 0, 0xFF, 0xFF), "can't hold");
        assertInvalid(() -> inflate(shape(65_535, 65_535, 3, 64, false), 1), "a frame of");
    }

    @Property(tries = 200)
    void encodedSamplesComeBack(
            @ForAll @IntRange(min = 1, max = 60) int rows,
            @ForAll @IntRange(min = 1, max = 60) int columns,
            @ForAll @IntRange(min = 0, max = 4) int word,
            @ForAll @IntRange(min = 1, max = 256) int values,
            @ForAll long seed)
            throws IOException, DicomException {
        FrameShape shape = shape(rows, columns, WORDS[word] > 1 && seed % 2 == 0 ? 3 : 1, WORDS[word], false);
        byte[] samples = new byte[(int) shape.nativeFrameBytes()];
        Random random = new Random(seed);
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (byte) random.nextInt(values);
        }
        DecodedFrame frame = DecodedFrame.ofNative(samples, shape);
        TransferSyntax syntax = TransferSyntax.DEFLATED_FRAME;
        byte[] stream = new DeflatedFrameEncoder().encode(frame, shape, syntax).codestream();
        assertThat(deflated.decode(stream, shape, syntax).samples()).isEqualTo(samples);
        byte[] padded = Arrays.copyOf(stream, stream.length + stream.length % 2);
        assertThat(deflated.decode(padded, shape, syntax).samples()).isEqualTo(samples);
        syntax = TransferSyntax.ENCAPSULATED_UNCOMPRESSED;
        stream = new UncompressedEncoder().encode(frame, shape, syntax).codestream();
        assertThat(uncompressed.decode(stream, shape, syntax).samples()).isEqualTo(samples);
    }

    @Test
    void everyTruncationFails() throws IOException, DicomException {
        FrameShape shape = shape(40, 41, 1, 8, false);
        byte[] samples = new byte[40 * 41];
        new Random(8).nextBytes(samples);
        TransferSyntax syntax = TransferSyntax.DEFLATED_FRAME;
        byte[] stream = new DeflatedFrameEncoder()
                .encode(DecodedFrame.ofNative(samples, shape), shape, syntax)
                .codestream();
        for (int length = 0; length < stream.length; length++) {
            byte[] cut = Arrays.copyOf(stream, length);
            assertInvalid(() -> deflated.decode(cut, shape, syntax), "frame");
        }
    }

    /** SHA-256 of all frames, as inflated by the zlib of Python 3.11; the same images are there in RLE. */
    @Test
    void realFiles() throws Exception {
        String bits = "b022303f9581eb6f89ddc394beda0a08adaaa2eeb2fa89d021241ce104b9d9fa";
        assertThat(RealFile.sha256(TestFiles.BITS_DEFLATED, deflated)).isEqualTo(bits);
        assertThat(RealFile.sha256(TestFiles.BITS_RLE, new RleDecoder())).isEqualTo(bits);
        String oddBits = "7db6c14f8282e18f21aad95843a9153fb197314de0b4d066384a5029aa98875d";
        assertThat(RealFile.sha256(TestFiles.ODD_BITS_DEFLATED, deflated)).isEqualTo(oddBits);
        assertThat(RealFile.sha256(TestFiles.ODD_BITS_RLE, new RleDecoder())).isEqualTo(oddBits);
    }

    private static void assertInvalid(org.assertj.core.api.ThrowableAssert.ThrowingCallable decoding, String message) {
        assertThatThrownBy(decoding)
                .isInstanceOfSatisfying(
                        DicomException.class, e -> assertThat(e.reason()).isEqualTo(DicomException.Reason.INVALID))
                .hasMessageContaining(message);
    }
}
