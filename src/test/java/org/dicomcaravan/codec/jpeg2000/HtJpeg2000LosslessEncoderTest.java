package org.dicomcaravan.codec.jpeg2000;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
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
        SplitStream stream = SplitStream.of(codestream);
        assertThat(codestream).endsWith(0xFF, 0xD9);
        String cod = stream.parameters(Markers.COD);
        assertThat(cod.substring(2, 4)).as("progression order").isEqualTo("02");
        assertThat(Integer.parseInt(cod.substring(10, 12), 16)).as("levels").isEqualTo(levels);
        assertThat(Math.min(half(columns, levels), half(rows, levels))).isLessThanOrEqualTo(64);

        List<SplitStream.TilePart> parts = stream.tileParts();
        assertThat(parts).allSatisfy(part -> {
            assertThat(part.header()).isEmpty();
            assertThat(part.parts()).isEqualTo(levels + 1);
        });
        assertThat(parts)
                .extracting(SplitStream.TilePart::part)
                .isSorted()
                .last()
                .isEqualTo(levels);
        String lengths = parts.stream()
                .map(part -> "%04x%08x".formatted(part.tile(), 14 + part.packets().length))
                .collect(Collectors.joining());
        assertThat(stream.parameters(Markers.TLM))
                .as("from SOT to the last packet")
                .isEqualTo("0060" + lengths);

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
}
