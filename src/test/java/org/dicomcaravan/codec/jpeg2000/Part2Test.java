package org.dicomcaravan.codec.jpeg2000;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.TransferSyntax;
import org.junit.jupiter.api.Test;

/** What Part 2 adds changes samples in ways that nothing here knows, so it has to be refused. */
class Part2Test {

    private static final int BEHIND_SIZ = 2 + 2 + 41;
    private static final int SCOD = BEHIND_SIZ + 4;

    private final TestFrame frame = TestFrame.grey(20, 10, 8, 8, false);

    private byte[] decode(byte[] codestream) throws Exception {
        return new Jpeg2000Decoder()
                .decode(codestream, frame.shape(), TransferSyntax.JPEG_2000_MC_LOSSLESS)
                .samples();
    }

    private static byte[] with(byte[] codestream, int at, byte... inserted) {
        byte[] longer = Arrays.copyOf(codestream, codestream.length + inserted.length);
        System.arraycopy(codestream, at, longer, at + inserted.length, codestream.length - at);
        System.arraycopy(inserted, 0, longer, at, inserted.length);
        return longer;
    }

    @Test
    void whatHasNothingOfItIsDecoded() throws Exception {
        byte[] comment = {(byte) 0xFF, 0x64, 0, 5, 0, 1, 'x'};
        assertThat(decode(frame.encode().codestream()))
                .isEqualTo(frame.decoded().samples());
        assertThat(decode(with(frame.encode().codestream(), BEHIND_SIZ, comment)))
                .isEqualTo(frame.decoded().samples());
    }

    @Test
    void transformsOfComponentsAreRefused() throws Exception {
        for (int marker : new int[] {0x70, 0x74, 0x75, 0x77, 0x78, 0x79}) {
            byte[] segment = {(byte) 0xFF, (byte) marker, 0, 4, 0, 0};
            byte[] codestream = with(frame.encode().codestream(), BEHIND_SIZ, segment);
            assertThatThrownBy(() -> decode(codestream))
                    .isInstanceOfSatisfying(
                            DicomException.class,
                            e -> assertThat(e.reason()).isEqualTo(DicomException.Reason.UNSUPPORTED))
                    .hasMessageContaining("FF%02X of Part 2", marker);
        }
    }

    @Test
    void codeBlocksThatBeginElsewhereAreRefused() throws Exception {
        byte[] codestream = frame.encode().codestream();
        assertThat(codestream[SCOD]).isZero();
        codestream[SCOD] = 0b1000;
        assertThatThrownBy(() -> decode(codestream))
                .isInstanceOf(DicomException.class)
                .hasMessageContaining("Part 2");
    }
}
