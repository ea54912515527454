package org.dicomcaravan.codec.jpeg2000;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
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

/** What the codestream says; {@link OpenJphTest} and {@link OpenJpegTest} decode it. */
class HtJpeg2000LosslessEncoderTest {

    /** SOT to SOD. */
    private record Part(int tile, int index, int count, int length) {}

    @ParameterizedTest
    @ValueSource(strings = {"1.2.840.10008.1.2.4.201", "1.2.840.10008.1.2.4.202"})
    void isInstalled(String syntax) {
        assertThat(Codecs.load(getClass().getClassLoader())
                        .encoder(syntax)
                        .orElseThrow()
                        .name())
                .isEqualTo("htj2k");
    }

    @Test
    void theWholeCodestreamOfASingleSample() throws IOException, DicomException {
        byte[] codestream = TestFrame.grey(1, 1, 8, 8, false, 128, 128)
                .encode(TransferSyntax.HTJ2K_LOSSLESS)
                .codestream();
        assertThat(codestream)
                .asHexString()
                .isEqualTo(
                        "FF4F" // SOC
                                + "FF510029400000000001000000010000000000000000" // SIZ: as CAP says; 1 x 1 at 0, 0
                                + "000000010000000100000000000000000001" // one tile of 1 x 1, one component
                                + "070101" // 8 bits, unsigned, not subsampled
                                + "FF500008000200000001" // CAP: Part 15; 8 + 1 bit-planes, reversible
                                + "FF52000C00000001000004044001" // COD: LRCP, 1 layer, no levels, 64 x 64, HT, 5/3
                                + "FF5C00044040" // QCD: 2 guard bits, range 8 bits
                                + "FF90000A00000000000F0001FF93" // SOT, 15 bytes, SOD
                                + "00" // an empty packet: the sample is 0 after the level shift
                                + "FFD9");
    }

    /** What PS3.5 10.18 says of RPCL Options. */
    @ParameterizedTest
    @CsvSource({
        "512, 512, 5",
        "64, 64, 5",
        "2048, 1024, 5",
        "2049, 1024, 6",
        "4096, 4096, 6",
        "5000, 3000, 7",
        "9000, 40, 5",
        "1, 5000, 0",
        "1, 1, 0",
    })
    void withRpclOptionsTheLowestResolutionComesFirst(int columns, int rows, int levels)
            throws IOException, DicomException {
        TestFrame frame = TestFrame.grey(columns, rows, 8, 8, false);
        byte[] codestream = frame.encode(TransferSyntax.HTJ2K_LOSSLESS_RPCL).codestream();
        ByteBuffer bytes = ByteBuffer.wrap(codestream);
        int cod = segment(bytes, 0xFF52);
        assertThat(bytes.get(cod + 5)).as("progression order").isEqualTo((byte) 2);
        assertThat((int) bytes.get(cod + 9)).as("levels").isEqualTo(levels);
        assertThat(Math.min(half(columns, levels), half(rows, levels))).isLessThanOrEqualTo(64);

        List<Part> parts = parts(bytes);
        int tlm = segment(bytes, 0xFF55);
        assertThat(bytes.getShort(tlm + 2)).isEqualTo((short) (4 + 6 * parts.size()));
        assertThat(bytes.getShort(tlm + 4)).isEqualTo((short) 0x60);
        for (int i = 0; i < parts.size(); i++) {
            assertThat((int) bytes.getShort(tlm + 6 + 6 * i))
                    .isEqualTo(parts.get(i).tile());
            assertThat(bytes.getInt(tlm + 8 + 6 * i)).isEqualTo(parts.get(i).length());
        }
        assertThat(parts).allSatisfy(part -> assertThat(part.count()).isEqualTo(levels + 1));
        assertThat(parts).extracting(Part::index).isSorted();
        assertThat(parts.get(parts.size() - 1).index()).isEqualTo(levels);

        DecodedFrame decoded =
                new Jpeg2000Decoder().decode(codestream, frame.shape(), TransferSyntax.HTJ2K_LOSSLESS_RPCL);
        assertThat(decoded.samples()).isEqualTo(frame.decoded().samples());
    }

    @Test
    void coloursAreTransformedWhereTheyAreRgb() throws IOException, DicomException {
        EncodedFrame rgb = TestFrame.colour(20, 10, "RGB").encode(TransferSyntax.HTJ2K_LOSSLESS);
        assertThat(rgb.photometricInterpretation()).isEqualTo("YBR_RCT");
        assertThat(rgb.lossyMethod()).isEmpty();
        EncodedFrame other = TestFrame.colour(20, 10, "YBR_FULL").encode(TransferSyntax.HTJ2K_LOSSLESS);
        assertThat(other.photometricInterpretation()).isEqualTo("YBR_FULL");
    }

    @Test
    void otherFramesAreRefused() {
        FrameShape shape = new FrameShape(1, 8, 1, 1, 1, 0, false, false, "MONOCHROME2", false);
        DecodedFrame bits = new DecodedFrame(1, 8, 1, 1, 1, false, "MONOCHROME2", new byte[1]);
        assertThatThrownBy(() -> new HtJpeg2000LosslessEncoder().encode(bits, shape, TransferSyntax.HTJ2K_LOSSLESS))
                .isInstanceOf(DicomException.class)
                .hasMessageContaining("1 samples of 1 bits as MONOCHROME2");
    }

    private static int half(int length, int times) {
        return (length + (1 << times) - 1) >> times;
    }

    /** Where a marker segment of the main header is. */
    private static int segment(ByteBuffer bytes, int marker) {
        int at = 2;
        while ((bytes.getShort(at) & 0xFFFF) != marker) {
            assertThat(bytes.getShort(at) & 0xFFFF).isNotEqualTo(0xFF90);
            at += 2 + (bytes.getShort(at + 2) & 0xFFFF);
        }
        return at;
    }

    /** All tile-parts, up to EOC. */
    private static List<Part> parts(ByteBuffer bytes) {
        int at = 2;
        while ((bytes.getShort(at) & 0xFFFF) != 0xFF90) {
            at += 2 + (bytes.getShort(at + 2) & 0xFFFF);
        }
        List<Part> parts = new ArrayList<>();
        while ((bytes.getShort(at) & 0xFFFF) == 0xFF90) {
            Part part = new Part(bytes.getShort(at + 4), bytes.get(at + 10), bytes.get(at + 11), bytes.getInt(at + 6));
            parts.add(part);
            at += part.length();
        }
        assertThat(bytes.getShort(at) & 0xFFFF).isEqualTo(0xFFD9);
        assertThat(at + 2).isEqualTo(bytes.limit());
        return parts;
    }
}
