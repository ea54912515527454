package org.dicomcaravan.codec.jpeg2000;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.dicomcaravan.codec.EncodedFrame;
import org.dicomcaravan.dicom.DicomException;
import org.dicomcaravan.dicom.TransferSyntax;
import org.junit.jupiter.api.Test;

/** What the codestream says, and how long it is; {@link LossyOpenJpegTest} decodes it. */
class Jpeg2000EncoderTest extends LossyEncoders {

    Jpeg2000EncoderTest() {
        super(new Jpeg2000Encoder(), TransferSyntax.JPEG_2000, "ISO_15444_1");
    }

    @Override
    EncodedFrame encode(TestFrame frame, int ratio) throws IOException, DicomException {
        return frame.encodeWithLoss(ratio);
    }

    @Test
    void theWholeCodestreamOfASingleSample() throws IOException, DicomException {
        byte[] codestream =
                TestFrame.grey(1, 1, 8, 8, false, 129, 129).encodeWithLoss(10).codestream();
        assertThat(codestream)
                .asHexString()
                .startsWith(
                        "FF4F" // SOC
                                + "FF510029000000000001000000010000000000000000" // SIZ: 1 x 1 at 0, 0
                                + "000000010000000100000000000000000001" // one tile of 1 x 1, one component
                                + "070101" // 8 bits, unsigned, not subsampled
                                + "FF52000C00000001000004040000" // COD: LRCP, 1 layer, no levels, 64 x 64, 9/7
                                + "FF5C0005424800" // QCD: expounded, 2 guard bits, exponent 9, mantissa 0: steps of 1/2
                                + "FF90000A0000000000120001FF93" // SOT, 18 bytes, SOD
                                // A packet with a code-block, 8 of 10 planes zero; 3 passes, the last one is no use; 1
                                // byte
                                + "C03810") // 1 1 000000001 1100 0 0001, filled up
                .endsWith("FFD9")
                .hasSize(2 * 86);
    }
}
