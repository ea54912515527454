package org.dicomcaravan.codec.rle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.dicomcaravan.codec.DecodedFrame;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.TransferSyntax;
import org.dicomcaravan.dicom.pixels.FrameShape;
import org.junit.jupiter.api.Test;

/** Codestreams written by hand from PS3.5 Annex G. */
class RleDecoderTest {

    private final RleDecoder decoder = new RleDecoder();

    static FrameShape shape(int rows, int columns, int samples, int allocated) {
        String photometric = samples == 3 ? "RGB" : "MONOCHROME2";
        return new FrameShape(
                rows, columns, samples, allocated, allocated, allocated - 1, false, false, photometric, false);
    }

    /** A header with the given starts, then the given bytes. */
    private static byte[] stream(int[] starts, int... body) {
        ByteBuffer out = ByteBuffer.allocate(64 + body.length).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(0, starts.length);
        for (int i = 0; i < starts.length; i++) {
            out.putInt(4 + 4 * i, starts[i]);
        }
        for (int i = 0; i < body.length; i++) {
            out.put(64 + i, (byte) body[i]);
        }
        return out.array();
    }

    private byte[] decode(byte[] codestream, FrameShape shape) throws IOException, DicomException {
        return decoder.decode(codestream, shape, TransferSyntax.RLE).samples();
    }

    @Test
    void literalReplicatedAndNoOperationRuns() throws IOException, DicomException {
        byte[] codestream = stream(new int[] {64}, 2, 1, 2, 3, 0x80, 0xFD, 9);
        assertThat(decode(codestream, shape(1, 7, 1, 8))).containsExactly(1, 2, 3, 9, 9, 9, 9);
    }

    @Test
    void theMostSignificantByteComesFirst() throws IOException, DicomException {
        byte[] codestream = stream(new int[] {64, 68}, 1, 0x12, 0x34, 0, 1, 0x56, 0x78, 0);
        assertThat(decode(codestream, shape(1, 2, 1, 16))).containsExactly(0x56, 0x12, 0x78, 0x34);
    }

    @Test
    void samplesAreSideBySideWhateverTheOrderOfSegments() throws IOException, DicomException {
        byte[] codestream = stream(new int[] {72, 64, 68}, 1, 3, 4, 0, 1, 5, 6, 0, 1, 1, 2, 0);
        assertThat(decode(codestream, shape(1, 2, 3, 8))).containsExactly(1, 3, 5, 2, 4, 6);
    }

    /** PS3.5 G.2: zero bits are added to a pixel until it fills bytes. */
    @Test
    void singleBitsHaveAByteEach() throws IOException, DicomException {
        byte[] codestream = stream(new int[] {64}, 0xFF, 1, 1, 0, 1, 0xF5, 0, 0);
        DecodedFrame frame = decoder.decode(codestream, shape(2, 8, 1, 1), TransferSyntax.RLE);
        assertThat(frame.bitsAllocated()).isEqualTo(1);
        assertThat(frame.samples()).containsExactly(0b1011, 0);
    }

    /** As the two files of pydicom's have them. */
    @Test
    void singleBitsThatArePackedStayPacked() throws IOException, DicomException {
        DecodedFrame frame = decoder.decode(stream(new int[] {64}, 0xFF, 0b101), shape(3, 5, 1, 1), TransferSyntax.RLE);
        assertThat(frame.bitsAllocated()).isEqualTo(1);
        assertThat(frame.samples()).containsExactly(5, 5);
    }

    @Test
    void whatARunHasBeyondTheFrameIsLeftOut() throws IOException, DicomException {
        assertThat(decode(stream(new int[] {64}, 0xF9, 7), shape(1, 3, 1, 8))).containsExactly(7, 7, 7);
    }

    @Test
    void chromaIsWholeWhateverTheTagSays() throws IOException, DicomException {
        FrameShape declared = shape(1, 1, 3, 8).withPhotometricInterpretation("YBR_FULL_422");
        DecodedFrame frame =
                decoder.decode(stream(new int[] {64, 66, 68}, 0, 1, 0, 2, 0, 3), declared, TransferSyntax.RLE);
        assertThat(frame.photometricInterpretation()).isEqualTo("YBR_FULL");
        assertThat(frame.samples()).containsExactly(1, 2, 3);
    }

    @Test
    void aSegmentThatEndsEarlyFails() {
        assertInvalid(stream(new int[] {64}, 2, 1, 2), shape(1, 3, 1, 8), "ends before");
        assertInvalid(stream(new int[] {64}, 0xFE), shape(1, 3, 1, 8), "ends before");
        assertInvalid(stream(new int[] {64, 66}, 0, 1, 0, 2), shape(1, 2, 1, 16), "ends before");
        assertInvalid(new byte[63], shape(1, 1, 1, 8), "ends before");
    }

    @Test
    void aHeaderThatContradictsTheDataSetFails() {
        assertInvalid(stream(new int[] {64}, 0, 1), shape(1, 1, 1, 16), "1 RLE segments, 2 expected");
        assertInvalid(stream(new int[] {-1}, 0, 1), shape(1, 1, 1, 8), "starts at byte 4294967295");
        assertInvalid(stream(new int[] {8}, 0, 1), shape(1, 1, 1, 8), "starts at byte 8");
    }

    @Test
    void aFrameThatCantBeWholeCostsNoMemory() {
        assertInvalid(stream(new int[] {64}, 0x81, 0), shape(65535, 65535, 1, 8), "ends before");
    }

    private void assertInvalid(byte[] codestream, FrameShape shape, String message) {
        assertThatThrownBy(() -> decode(codestream, shape))
                .isInstanceOfSatisfying(
                        DicomException.class, e -> assertThat(e.reason()).isEqualTo(DicomException.Reason.INVALID))
                .hasMessageContaining(message);
    }
}
