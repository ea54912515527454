package org.dicomcaravan.codec.jpeg2000;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.DicomException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Blocks that OpenJPH encoded decode as OpenJPEG decodes them. */
class HtBlockDecoderTest {

    /** What OpenJPH 0.31.0 makes of {@link #COEFFICIENTS}, 5 columns and 3 rows, with 9 bit-planes missing. */
    private static final byte[] SMALL = HexFormat.of().parseHex("165c211c8000778828975700");

    private static final int[] COEFFICIENTS = {0, 0, 0, 1, -1, 12, -300, 7, 0, 0, 0, 0, -2, 511, 0};

    private final HtBlockDecoder decoder = new HtBlockDecoder();

    static List<HtBlock> blocks() throws IOException {
        return HtBlock.all();
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void asOpenJpegDecodesIt(HtBlock block) throws DicomException {
        assertThat(HtBlock.checksum(block.decode(decoder))).isEqualTo(block.checksum());
    }

    @Test
    void aBlockLeavesNothingForTheNextOne() throws Exception {
        for (HtBlock block : HtBlock.all()) {
            assertThat(HtBlock.checksum(block.decode(decoder))).as("%s", block).isEqualTo(block.checksum());
        }
    }

    @Test
    void whatIsAroundABlockIsNotPartOfIt() throws Exception {
        for (HtBlock block : HtBlock.all()) {
            byte[] data = block.data();
            for (int around : new int[] {0, 0xFF, 0x7F}) {
                byte[] more = new byte[data.length + 40];
                Arrays.fill(more, (byte) around);
                System.arraycopy(data, 0, more, 17, data.length);
                assertThat(HtBlock.checksum(block.decode(decoder, more, 17)))
                        .as("%s", block)
                        .isEqualTo(block.checksum());
            }
        }
    }

    @Test
    void twiceTheCoefficientAndHalfAStep() throws DicomException {
        int[] into = new int[15];
        decoder.decode(SMALL, 0, SMALL.length, 0, 1, 1, 5, 3, false, into);
        int[] expected =
                Arrays.stream(COEFFICIENTS).map(c -> 2 * c + Integer.signum(c)).toArray();
        assertThat(into).isEqualTo(expected);
    }

    @Test
    void planesThatAreNotCodedAreHalfOfWhatTheyMayHold() throws DicomException {
        int[] into = new int[15];
        decoder.decode(SMALL, 0, SMALL.length, 0, 1, 4, 5, 3, false, into);
        int[] expected = Arrays.stream(COEFFICIENTS)
                .map(c -> 16 * c + 8 * Integer.signum(c))
                .toArray();
        assertThat(into).isEqualTo(expected);
    }

    @Test
    void refinementsNeedAPlaneAndBytes() throws Exception {
        for (HtBlock block : HtBlock.all()) {
            int[] cleanup = new int[block.width() * block.height()];
            int[] with = new int[cleanup.length];
            int length = block.cleanup().length;
            int refinement = block.refinement().length;
            decoder.decode(block.data(), 0, length, 0, 1, 1, block.width(), block.height(), false, cleanup);
            decoder.decode(block.data(), 0, length, refinement, 3, 1, block.width(), block.height(), false, with);
            assertThat(with).isEqualTo(cleanup);
            decoder.decode(block.data(), 0, length, 0, 3, 1, block.width(), block.height(), false, with);
            assertThat(with).isEqualTo(cleanup);
        }
    }

    @ParameterizedTest
    @CsvSource({
        // passes, planes, width, height, cleanup bytes, refinement bytes, last byte but one, last byte, reason
        "1, 1, 5, 3, 12, 0, 57, 00, no",
        "0, 1, 5, 3, 12, 0, 57, 00, INVALID",
        "4, 1, 5, 3, 12, 0, 57, 00, INVALID",
        "1, 0, 5, 3, 12, 0, 57, 00, INVALID",
        "1, 31, 5, 3, 12, 0, 57, 00, UNSUPPORTED",
        "1, 1, 0, 3, 12, 0, 57, 00, INVALID",
        "1, 1, 1025, 3, 12, 0, 57, 00, INVALID",
        "1, 1, 5, 1025, 12, 0, 57, 00, INVALID",
        "1, 1, 65, 64, 12, 0, 57, 00, INVALID",
        "1, 1, 5, 3, 13, 0, 57, 00, INVALID",
        "2, 1, 5, 3, 12, 1, 57, 00, INVALID",
        "2, 1, 5, 3, 12, 2147483647, 57, 00, INVALID",
        "2, 1, 5, 3, 12, -1, 57, 00, INVALID",
        "1, 1, 5, 3, 1, 0, 57, 00, INVALID",
        // lengths of MEL and VLC: 1, 13, 12, 4080
        "1, 1, 5, 3, 12, 0, 51, 00, INVALID",
        "1, 1, 5, 3, 12, 0, 5D, 00, INVALID",
        "1, 1, 5, 3, 12, 0, 50, FF, INVALID",
        // 511 needs nine planes, of 30 at most
        "1, 23, 5, 3, 12, 0, 57, 00, INVALID",
        "1, 22, 5, 3, 12, 0, 57, 00, no",
        // significant coefficients outside
        "1, 1, 5, 1, 12, 0, 57, 00, INVALID",
        "1, 1, 3, 3, 12, 0, 57, 00, INVALID",
    })
    @SuppressWarnings("checkstyle:ParameterNumber") // what a block may be
    void whatTheStandardDoesNotAllow(
            int passes,
            int planes,
            int width,
            int height,
            int cleanup,
            int refinement,
            String lastButOne,
            String last,
            String reason)
            throws DicomException {
        byte[] data = SMALL.clone();
        data[10] = (byte) Integer.parseInt(lastButOne, 16);
        data[11] = (byte) Integer.parseInt(last, 16);
        int[] into = new int[4096];
        if (reason.equals("no")) {
            decoder.decode(data, 0, cleanup, refinement, passes, planes, width, height, false, into);
            return;
        }
        assertThatThrownBy(
                        () -> decoder.decode(data, 0, cleanup, refinement, passes, planes, width, height, false, into))
                .isInstanceOfSatisfying(
                        DicomException.class, e -> assertThat(e.reason()).isEqualTo(Reason.valueOf(reason)));
    }
}
